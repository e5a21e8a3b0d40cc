/** Bundlers that build again what changes: what comes out is instrumented as the first time, by the lines that are there now. */
import { expect } from "chai";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runLinked, writeStub, type LinkedRun } from "../linked/program.js";
import { root } from "../runs.js";
import { watchers } from "./bundlers.js";

const sum = `// @profile
export function sum(count) {
  let total = 0;
  for (let n = 0; n < count; n++) total += n;
  return total;
}
`;

const files: Readonly<Record<string, string>> = {
  "package.json": "{\"type\":\"module\"}",
  "main.js": `import { profile } from "@perline/runtime";
import { sum } from "./sum.js";

// @profile
function main() {
  console.log(sum(5));
}
main();
profile(parseInt);
`,
};

/** The first lines come to stand elsewhere, and one is new. */
const changed = `// Moved.\n\n${sum.replace("  return total;", "  console.log(\"changed\");\n  return total;")}`;

/** What a watcher tells, build by build. */
class Builds {
  private readonly results: (string[] | Error)[] = [];
  private wake: () => void = () => undefined;

  readonly add = (result: string[] | Error): void => {
    this.results.push(result);
    this.wake();
  };

  /** The warnings of the next builds, up to one after which something holds; throws where one fails. */
  async until(holds: () => boolean): Promise<string[]> {
    const told: string[] = [];
    for (;;) {
      const result = this.results.shift();
      if (result === undefined) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      if (result instanceof Error) throw result;
      told.push(...result);
      if (holds()) return told;
    }
  }
}

/** Each source once, with ids of its own. */
function expectApart({ registered }: LinkedRun): void {
  const ids = registered.flatMap(({ base, source }) => source.sources.flatMap(({ probes }) => probes).map((_, probe) => base + probe));
  expect(new Set(ids).size).to.equal(ids.length);
  expect(registered.flatMap(({ source: { sources } }) => sources.map(({ path }) => path)).toSorted()).to.deep.equal(["main.js", "sum.js"]);
}

describe("watched programs", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "perline-watched-")));
    for (const [name, text] of Object.entries({ ...files, "sum.js": sum })) writeFileSync(join(folder, name), text);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, watch] of Object.entries(watchers)) {
    it(`count by ${name} on the lines that are there now`, async () => {
      const options = { runtime: join(folder, writeStub(folder).module), root: folder, enabled: true };
      const builds = new Builds();
      const external = ["@perline/runtime"];
      const watcher = await watch({ folder, entry: "main.js", outfile: "linked.mjs", options, external }, builds.add);
      try {
        const text = (): string => readFileSync(join(folder, "out", "linked.mjs"), "utf8");
        const first = await builds.until(() => true);
        const before = await runLinked(folder, "out/linked.mjs");
        expect(before.hits).to.deep.equal({ "main.js:6": 1, "sum.js:3": 1, "sum.js:4": 6, "sum.js:5": 1 });
        writeFileSync(join(folder, "sum.js"), changed);
        const second = await builds.until(() => text().includes("console.log(\"changed\")"));
        const after = await runLinked(folder, "out/linked.mjs");
        expect(after.stdout).to.equal("changed\n10\n");
        expect(after.hits).to.deep.equal({ "main.js:6": 1, "sum.js:5": 1, "sum.js:6": 6, "sum.js:7": 1, "sum.js:8": 1 });
        [before, after].forEach(expectApart);
        expect(after.registered.flatMap(({ source: { sources } }) => sources.map((source) => source.text))).to.include.members([changed, files["main.js"]]);
        const toldOf = (told: readonly string[]): number => told.filter((warning) => warning.includes("profile(parseInt) marks nothing")).length;
        expect([toldOf(first), toldOf(second)]).to.deep.equal([1, 0]);
      } finally {
        await watcher.close();
      }
    });
  }
});
