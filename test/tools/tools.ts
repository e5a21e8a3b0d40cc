/** The real programs that tests profile, un-modified from the registry, each with a job it does for a living. */
import { join } from "node:path";

/** The repository, where the tools are installed and the jobs run. */
export const root: string = join(__dirname, "..", "..");

/** One tool and its job. */
export interface Tool {
  name: string;
  /** The command behind `node`: script and arguments, relative to the repository. */
  command: readonly string[];
  /** Its own files, as istanbul finds them: a part of the path. */
  files: string;
  /** What a .js file of it is. */
  goal: "module" | "commonjs";
}

const job = (name: string, script: string, goal: Tool["goal"]): Tool => ({
  name,
  goal,
  command: [`test/tools/jobs/${script}`],
  files: `node_modules/${name}/`,
});

/** All tools of the suite. */
export const tools: readonly Tool[] = [
  job("marked", "marked.mjs", "module"),
  job("acorn", "acorn.cjs", "commonjs"),
  job("handlebars", "handlebars.cjs", "commonjs"),
  job("terser", "terser.mjs", "module"),
  job("prettier", "prettier.mjs", "commonjs"),
  {
    name: "typescript",
    goal: "commonjs",
    command: ["node_modules/typescript/bin/tsc", "-p", "test/tools/jobs/tsconfig.json", "--listEmittedFiles"],
    files: "node_modules/typescript/",
  },
];
