/**
 * Differences of two readings of one thread, made to hold what holds for each reading. A thread that ran while it was read has told of
 * moments that lie microseconds apart: time may be in one line of a reading and in another of the next. Pure.
 */
import type { SourceCounters, SourceRecord } from "@perline/format";

/** Totals are no less than what they hold, and no more than the thread's duration. */
export function settledTotals(counters: SourceCounters, { lines }: SourceRecord, durationNs: number): SourceCounters {
  const { fileTotalNs, functionTotalNs, selfNs, totalNs } = counters;
  if (selfNs === null || totalNs === null || functionTotalNs === null || fileTotalNs === null) return counters;
  const between = (least: number, ns: number): number => Math.min(durationNs, Math.max(least, ns));
  const ofLines = totalNs.map((ns, row) => between(selfNs[row] ?? 0, ns));
  const ofFunctions = functionTotalNs.slice();
  ofLines.forEach((ns, row) => {
    const fn = lines.function[row] ?? 0;
    ofFunctions[fn] = Math.max(ofFunctions[fn] ?? 0, ns);
  });
  const settled = ofFunctions.map((ns) => between(0, ns));
  return {
    ...counters, totalNs: ofLines, functionTotalNs: settled,
    fileTotalNs: between(settled.reduce((most, ns) => Math.max(most, ns), 0), fileTotalNs),
  };
}

/** The times of a tree's rows as times from 0 on whose sum is that of the lines: the longest have what is too much or too little. */
export function settledTimes(times: readonly number[], linesNs: number): number[] {
  const settled = times.map((ns) => Math.max(0, ns));
  let excess = settled.reduce((sum, ns) => sum + ns, 0) - linesNs;
  if (excess === 0) return settled;
  for (const row of [...settled.keys()].sort((a, b) => settled[b]! - settled[a]!)) {
    const ns = Math.max(0, settled[row]! - excess);
    excess -= settled[row]! - ns;
    settled[row] = ns;
    if (excess === 0) break;
  }
  return settled;
}
