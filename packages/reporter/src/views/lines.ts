/** The line view: one plain row for each line that holds a probe, for each function it belongs to. */
import { type SourceFigures } from "../figures.js";

/** What one line of one function did. Times in nanoseconds. */
export interface LineRow {
  /** 1-based. */
  line: number;
  /** Index into the source's functions. */
  function: number;
  /** Whether arrivals at the line can be counted. */
  countable: boolean;
  /** The most of any of its probes; null where they cannot be counted. */
  hits: number | null;
  totalNs: number;
  selfNs: number;
  /** Sum over its probes, as are the two below. */
  awaitNs: number;
  pending: number;
  throws: number;
  /** Null under the exact clock. */
  samples: number | null;
  /** Half-width of the 95 % interval of totalNs; null under the exact clock. */
  errorNs: number | null;
  /** An estimate of how much of selfNs its own probes cost: hits times the cost of one. Null where either is not known. */
  probeNs: number | null;
}

/** The rows of a source in the order of its line table. */
export function lineRows(figures: SourceFigures): LineRow[] {
  const { lines, probes } = figures.source;
  const rows = lines.line.map((line, row): LineRow => ({
    line,
    function: lines.function[row] ?? 0,
    countable: lines.countable[row] === 1,
    hits: lines.countable[row] === 1 ? 0 : null,
    totalNs: figures.totalNs[row] ?? 0,
    selfNs: figures.selfNs[row] ?? 0,
    awaitNs: 0,
    pending: 0,
    throws: 0,
    samples: figures.samples?.[row] ?? null,
    errorNs: figures.errorNs?.[row] ?? null,
    probeNs: lines.countable[row] === 1 && figures.probeNs !== null ? 0 : null,
  }));
  const costNs = figures.probeNs ?? 0;
  for (let probe = 0; probe < probes.length; probe++) {
    const row = rows[probes[probe] ?? -1];
    if (row === undefined) continue;
    if (row.hits !== null) row.hits = Math.max(row.hits, figures.hits[probe] ?? 0);
    if (row.probeNs !== null) row.probeNs = Math.min(row.selfNs, Math.round(row.probeNs + costNs * (figures.hits[probe] ?? 0)));
    row.awaitNs += figures.awaitNs[probe] ?? 0;
    row.pending += figures.pending[probe] ?? 0;
    row.throws += figures.throws[probe] ?? 0;
  }
  return rows;
}
