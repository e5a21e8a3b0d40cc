/**
 * The free oracle of the running line: at a call of `check()`, the lines on the shadow stack must equal those of
 * `new Error().stack`, frame by frame, since instrumenting moves no line.
 */
import { plan, printText, type Edit } from "@perline/transform";
import { execute, programOptions } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

/** One comparison, innermost frame first. */
export interface Comparison {
  shadow: string;
  v8: string;
}

/** What the oracle saw of a program. */
export interface Verdict {
  comparisons: Comparison[];
  differences: Comparison[];
  /** The depth of the shadow stack behind the program. */
  depth: number;
  code: string;
  /** What the program returned, or its promise gave. */
  result: unknown;
}

/** How a program is run. */
export interface OracleOptions {
  clock?: "sampled" | "exact";
  /** Which edits are printed; by default all. */
  keeps?: (edit: Edit) => boolean;
  names?: Record<string, unknown>;
}

/** Runs a program (with `check` and `names` in scope) to its end, and compares at each call of `check`. */
export async function judge(text: string, { clock = "sampled", keeps = () => true, names = {} }: OracleOptions = {}): Promise<Verdict> {
  const options = programOptions({ clock });
  const { edits, source } = plan(text, options);
  const { code } = printText(text, withDepths(edits, keeps), { filename: options.filename, base: 1, clock });
  const runtime = new StubRuntime();
  const comparisons: Comparison[] = [];
  const check = <T>(value: T): T => {
    const shadow = runtime.positions().map((id) => source.lines.line[source.probes[id - 1] ?? -1] ?? "?").join(" ");
    comparisons.push({ shadow, v8: linesOfStack() });
    return value;
  };
  const result = await execute(code, { ...runtime.bindings(), check, ...names });
  await new Promise((done) => setImmediate(done));
  const differences = comparisons.filter(({ shadow, v8 }) => shadow !== v8);
  return { comparisons, differences, depth: runtime.stack[0] ?? -1, code, result };
}

/** The lines of the program's frames in a stack trace of this moment, innermost first. */
export function linesOfStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = limit;
  const lines: string[] = [];
  let inFields = false;
  for (const frame of stack.split("\n")) {
    const place = frame.includes("at async ") ? null : /^ +at .*\/program\.js:(\d+):\d+\)?$/.exec(frame);
    if (place === null) continue;
    // Fields of a base class run before its constructor's body begins: V8 shows the constructor, whose frame is not there yet.
    if (!(inFields && frame.includes("at new ") && !frame.includes("at new Derived"))) lines.push(place[1] ?? "");
    inFields = frame.includes("<instance_members_initializer>");
  }
  return lines.join(" ");
}

/** The edits that are kept, with depths that count only those. */
function withDepths(edits: readonly Edit[], keeps: (edit: Edit) => boolean): Edit[] {
  const around: { depth: number; kept: boolean }[] = [];
  const result: Edit[] = [];
  for (const edit of edits) {
    while ((around.at(-1)?.depth ?? -1) >= edit.depth) around.pop();
    const kept = keeps(edit);
    if (kept) result.push({ ...edit, depth: around.filter((each) => each.kept).length });
    around.push({ depth: edit.depth, kept });
  }
  return result;
}
