/** Runs a program in this process, and tells what it printed, exported or threw. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction, constants, createContext, runInContext } from "node:vm";
import { format, inspect } from "node:util";
import type { Goal } from "@perline/transform";
import { inTemporaryFolder } from "../runs.js";

/** JavaScript, by file name. */
export interface Program {
  files: ReadonlyMap<string, string>;
  entry: string;
  goal: Goal;
  within: Within;
  /** Called whenever the program prints, from within that call. */
  onPrint?: () => void;
  /** Puts the lines of a trace where the text has them. */
  traced?: (trace: string) => string;
}

/** Runs an action with a program's names on its global object. */
export type Within = <T>(target: object, action: () => Promise<T>) => Promise<T>;

/** What a program showed. */
export interface Outcome {
  /** What it printed, then what it exported or gave, or the error it threw with the lines of its stack. */
  output: string;
  /** The text of each function that its exports lead to. */
  texts: string[];
  /** Whether the program ended by an error of its own. */
  threw: boolean;
}

/** Turns of the event loop in which a program finishes what it has begun. */
const turns = 12;

/** Runs a program to its end. */
export async function execute(program: Program): Promise<Outcome> {
  const lines: string[] = [];
  const texts: string[] = [];
  const { log } = console;
  const { traced = (trace) => trace } = program;
  let threw = false;
  console.log = (...values: unknown[]) => {
    program.onPrint?.();
    lines.push(traced(format(...values)));
  };
  try {
    const result = await run(program);
    for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
    texts.push(...functionTexts(result.value));
    lines.push(...result.shown);
  } catch (failure) {
    threw = true;
    lines.push(describe(failure, traced));
  } finally {
    console.log = log;
  }
  return { output: lines.map((line) => `${line}\n`).join(""), texts, threw };
}

interface Result {
  value: unknown;
  /** The lines that tell it. */
  shown: string[];
}

function run(program: Program): Promise<Result> {
  switch (program.goal) {
    case "script":
      return runScript(program);
    case "commonjs":
      return program.within(globalThis, () => runCommonJs(program));
    case "module":
      return program.within(globalThis, () => runModule(program));
  }
}

/** A script shows its completion value, and what it left on the global object. */
async function runScript(program: Program): Promise<Result> {
  const context = createContext({ console });
  return program.within(context, async () => {
    const value: unknown = await runInContext(program.files.get(program.entry) ?? "", context, { filename: program.entry });
    const globals = Object.keys(context).filter((key) => key !== "console").sort();
    return { value, shown: [`completes with ${inspect(value)}`, ...(globals.length > 0 ? [`globals: ${globals.join(", ")}`] : [])] };
  });
}

/** A CommonJS program shows its exports, where it has any. */
async function runCommonJs({ files, entry }: Program): Promise<Result> {
  const nodeRequire = createRequire(__filename);
  const loaded = new Map<string, { exports: unknown }>();
  const load = (name: string): unknown => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const text = (files.get(name) ?? "").replace(/^\uFEFF/, "").replace(/^#!/, "//");
    const module = { exports: {} as unknown };
    loaded.set(name, module);
    const body: unknown = compileFunction(text, ["exports", "require", "module"], {
      filename: name, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const require = (id: string): unknown => (files.has(basename(id)) ? load(basename(id)) : nodeRequire(id));
    Reflect.apply(body as () => unknown, module.exports, [module.exports, require, module]);
    return module.exports;
  };
  const exports = load(entry);
  const empty = typeof exports === "object" && exports !== null && Object.keys(exports).length === 0;
  await exports;
  return { value: exports, shown: empty ? [] : [`exports ${inspect(exports)}`] };
}

/** A module shows its exports, where it has any. */
function runModule({ files, entry }: Program): Promise<Result> {
  return inTemporaryFolder(async (folder) => {
    // Node knows no other extension of modules, whatever the file was lowered from.
    const nameOf = (name: string): string => name.replace(/\.([cm]?ts|tsx|jsx)$/, ".mjs");
    for (const [name, text] of files) writeFileSync(join(folder, nameOf(name)), text);
    const namespace = (await import(pathToFileURL(join(folder, nameOf(entry))).href)) as Record<string, unknown>;
    const exports = { ...namespace };
    return { value: exports, shown: Object.keys(exports).length > 0 ? [`exports ${inspect(exports)}`] : [] };
  });
}

/** An error as the program's own, with the lines of the case's files in its stack. */
function describe(failure: unknown, traced: (trace: string) => string): string {
  if (!(failure instanceof Error) && !Object.prototype.toString.call(failure).includes("Error")) return `threw ${inspect(failure)}`;
  const { name, message, stack = "" } = failure as Error;
  const lines = [...traced(stack).matchAll(/\binput\.[cm]?[jt]sx?:(\d+):\d+\)?$/gm)].map(([, line]) => line);
  return `threw ${name}: ${message}${lines.length > 0 ? ` (lines ${lines.join(", ")})` : ""}`;
}

/** The text of each function to be found in a value's own properties and prototypes. */
function functionTexts(value: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>([Object.prototype, Function.prototype, Array.prototype]);
  const visit = (each: unknown): void => {
    if ((typeof each !== "object" && typeof each !== "function") || each === null || seen.has(each)) return;
    seen.add(each);
    if (typeof each === "function") texts.push(Function.prototype.toString.call(each));
    // A descriptor holds a value, or a getter and a setter.
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(each))) Object.values(descriptor).forEach(visit);
  };
  visit(value);
  return texts;
}
