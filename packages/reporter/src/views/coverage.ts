/**
 * Hits as coverage: what ran of each file, for formats that know a file once. The versions of a file that changed are one here, and
 * of several functions on a line the one that ran most.
 *
 * Lines and functions that cannot be counted are left out: no coverage tool has a word for them.
 */
import type { SourceRecord } from "@perline/format";
import type { FunctionRow } from "./functions.js";

/** What ran of a file. */
export interface FileCoverage {
  path: string;
  /** The sources that have this path. */
  sources: SourceRecord[];
  functions: FunctionRow[];
  /** Hits by 1-based line, in order. */
  lines: Map<number, number>;
}

/** What ran of the files that have lines, in order of their first function. */
export function coverageOf(rows: readonly FunctionRow[]): FileCoverage[] {
  const files = new Map<string, FileCoverage>();
  for (const fn of rows) {
    const file = files.get(fn.path) ?? { path: fn.path, sources: [], functions: [], lines: new Map<number, number>() };
    files.set(fn.path, file);
    if (!file.sources.includes(fn.figures.source)) file.sources.push(fn.figures.source);
    if (fn.calls !== null && fn.kind !== "module") file.functions.push(fn);
    for (const { line, hits, memory } of fn.lines) {
      // Where a hoisted function is made, something ran that nothing counts.
      const isCounted = hits !== null && (hits > 0 || (memory?.allocations ?? 0) === 0);
      if (isCounted) file.lines.set(line, Math.max(file.lines.get(line) ?? 0, hits));
    }
  }
  return [...files.values()].filter(({ lines }) => lines.size > 0)
    .map((file) => ({ ...file, lines: new Map([...file.lines].sort(([a], [b]) => a - b)) }));
}
