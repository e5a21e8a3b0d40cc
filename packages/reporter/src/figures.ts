/**
 * The measured half of a profile as one set of figures for each source: threads and processes added up.
 *
 * Typed columns, because a compiler's source has 150,000 probes. Hits, times, samples add; errors are independent, so the
 * square root of the sum of their squares is the error of the sum.
 */
import { type Layout, type Profile, type SourceCounters, type SourceRecord, unknownWeight, type UsageColumns, type WeightColumns } from "@perline/format";

/** Figures of one source. */
export interface SourceFigures {
  source: SourceRecord;
  /** By probe; of all threads. */
  hits: Float64Array;
  /** Of the V8 that ran it, its code optimised. */
  layout: Layout;
  /** Of the threads whose time was measured; null where there is none. */
  times: SourceTimes | null;
  /** Of the threads in which it was read how much memory is in use; null where there is none. */
  usage: SourceUsage | null;
  /** Of the threads in which expressions were weighed; null where there is none. */
  weights: SourceWeights | null;
}

/** By probe: sums over threads; see WeightColumns in the format package. */
export type SourceWeights = Record<Exclude<keyof WeightColumns, "probe">, Float64Array>;

/** By line, but for entryBytes, which is by function. All in bytes. */
export interface SourceUsage {
  /** The sum over threads. */
  incrementBytes: Float64Array;
  /** The most of any thread, as is the next. */
  usageBytes: Float64Array;
  entryBytes: Float64Array;
}

/** By probe: awaitNs, pending, throws; by line: the rest but functionTotalNs. Times in ns. */
export interface SourceTimes {
  awaitNs: Float64Array;
  pending: Float64Array;
  throws: Float64Array;
  selfNs: Float64Array;
  totalNs: Float64Array;
  /** Null where no thread had samples: under another clock than the sampled one. */
  samples: Float64Array | null;
  /** Half-width of the 95 % interval of totalNs; null where no thread had one. */
  errorNs: Float64Array | null;
  /** By line: time of collections; null where no thread knew. */
  gcNs: Float64Array | null;
  /** By function. */
  functionTotalNs: Float64Array;
  /** Time with the file on the stack. */
  fileTotalNs: number;
  /** Measured cost of one probe; null where it is not known. Not an integer. */
  probeNs: number | null;
}

function add(into: Float64Array, column: readonly number[] | null): void {
  if (column === null) return;
  for (let i = 0; i < column.length; i++) into[i] = (into[i] ?? 0) + (column[i] ?? 0);
}

function highest(into: Float64Array, column: readonly number[]): void {
  for (let i = 0; i < column.length; i++) into[i] = Math.max(into[i] ?? 0, column[i] ?? 0);
}

/** The sum of a column over blocks. */
type Sum = (length: number, column: (block: SourceCounters) => readonly number[] | null) => Float64Array;

function sumOver(blocks: readonly SourceCounters[]): Sum {
  return (length, column) => {
    const total = new Float64Array(length);
    for (const block of blocks) add(total, column(block));
    return total;
  };
}

/** Where a profile does not tell the Node, as in a browser, that of the last V8 whose layout is known. */
function layoutOf({ pointerBytes = 8, platform }: Profile): Layout {
  return { pointerBytes, node: Number(/^v(\d+)/.exec(platform)?.[1] ?? 24), tier: "optimised" };
}

function combineSource(source: SourceRecord, counters: readonly SourceCounters[], profile: Profile): SourceFigures {
  const { clock, probeNs } = profile;
  const timed = counters.filter(({ selfNs }) => selfNs !== null);
  const isUntimed = timed.length === 0 && (counters.length > 0 || clock === "none" || clock === "memory");
  return {
    source,
    layout: layoutOf(profile),
    hits: sumOver(counters)(source.probes.length, (block) => block.hits),
    times: isUntimed ? null : timesOf(source, timed, probeNs),
    usage: usageOf(source, counters.flatMap(({ usage }) => usage ?? [])),
    weights: weightsOf(source, counters.flatMap(({ weights }) => weights ?? [])),
  };
}

function weightsOf({ probes }: SourceRecord, threads: readonly WeightColumns[]): SourceWeights | null {
  if (threads.length === 0) return null;
  const column = (): Float64Array => new Float64Array(probes.length);
  const weights: SourceWeights = { covered: column(), bytes: column(), variance: column(), externalBytes: column() };
  for (const { probe, ...columns } of threads) {
    probe.forEach((at, row) => {
      for (const key of ["bytes", "variance", "externalBytes"] as const) weights[key][at]! += columns[key][row] ?? 0;
      const covered = columns.covered[row] ?? unknownWeight;
      const isUnknown = covered === unknownWeight || weights.covered[at] === unknownWeight;
      weights.covered[at] = isUnknown ? unknownWeight : weights.covered[at]! + covered;
    });
  }
  return weights;
}

function usageOf({ functions, lines }: SourceRecord, threads: readonly UsageColumns[]): SourceUsage | null {
  if (threads.length === 0) return null;
  const usage: SourceUsage = {
    incrementBytes: new Float64Array(lines.line.length),
    usageBytes: new Float64Array(lines.line.length),
    entryBytes: new Float64Array(functions.name.length),
  };
  for (const { incrementBytes, usageBytes, entryBytes } of threads) {
    add(usage.incrementBytes, incrementBytes);
    highest(usage.usageBytes, usageBytes);
    highest(usage.entryBytes, entryBytes);
  }
  return usage;
}

function timesOf(source: SourceRecord, counters: readonly SourceCounters[], probeNs: number | null): SourceTimes {
  const [probes, lines] = [source.probes.length, source.lines.line.length];
  const sum = sumOver(counters);
  const squares = (errorNs: number[] | null): number[] | null => errorNs?.map((ns) => ns * ns) ?? null;
  return {
    awaitNs: sum(probes, (block) => block.awaitNs),
    pending: sum(probes, (block) => block.pending),
    throws: sum(probes, (block) => block.throws),
    selfNs: sum(lines, (block) => block.selfNs),
    totalNs: sum(lines, (block) => block.totalNs),
    samples: counters.some((block) => block.samples !== null) ? sum(lines, (block) => block.samples) : null,
    errorNs: counters.some((block) => block.errorNs !== null)
      ? sum(lines, (block) => squares(block.errorNs)).map((square) => Math.round(Math.sqrt(square)))
      : null,
    gcNs: counters.some((block) => block.gcNs !== undefined) ? sum(lines, (block) => block.gcNs ?? null) : null,
    functionTotalNs: sum(source.functions.name.length, (block) => block.functionTotalNs),
    fileTotalNs: counters.reduce((total, block) => total + (block.fileTotalNs ?? 0), 0),
    probeNs,
  };
}

/** One set of figures for each source of the profile, in its order, all threads of all processes added up. */
export function combineThreads(profile: Profile): SourceFigures[] {
  const blocks: SourceCounters[][] = profile.sources.map(() => []);
  for (const process of profile.processes) {
    for (const thread of process.threads) {
      for (const counters of thread.counters) blocks[counters.source]?.push(counters);
    }
  }
  return profile.sources.map((source, i) => combineSource(source, blocks[i] ?? [], profile));
}
