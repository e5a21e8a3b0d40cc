/** The checks of what a thread had counted at the program's marks. */
import { checkWeights, InvalidPlace, wholeNumber } from "./checks.js";
import { markedByLine, markedByPath, markedByProbe, type MarkCounters, type SparseColumn, type ThreadMark } from "./marks.js";
import type { SourceRecord } from "./probe-table.js";
import type { ThreadRecord } from "./profile.js";
import { isWhole } from "./schema.js";

/** Throws {@link InvalidPlace} for the first fault of a thread's marks. */
export function checkMarks(path: string, { callTree, marks = [] }: ThreadRecord, sources: readonly SourceRecord[]): void {
  const rows = callTree?.parent.length ?? 0;
  marks.forEach(({ counters, number, paths }, i) => {
    const at = `${path}[${i}]`;
    const last = marks[i - 1]?.number ?? -1;
    if (number <= last) throw new InvalidPlace(`${at}.number`, `a whole number, at least ${last + 1}`, number);
    counters.forEach((each, k) => checkCounters(`${at}.counters[${k}]`, each, sources));
    checkPaths(`${at}.paths`, paths, rows);
  });
}

function checkCounters(path: string, counters: MarkCounters, sources: readonly SourceRecord[]): void {
  const source = sources[counters.source];
  if (source === undefined) {
    throw new InvalidPlace(`${path}.source`, wholeNumber(0, sources.length - 1), counters.source);
  }
  for (const key of markedByProbe) checkSparse(`${path}.${key}`, counters[key], source.probes.length);
  for (const key of markedByLine) checkSparse(`${path}.${key}`, counters[key], source.lines.line.length);
  checkSparse(`${path}.functionTotalNs`, counters.functionTotalNs, source.functions.name.length);
  if (counters.weights !== undefined) checkWeights(`${path}.weights`, counters.weights, source);
}

function checkPaths(path: string, paths: ThreadMark["paths"], rows: number): void {
  for (const key of markedByPath) checkSparse(`${path}.${key}`, paths[key], rows);
}

/** Pairs of a row below `rows`, above the one before, and a figure. */
function checkSparse(path: string, column: SparseColumn | undefined, rows: number): void {
  if (column === undefined) return;
  if (column.length % 2 === 1) throw new InvalidPlace(path, "an even number of items", column.length);
  let least = 0;
  for (let i = 0; i < column.length; i += 2) {
    const [row, figure]: unknown[] = [column[i], column[i + 1]];
    if (!isWhole(row) || row < least || row >= rows) throw new InvalidPlace(`${path}[${i}]`, wholeNumber(least, rows - 1), row);
    if (!isWhole(figure)) throw new InvalidPlace(`${path}[${i + 1}]`, "a whole number, at least 0", figure);
    least = row + 1;
  }
}
