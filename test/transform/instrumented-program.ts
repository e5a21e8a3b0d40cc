/** Instruments a program and runs it on the stub runtime, in this realm. */
import { compileFunction, constants } from "node:vm";
import { instrument, type Instrumented, type InstrumentOptions } from "@perline/transform";
import { deriveHits } from "./derived-hits.js";
import { StubRuntime } from "./stub-runtime.js";

/** The file name programs run under. */
export const programName = "/program/program.js";

/** Options of a test program. */
export function programOptions(options: Partial<InstrumentOptions> = {}): InstrumentOptions {
  return {
    filename: programName, path: "program.js", goal: "commonjs", clock: "sampled", base: 1, select: "all", keepText: false, ...options,
  };
}

/** A program that was run. */
export interface Run {
  instrumented: Instrumented;
  runtime: StubRuntime;
  /** What the program returned. */
  result: unknown;
}

/** Runs a program as the body of a function, with `names` as its parameters. */
export function run(text: string, names: Record<string, unknown> = {}, options: Partial<InstrumentOptions> = {}): Run {
  const instrumented = instrument(text, programOptions(options));
  const runtime = new StubRuntime();
  return { instrumented, runtime, result: execute(instrumented.code, { ...runtime.bindings(), ...names }) };
}

/** Runs a text as the body of a function, with `names` as its parameters. */
export function execute(code: string, names: Record<string, unknown>): unknown {
  const body: unknown = compileFunction(code, Object.keys(names), {
    filename: programName, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (typeof body !== "function") throw new TypeError("compileFunction gave no function");
  return Reflect.apply(body, undefined, Object.values(names)) as unknown;
}

/** Hits by line (the largest of a line's probes), for lines that count. */
export function hitsByLine({ instrumented, runtime }: Run): Record<number, number> {
  const { lines, probes } = instrumented.source;
  deriveHits(runtime.hits, instrumented.derived);
  const hits: Record<number, number> = {};
  probes.forEach((row, probe) => {
    const line = lines.line[row];
    if (line === undefined || lines.countable[row] !== 1) return;
    hits[line] = Math.max(hits[line] ?? 0, runtime.hits[probe + 1] ?? 0);
  });
  return hits;
}

/** Calls by function name. */
export function callsByName({ instrumented, runtime }: Run): Record<string, number> {
  const { name, calls } = instrumented.source.functions;
  return Object.fromEntries(name.map((each, row) => [each, runtime.hits[(calls[row] ?? -1) + 1] ?? 0]));
}
