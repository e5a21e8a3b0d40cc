/** The line view: one plain row for each line that holds a probe, for each function it belongs to. */
import { type SourceFigures, type SourceTimes } from "../figures.js";
import { type LineMemory, memoryOfLines } from "./memory.js";

/** What one line of one function did. */
export interface LineRow {
  /** 1-based. */
  line: number;
  /** Index into the source's functions. */
  function: number;
  /** Whether arrivals at the line can be counted. */
  countable: boolean;
  /** The most of any of its probes; null where they cannot be counted. */
  hits: number | null;
  /** Null where no time was measured. */
  times: LineTimes | null;
  /** Null where nobody asked for memory. */
  memory: LineMemory | null;
  /** Null where it was not read how much memory is in use. */
  usage: LineUsage | null;
}

/** How much memory was in use. In bytes. */
export interface LineUsage {
  /** The most when it ended. */
  usageBytes: number;
  /** When it ended less when it began, callees included, summed. */
  incrementBytes: number;
}

/** What a line took. Times in nanoseconds. */
export interface LineTimes {
  totalNs: number;
  selfNs: number;
  /** Sum over its probes, as are the two below. */
  awaitNs: number;
  pending: number;
  throws: number;
  /** Null under another clock than the sampled one. */
  samples: number | null;
  /** Half-width of the 95 % interval of totalNs; null under another clock than the sampled one. */
  errorNs: number | null;
  /** Time of collections that came while it was the running line; null where that was not measured. */
  gcNs: number | null;
  /** An estimate of how much of selfNs its own probes cost: hits times the cost of one. Null where either is not known. */
  probeNs: number | null;
}

/** The rows of a source in the order of its line table. */
export function lineRows(figures: SourceFigures): LineRow[] {
  const { hits, source: { lines, probes }, times, usage } = figures;
  const memory = memoryOfLines(figures);
  const rows = lines.line.map((line, row): LineRow => ({
    line,
    function: lines.function[row] ?? 0,
    countable: lines.countable[row] === 1,
    hits: lines.countable[row] === 1 ? 0 : null,
    times: times === null ? null : timesOfLine(times, row, lines.countable[row] === 1),
    memory: memory?.[row] ?? null,
    usage: usage === null ? null : { usageBytes: usage.usageBytes[row] ?? 0, incrementBytes: usage.incrementBytes[row] ?? 0 },
  }));
  for (let probe = 0; probe < probes.length; probe++) {
    const row = rows[probes[probe] ?? -1];
    if (row === undefined) continue;
    if (row.hits !== null) row.hits = Math.max(row.hits, hits[probe] ?? 0);
    if (times !== null && row.times !== null) addProbe(row.times, times, { probe, hits: hits[probe] ?? 0 });
  }
  return rows;
}

function timesOfLine(times: SourceTimes, row: number, countable: boolean): LineTimes {
  return {
    totalNs: times.totalNs[row] ?? 0,
    selfNs: times.selfNs[row] ?? 0,
    awaitNs: 0,
    pending: 0,
    throws: 0,
    samples: times.samples?.[row] ?? null,
    errorNs: times.errorNs?.[row] ?? null,
    gcNs: times.gcNs?.[row] ?? null,
    probeNs: countable && times.probeNs !== null ? 0 : null,
  };
}

/** Adds what one of a line's probes has. */
function addProbe(line: LineTimes, times: SourceTimes, { probe, hits }: { probe: number; hits: number }): void {
  if (line.probeNs !== null) line.probeNs = Math.min(line.selfNs, Math.round(line.probeNs + (times.probeNs ?? 0) * hits));
  line.awaitNs += times.awaitNs[probe] ?? 0;
  line.pending += times.pending[probe] ?? 0;
  line.throws += times.throws[probe] ?? 0;
}
