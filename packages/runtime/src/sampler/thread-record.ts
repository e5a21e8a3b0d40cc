/** From the times and the counters of one thread to its record in the profile. Pure. */
import type { CallTree as CallTreeTable, SourceCounters, ThreadRecord, TraceRecord, UsageColumns as SourceUsage } from "@perline/format";
import type { Columns } from "./columns.js";
import type { Figures, TreeColumns } from "./figures.js";
import type { ThreadMarks } from "./marks.js";
import type { KnownSource, Sources } from "./sources.js";
import type { WeightMemory } from "../weight-memory.js";
import type { UsageColumns } from "./usage-columns.js";
import { weightsOf } from "./weights.js";

/** What a record tells beside the account. */
export interface ThreadFacts {
  id: number;
  name: string;
  /**
   * Time the event loop waited: what of it was seen as empty is idle; the rest of the empty time is outside. Null where nobody
   * knows: then all of it is idle.
   */
  idleNs: number | null;
  /** Time the thread itself stood waiting for perline, which its program clock leaves out. */
  instrumentNs: number;
  /** Time a loader thread waited for perline, while this one idled. */
  loadingNs: number;
  columns: Columns;
  /** Null under another clock than the memory clock. */
  usage: UsageColumns | null;
  /** What its expressions weigh; null where they are not weighed. */
  weights: WeightMemory | null;
  /** By probe: time of collections, [0] while no line ran; null where nothing is weighed. */
  gcNs: Float64Array | null;
  /** What it had counted when the program set marks. */
  marks: ThreadMarks;
  /** Null where it traces no objects, or has told of none yet. */
  traces: TraceRecord | null;
}

type Numbers = Float64Array | Int32Array | Uint8Array;

/** A part of a column; zeros where it has ended. A loop, since `Array.from` takes ten times as long, and snapshots are many. */
function part(column: Numbers, from: number, length: number): number[] {
  const values = new Array<number>(length).fill(0);
  const known = Math.min(length, column.length - from);
  for (let index = 0; index < known; index++) values[index] = column[from + index]!;
  return values;
}

/** What a column has for a source: the sums over its blocks of ids. */
function ofSource(column: Numbers, { bases, record }: KnownSource): number[] {
  const { length } = record.probes;
  const sums = part(column, bases[0]!, length);
  for (let block = 1; block < bases.length; block++) {
    const more = part(column, bases[block]!, length);
    for (let probe = 0; probe < length; probe++) sums[probe]! += more[probe]!;
  }
  return sums;
}

const ofSourceOrNull = (column: Numbers, source: KnownSource): number[] | null => {
  const values = ofSource(column, source);
  return values.some((value) => value !== 0) ? values : null;
};

/** Where no time was measured: hits are all there is, and what was in use. */
function untimedCounters(source: KnownSource, { columns: { hits }, usage }: ThreadFacts): SourceCounters {
  return {
    source: source.index,
    hits: ofSource(hits, source),
    awaitNs: null, pending: null, throws: null, selfNs: null, totalNs: null, samples: null, errorNs: null, functionTotalNs: null,
    fileTotalNs: null,
    ...(usage === null ? {} : { usage: usageOf(source, usage) }),
  };
}

function usageOf({ firstFunction, firstLine, record }: KnownSource, usage: UsageColumns): SourceUsage {
  const [lines, functions] = [record.lines.line.length, record.functions.name.length];
  return {
    incrementBytes: part(usage.incrementBytes, firstLine, lines),
    usageBytes: part(usage.usageBytes, firstLine, lines),
    entryBytes: part(usage.entryBytes, firstFunction, functions),
  };
}

/** By line: the sums over its probes. */
function gcOf({ bases, record: { lines, probes } }: KnownSource, gcNs: Float64Array): number[] {
  const sums = new Array<number>(lines.line.length).fill(0);
  for (const base of bases) {
    probes.forEach((row, probe) => {
      if (row >= 0) sums[row]! += gcNs[base + probe] ?? 0;
    });
  }
  return sums;
}

function countersOf(source: KnownSource, figures: Figures, { columns, weights, gcNs }: ThreadFacts): SourceCounters {
  const { index, record, firstLine, firstFunction } = source;
  const lines = record.lines.line.length;
  const { errorNs } = figures;
  return {
    source: index,
    hits: ofSource(columns.hits, source),
    awaitNs: ofSourceOrNull(columns.awaitNs, source),
    pending: ofSourceOrNull(columns.pending, source),
    throws: ofSourceOrNull(columns.throws, source),
    selfNs: part(figures.selfNs, firstLine, lines),
    totalNs: part(figures.totalNs, firstLine, lines),
    samples: figures.samples === null ? null : part(figures.samples, firstLine, lines),
    errorNs: errorNs === null ? null : Array.from({ length: lines }, (_, row) => errorNs(firstLine + row)),
    functionTotalNs: part(figures.functionTotalNs, firstFunction, record.functions.name.length),
    fileTotalNs: figures.fileTotalNs[index] ?? 0,
    ...(weights === null ? {} : { weights: weightsOf(source, weights) }),
    // Who is not sampled is not asked for collections at the line where they come.
    ...(gcNs === null || figures.samples === null ? {} : { gcNs: gcOf(source, gcNs) }),
  };
}

function treeOf(tree: TreeColumns, sources: Sources): CallTreeTable {
  const { count } = tree;
  const { sourceOf } = sources.places;
  const lines = part(tree.line, 0, count);
  return {
    parent: part(tree.parent, 0, count),
    source: lines.map((line) => line === 0 ? -1 : sourceOf[line]!),
    line: lines.map((line) => line === 0 ? -1 : line - sources.all[sourceOf[line]!]!.firstLine),
    live: part(tree.live, 0, count).map((live) => live === 1 ? 1 : 0),
    selfNs: part(tree.selfNs, 0, count),
    samples: tree.samples === null ? new Array<number>(count).fill(0) : part(tree.samples, 0, count),
    ...(tree.calls === null ? {} : { calls: part(tree.calls, 0, count) }),
    folded: tree.folded,
  };
}

/**
 * The record of a thread. durationNs = sum of selfNs + outsideNs + idleNs, since the figures partition the time; null where there are
 * no figures.
 */
export function threadRecord(figures: Figures | null, sources: Sources, facts: ThreadFacts): ThreadRecord {
  if (figures === null) return untimedRecord(sources, facts);
  const { emptyNs, sampleCount } = figures;
  const waitedNs = Math.min(emptyNs, Math.max(0, Math.round(facts.idleNs ?? emptyNs)));
  const loadingNs = Math.min(waitedNs, Math.round(facts.loadingNs));
  const idleNs = waitedNs - loadingNs;
  const durationNs = figures.durationNs - loadingNs;
  return {
    id: facts.id,
    name: facts.name,
    durationNs,
    instrumentNs: facts.instrumentNs + loadingNs,
    outsideNs: emptyNs - waitedNs,
    idleNs,
    gcNs: facts.gcNs?.reduce((sum, ns) => sum + ns, 0) ?? null,
    samples: sampleCount,
    intervalNs: sampleCount === 0 ? 0 : Math.round(figures.durationNs / sampleCount),
    counters: sources.all.map((source) => countersOf(source, figures, facts)),
    callTree: treeOf(figures.tree, sources),
    ...facts.marks.record(figures.tree.marked),
    ...tracesIn(facts),
    ...figures.course?.record(),
  };
}

function tracesIn({ traces }: ThreadFacts): Pick<ThreadRecord, "traces"> {
  return traces === null ? {} : { traces };
}

function untimedRecord(sources: Sources, facts: ThreadFacts): ThreadRecord {
  const { id, name, instrumentNs, loadingNs } = facts;
  return {
    id, name, durationNs: null, instrumentNs: instrumentNs + Math.round(loadingNs), outsideNs: null, idleNs: null, gcNs: null,
    samples: 0, intervalNs: 0, counters: sources.all.map((source) => untimedCounters(source, facts)), callTree: null,
    ...facts.marks.record([]),
    ...tracesIn(facts),
  };
}
