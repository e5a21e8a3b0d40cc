/** Which traces of a snapshot are looked at: by file and line, as tracemalloc's filters choose them. */
import type { Trace } from "./statistics.js";
import type { Frame } from "./traceback.js";

/** What is kept, or left out. */
export interface Filter {
  /** Whether matching traces are kept; otherwise they are left out. */
  inclusive: boolean;
  /** A pattern of paths: `*` is any text, `?` any character, `[abc]` one of these. */
  path: string;
  /** 1-based; absent for any. */
  line?: number;
  /** Whether any frame of a trace may match; otherwise the most recent one has to. */
  allFrames?: boolean;
}

/** A pattern as a regular expression. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.replace(/\[(!?)([^\]]+)\]|[*?]|[\\^$+.()|{}[\]]/g, (found, not: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${not === "!" ? "^" : ""}${set.replace(/[\\^[]/g, "\\$&")}]`;
    return found === "*" ? ".*" : found === "?" ? "." : `\\${found}`;
  });
  return new RegExp(`^${parts}$`, "su");
}

/** Whether a filter lets a trace be. */
function testOf({ inclusive, path, line, allFrames = false }: Filter): (trace: Trace) => boolean {
  const expression = expressionOf(path);
  const matches = (frame: Frame): boolean => expression.test(frame.path) && (line === undefined || line === frame.line);
  return ({ traceback: { frames, last } }) => inclusive === (allFrames ? frames.some(matches) : last !== null && matches(last));
}

/** The traces that any inclusive filter keeps, if there is one, and no exclusive one leaves out. */
export function filtered(traces: readonly Trace[], filters: readonly Filter[]): Trace[] {
  const keeping = filters.filter(({ inclusive }) => inclusive).map(testOf);
  const leaving = filters.filter(({ inclusive }) => !inclusive).map(testOf);
  return traces.filter((trace) => (
    (keeping.length === 0 || keeping.some((keeps) => keeps(trace))) && leaving.every((keeps) => keeps(trace))
  ));
}
