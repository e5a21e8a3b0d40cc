/**
 * A TypeScript example that can be timed from the inside, bare and profiled, in turns.
 *
 * The example is copied to a folder of its own beside a driver that requires it and reads the clock. The bare side runs the
 * JavaScript that TypeScript's own compiler prints of it, so that it pays for no hook of ours.
 */
import { type Profile } from "@perline/format";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { programs } from "./programs.js";
import { type Times } from "./race.js";
import { root, runProfiled, runWell } from "../runs.js";
import { type Pairs } from "./statistics.js";

/** One run. Milliseconds from the first line of its entry, when all is instrumented, to the last. */
export interface Timed {
  evaluationMs: number;
}

/** An example, ready to be run; its sizes come from the environment. */
export interface TimedProgram {
  bare(): Promise<Timed>;
  profiled(options: readonly string[]): Promise<Timed & { profile: Profile }>;
}

/** In front of the first line of an entry: see driver.cjs. */
const begin = "(globalThis as { benchBegin?: () => void }).benchBegin?.(); ";

/** Prints every TypeScript file of one folder as CommonJS into another, keeping the tree. */
function compileInto(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) compileInto(join(from, entry.name), join(to, entry.name));
    if (!entry.name.endsWith(".ts")) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(from, entry.name), "utf8"), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(to, entry.name.replace(/\.ts$/, ".js")), outputText);
  }
}

/** Sets an example up in the given folder. `entry` is its first file, without an ending. */
export function timedProgram(folder: string, example: string, { entry = "main", env = {} } = {}): TimedProgram {
  const original = join(root, "examples", example);
  mkdirSync(folder, { recursive: true });
  // Both sides as CommonJS, so that a driver can wait for them without the event loop.
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  copyFileSync(join(programs, "driver.cjs"), join(folder, "driver.cjs"));
  const typescript = join(folder, "typescript");
  cpSync(original, typescript, { recursive: true });
  writeFileSync(join(typescript, `${entry}.ts`), begin + readFileSync(join(typescript, `${entry}.ts`), "utf8"));
  compileInto(typescript, join(folder, "javascript"));

  const timesFile = join(folder, "times.json");
  const surroundings = { cwd: folder, env: { ...env, BENCH_TIMES: timesFile } };
  const read = (): Timed => {
    const { evaluationNs } = JSON.parse(readFileSync(timesFile, "utf8")) as Times;
    return { evaluationMs: evaluationNs / 1e6 };
  };
  return {
    async bare() {
      await runWell(["driver.cjs", `javascript/${entry}.js`], surroundings);
      return read();
    },
    async profiled(options) {
      const args = [...options, "--exclude", "driver.cjs", "driver.cjs", `typescript/${entry}.ts`];
      const { profile } = await runProfiled(args, surroundings);
      return { ...read(), profile };
    },
  };
}

/** Takes both sides in turns, after one round that is not counted. */
export async function interleaved(rounds: number, bare: () => Promise<number>, measured: () => Promise<number>): Promise<Pairs> {
  await bare();
  await measured();
  const pairs = { bare: [] as number[], measured: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    pairs.bare.push(await bare());
    pairs.measured.push(await measured());
  }
  return pairs;
}
