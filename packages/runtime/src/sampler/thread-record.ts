/** From the account and the counters of one thread to its record in the profile. Pure. */
import type { CallTree as CallTreeTable, SourceCounters, ThreadRecord } from "@perline/format";
import type { Account } from "./account.js";
import type { CallTree } from "./call-tree.js";
import type { Columns } from "./columns.js";
import type { KnownSource, Sources } from "./sources.js";

/** What a record tells beside the account. */
export interface ThreadFacts {
  id: number;
  name: string;
  /** Time the event loop waited; what of it the account saw as empty counts as idle, the rest of empty time is outside. */
  idleNs: number;
  instrumentNs: number;
  columns: Columns;
}

type Numbers = Float64Array | Int32Array;

const part = (column: Numbers, from: number, length: number): number[] => {
  const values = Array.from(column.subarray(from, from + length));
  while (values.length < length) values.push(0);
  return values;
};

const partOrNull = (column: Numbers, from: number, length: number): number[] | null => {
  const values = part(column, from, length);
  return values.some((value) => value !== 0) ? values : null;
};

function countersOf(source: KnownSource, account: Account, columns: Columns): SourceCounters {
  const { base, index, record, firstLine, firstFunction } = source;
  const probes = record.probes.length;
  const lines = record.lines.line.length;
  const samples = part(account.samples, firstLine, lines);
  const typical = account.sampleCount === 0 ? 0 : account.squaredNs / account.sampleCount;
  return {
    source: index,
    hits: part(columns.hits, base, probes),
    awaitNs: partOrNull(columns.awaitNs, base, probes),
    pending: partOrNull(columns.pending, base, probes),
    throws: partOrNull(columns.throws, base, probes),
    selfNs: part(account.selfNs, firstLine, lines),
    totalNs: part(account.totalNs, firstLine, lines),
    samples,
    errorNs: samples.map((seen, row) => account.errors.halfWidth(firstLine + row, seen, typical)),
    functionTotalNs: part(account.functionTotalNs, firstFunction, record.functions.name.length),
    fileTotalNs: account.fileTotalNs[index] ?? 0,
  };
}

function treeOf(tree: CallTree, sources: Sources): CallTreeTable {
  const { count } = tree;
  const lines = Array.from(tree.line.subarray(0, count));
  return {
    parent: Array.from(tree.parent.subarray(0, count)),
    source: lines.map((line) => line === 0 ? -1 : sources.sourceOf[line]!),
    line: lines.map((line) => line === 0 ? -1 : line - sources.all[sources.sourceOf[line]!]!.firstLine),
    live: Array.from(tree.live.subarray(0, count), (live) => live === 1 ? 1 : 0),
    selfNs: Array.from(tree.selfNs.subarray(0, count)),
    samples: Array.from(tree.samples.subarray(0, count)),
    folded: tree.folded,
  };
}

/** The record of a thread. durationNs = sum of selfNs + outsideNs + idleNs, since the account partitions its time. */
export function threadRecord(account: Account, sources: Sources, facts: ThreadFacts): ThreadRecord {
  const durationNs = account.chargedUntil - account.start;
  const idleNs = Math.min(account.emptyNs, Math.max(0, Math.round(facts.idleNs)));
  return {
    id: facts.id,
    name: facts.name,
    durationNs,
    instrumentNs: facts.instrumentNs,
    outsideNs: account.emptyNs - idleNs,
    idleNs,
    gcNs: null,
    samples: account.sampleCount,
    intervalNs: account.sampleCount === 0 ? 0 : Math.round(durationNs / account.sampleCount),
    counters: sources.all.map((source) => countersOf(source, account, facts.columns)),
    callTree: treeOf(account.tree, sources),
  };
}
