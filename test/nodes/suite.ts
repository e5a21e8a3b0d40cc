/** The tests of this repository as another Node runs them: all, or a slice that grows from a seed. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { root } from "../runs.js";

const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");

/** All tests but these themselves. */
const everything = ["test/**/*.test.ts", "--ignore", "test/nodes/**"];
/** Tests of programs that run, each of which stands for itself. */
const behaviour = ["cli", "faults", "heap", "node-host", "runners", "runtime", "time"].map((folder) => `test/${folder}/*.test.ts`)
  .concat(["cases/cases", "transform/running-line", "transform/throws"].map((file) => `test/${file}.test.ts`));

/** Which tests: mocha's arguments. */
export type Selection = readonly string[];

/** All tests. */
export const whole: Selection = everything;

/** A test as mocha lists it. */
interface Listed {
  fullTitle: string;
  file: string;
}

/** One test of so many, chosen by the seed, among those in which programs run. */
export async function slice(oneOf: number, seed: number): Promise<Selection> {
  const { text } = await run(process.execPath, [...behaviour, "--dry-run", "--reporter", "json"]);
  const { tests } = JSON.parse(text.slice(text.indexOf("{"))) as { tests: Listed[] };
  const length = Math.ceil(tests.length / oneOf);
  const [chosen = []] = fc.sample(fc.shuffledSubarray(tests, { minLength: length, maxLength: length }), { seed, numRuns: 1 });
  // Signs and line breaks would mean something to mocha: any character will do in their place.
  const titles = chosen.map(({ fullTitle }) => fullTitle.replace(/[^\w ]/g, "[^]"));
  return [...new Set(chosen.map(({ file }) => file)), "--grep", `^(${titles.join("|")})$`];
}

/** How tests ended: mocha's exit code, which is 0 where all have passed, and what it printed. */
export interface SuiteResult {
  code: number | null;
  text: string;
}

/** Runs tests on a Node; `tell`: called with what they print, as it comes. */
export function run(executable: string, selection: Selection, tell: (part: string) => void = () => undefined): Promise<SuiteResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [mocha, ...selection], { cwd: root, windowsHide: true });
    let text = "";
    const take = (part: string): void => {
      text += part;
      tell(part);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}
