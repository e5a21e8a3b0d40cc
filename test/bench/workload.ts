/** The programs that rivals run: ones of our own, each of which does one kind of thing, and real tools that do a job. */
import { join } from "node:path";
import { tools } from "../tools/tools.js";

/** A program, and which files of it are watched. */
export interface Workload {
  id: string;
  /** What it does, in a few words. */
  what: string;
  /** The script, relative to the repository. Its output is the same in each run. */
  script: string;
  /** The watched files: a part of their paths, with forward slashes; and a glob relative to the repository. */
  files: string;
  include: string;
  /** Whether any of them is an ES module. */
  modules: boolean;
  /** Modules that are loaded before the clock begins, as the script names them. */
  first: readonly string[];
  /** How often it repeats its work, by the variable ROUNDS. */
  rounds: number;
}

function own(id: string, what: string): Workload {
  const script = `test/bench/programs/workloads/${id}.cjs`;
  return { id, what, script, files: script, include: script, modules: false, first: [], rounds: 10 };
}

/** A job of the tests, repeated so often. */
function job(name: string, rounds: number, { what, first = [name] }: Pick<Workload, "what"> & { first?: readonly string[] }): Workload {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const { files, command, repeatedly: [script = ""] = command } = tool;
  const id = name.replace(/^@(.*)\/.*/, "$1");
  return { id, what, script, files, include: `${files}**`, modules: script.endsWith(".mjs"), first, rounds };
}

/** What prettier loads when it needs it. */
const prettierParts = ["babel", "estree", "markdown", "typescript"].map((part) => `prettier/plugins/${part}`);

/** Those of our own. */
export const programs: readonly Workload[] = [
  own("scheduler", "tasks, packets and queues: short methods"),
  own("constraints", "one-way constraints kept satisfied: virtual calls"),
  own("loops", "loops of flow graphs: objects, maps, sets"),
  own("queens", "recursion over arrays of flags"),
  own("nbody", "numbers in fields of objects"),
  own("mandelbrot", "a tight loop of floating-point operations"),
  own("spectral-norm", "a tiny function in nested loops"),
  own("sieve", "array stores in the tightest of loops"),
  own("strings", "words of a long text"),
  own("json", "a parser and a printer"),
  own("generator", "the generator of ten million numbers"),
  own("pipelines", "generators that feed each other"),
  own("async", "async functions and queues"),
  own("closures", "functions that make functions"),
  own("exceptions", "errors thrown, translated, caught"),
];

export const workloads: readonly Workload[] = [
  ...programs,
  job("acorn", 20, { what: "parses" }),
  job("marked", 20, { what: "renders Markdown" }),
  job("handlebars", 120, { what: "compiles and renders templates" }),
  job("prettier", 1, { what: "formats", first: ["prettier", ...prettierParts] }),
  job("terser", 1, { what: "minifies" }),
  job("ajv", 1, { what: "validates" }),
  job("@rollup/wasm-node", 1, { what: "bundles" }),
  job("typescript", 1, { what: "compiles" }),
];

/** What runs scripts and writes down how long they took. */
export const driver = join("test", "bench", "programs", "driver.cjs");
