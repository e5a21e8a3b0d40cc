/** Independent counts of statements: istanbul's counters, and V8's precise coverage. */
import { Session, type Profiler } from "node:inspector";
import { compileFunction } from "node:vm";
import { createInstrumenter } from "istanbul-lib-instrument";

/** A statement and how often it started. */
export interface StatementCount {
  /** 1-based. */
  line: number;
  /** 0-based. */
  column: number;
  hits: number;
}

interface IstanbulCoverage {
  statementMap: Record<string, { start: { line: number; column: number } }>;
  s: Record<string, number>;
}

/** A program to count: its text, what it may name, and when all that it caused is over, where that is later than its result. */
export interface CountedProgram {
  text: string;
  names: Record<string, unknown>;
  settled?: () => Promise<void>;
}

/** Runs a program under istanbul; gives what it counted. */
export async function countByIstanbul({ text, names, settled }: CountedProgram): Promise<StatementCount[]> {
  const coverageVariable = "coverageOfTheOracle";
  const instrumenter = createInstrumenter({
    compact: false, esModules: false, coverageVariable, coverageGlobalScopeFunc: false, coverageGlobalScope: "globalThis",
    parserPlugins: ["asyncGenerators", "classProperties", "classStaticBlock", "topLevelAwait", "optionalChaining", "explicitResourceManagement"],
    autoWrap: true,
  });
  // istanbul reads programs, not function bodies.
  const code = instrumenter.instrumentSync(asProgram(text, names), "program.js");
  const program: unknown = compileFunction(`${code}\nreturn program;`);
  const body = (program as () => unknown)();
  await Reflect.apply(body as () => unknown, undefined, [names]);
  await settled?.();
  const all = Reflect.get(globalThis, coverageVariable) as Record<string, IstanbulCoverage>;
  Reflect.deleteProperty(globalThis, coverageVariable);
  const { statementMap, s } = all["program.js"] ?? { statementMap: {}, s: {} };
  return Object.entries(statementMap).map(([id, { start }]) => ({ line: start.line, column: start.column, hits: s[id] ?? 0 }));
}

/**
 * How often V8 says each of some places ran. Left out are those it gives to two functions alike: that of Node 22 has one range for
 * the fields of a class's instances and those of the class.
 */
export async function countByV8(
  { text, names, settled }: CountedProgram, places: readonly StatementCount[],
): Promise<StatementCount[]> {
  const session = new Session();
  session.connect();
  const post = (method: string, parameters?: object): Promise<unknown> =>
    new Promise((done, fail) => session.post(method, parameters, (error, result) => (error === null ? done(result) : fail(error))));
  await post("Profiler.enable");
  await post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const url = "coverage-of-the-oracle.js";
  const source = asProgram(text, names);
  const program = compileFunction(`${source}\nreturn program;`, [], { filename: url });
  const body = (program as () => unknown)();
  await Reflect.apply(body as () => unknown, undefined, [names]);
  await settled?.();
  const { result } = (await post("Profiler.takePreciseCoverage")) as Profiler.TakePreciseCoverageReturnType;
  await post("Profiler.stopPreciseCoverage");
  session.disconnect();
  const ranges = result.filter((script) => script.url === url).flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
  const starts = lineStarts(source);
  return places.flatMap((place) => {
    const offset = (starts[place.line - 1] ?? 0) + place.column;
    const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
    const shortest = Math.min(...around.map(lengthOf));
    const counts = new Set(around.filter((range) => lengthOf(range) === shortest).map(({ count }) => count));
    return counts.size === 1 ? [...counts].map((hits) => ({ ...place, hits })) : [];
  });
}

function lengthOf({ startOffset, endOffset }: Profiler.CoverageRange): number {
  return endOffset - startOffset;
}

/** The text as a function declaration, on the same lines; names are taken from its argument. */
function asProgram(text: string, names: Record<string, unknown>): string {
  return `function program({ ${Object.keys(names).join(", ")} }) {${text}\n}`;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
