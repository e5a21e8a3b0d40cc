/** The real programs that tests profile, un-modified from the registry, each with a job it does for a living. */
import { join } from "node:path";
import { nightly } from "../effort.js";

/** The repository, where the tools are installed and the jobs run. */
export const root: string = join(__dirname, "..", "..");

/** One tool and its job. */
export interface Tool {
  name: string;
  /** The command behind `node`: script and arguments, relative to the repository. */
  command: readonly string[];
  /** What does the same ROUNDS times, where the command cannot. */
  repeatedly?: readonly string[];
  /** Its own files, as istanbul finds them: a part of the path. */
  files: string;
  /** What a .js file of it is. */
  goal: "module" | "commonjs";
  /** How often the job repeats its work, where that is not for the job to say; see `runs`. */
  rounds?: { check: number; nightly: number };
  /** The folder it writes files to, which are compared as its output is. */
  emits?: string;
}

const job = (name: string, script: string, more: Pick<Tool, "goal" | "rounds">): Tool => ({
  name,
  command: [`test/tools/jobs/${script}`],
  files: `node_modules/${name}/`,
  ...more,
});

const emitted = "node_modules/.cache/perline-tools";

/** Compiles the examples; `npm run check -- --nightly` the 106 files of a library, with which it finds fault here and there. */
const typescript: Tool = {
  name: "typescript",
  goal: "commonjs",
  command: ["node_modules/typescript/bin/tsc", "-p", `test/tools/jobs/${nightly ? "library" : "examples"}.json`, "--outDir", emitted, "--listEmittedFiles"],
  repeatedly: ["test/tools/jobs/typescript.cjs"],
  files: "node_modules/typescript/",
  emits: emitted,
};

/** Tools that compute and do little else: nearly all time is their own. */
export const computing: readonly Tool[] = [
  job("marked", "marked.mjs", { goal: "module" }),
  job("acorn", "acorn.cjs", { goal: "commonjs" }),
  job("handlebars", "handlebars.cjs", { goal: "commonjs" }),
  job("terser", "terser.mjs", { goal: "module" }),
  job("prettier", "prettier.mjs", { goal: "commonjs" }),
  typescript,
];

/** All tools of the suite; these others work together with Node, with the event loop, or with code of the job. */
export const tools: readonly Tool[] = [
  ...computing,
  job("ajv", "ajv.cjs", { goal: "commonjs" }),
  job("express", "express.cjs", { goal: "commonjs", rounds: { check: 500, nightly: 10_000 } }),
  job("csv-parse", "csv-parse.mjs", { goal: "module", rounds: { check: 2000, nightly: 200_000 } }),
  job("immer", "immer.mjs", { goal: "module" }),
  job("async", "async.cjs", { goal: "commonjs" }),
  // Without the glue of its WebAssembly, which looks at that memory again whenever it grew: garbage collection decides on that.
  {
    ...job("@rollup/wasm-node", "rollup.cjs", { goal: "commonjs", rounds: { check: 1, nightly: 3 } }),
    files: "node_modules/@rollup/wasm-node/dist/shared/",
  },
  {
    name: "mocha",
    goal: "module",
    command: [
      "node_modules/mocha/bin/mocha.js", "--no-config", "--no-package", "--reporter", "tap", "--slow", "600000", "--timeout", "600000",
      "test/tools/jobs/suites/first.cjs", "test/tools/jobs/suites/second.mjs",
    ],
    files: "node_modules/mocha/",
  },
];
