/**
 * The profile file: raw counters beside the static tables, per process and thread.
 *
 * Rules: times are integer nanoseconds; identity is an index, never a string; nothing derived (percentages, time per hit) is
 * stored; what was not measured is null. Readers ignore keys they do not know; a higher `version` is refused.
 */
import type { SourceRecord } from "./probe-table.js";

/** The version this package writes, and the highest it reads. */
export const profileVersion = 1;

/** Call-tree nodes a thread keeps unless told otherwise. */
export const defaultCallTreeLimit = 200_000;

/** `sampled`: time observed from outside. `exact`: a clock read at each transition. `fake`: a test's clock. */
export type ClockKind = "sampled" | "exact" | "fake";

/** A whole profile: one file. */
export interface Profile {
  format: "perline-profile";
  version: number;
  /** Version of perline that wrote it. */
  perline: string;
  /** False for a rolling snapshot that no final profile replaced. */
  complete: boolean;
  /** For an incomplete profile: nanoseconds between the last snapshot and the end of the program where known, else null. */
  ageNs: number | null;
  /** ISO 8601 time at which the snapshot in this file was taken. */
  snapshotAt?: string;
  /** The command, `process.argv` of the first process. */
  argv: string[];
  /** Absolute folder that source paths are relative to. */
  root: string;
  /** ISO 8601 time at which the first process started. */
  startedAt: string;
  /** Node's version, platform and architecture, processors seen: `v20.20.2 linux x64`. */
  platform: string;
  cpus: number;
  clock: ClockKind;
  /** Measured cost of one probe in nanoseconds; null where not measured. Not an integer. */
  probeNs: number | null;
  sources: SourceRecord[];
  processes: ProcessRecord[];
  /** Sentences the reader should see: folded call trees, lost threads, overflows. */
  warnings: string[];
}

/** One operating-system process. */
export interface ProcessRecord {
  pid: number;
  ppid: number;
  argv: string[];
  threads: ThreadRecord[];
  /** Time for which the sampler kept a core of its own busy, at the start of the run; absent where nothing was sampled. */
  spunNs?: number;
}

/** One thread: for each, durationNs = sum of selfNs + outsideNs + idleNs, to the nanosecond. */
export interface ThreadRecord {
  /** `worker_threads.threadId`; 0 for the main thread. */
  id: number;
  name: string;
  /** Program time of the thread, instrumentNs left out. */
  durationNs: number;
  /** Time the program stood waiting for perline to instrument a file. */
  instrumentNs: number;
  /** Time in code that no instrumented line called. */
  outsideNs: number;
  /** Time the event loop waited. */
  idleNs: number;
  /** Time in collections; null where not measured. */
  gcNs: number | null;
  /** Samples taken; 0 under the exact clock. */
  samples: number;
  /** Mean time between samples; 0 under the exact clock. */
  intervalNs: number;
  counters: SourceCounters[];
  callTree: CallTree;
}

/** Counters of one source in one thread. A null column is all zero. */
export interface SourceCounters {
  /** Index into {@link Profile.sources}. */
  source: number;
  /** By probe. */
  hits: number[];
  /** By probe: nanoseconds suspended at an await, pending activations counted up to the snapshot. */
  awaitNs: number[] | null;
  /** By probe: activations still suspended at the snapshot. */
  pending: number[] | null;
  /** By probe: exceptions that propagated out of a frame with this probe as its position. */
  throws: number[] | null;
  /** By line (row of the line table). */
  selfNs: number[];
  /** By line: time with the line as running line of a live frame. */
  totalNs: number[];
  /** By line: samples that saw the line on the stack. */
  samples: number[] | null;
  /** By line: half-width of the 95 % interval of totalNs; null under the exact clock. */
  errorNs: number[] | null;
  /** By function: time with the function on the stack, recursion counted once. */
  functionTotalNs: number[];
  /** Time with the file on the stack. */
  fileTotalNs: number;
}

/**
 * Calling contexts: one row a node, parents before children. Row 0 is the root of what the event loop called; row 1 the root
 * of the logical stacks: activations resumed after an await, under the call path that started them.
 */
export interface CallTree {
  /** Row of the parent; -1 for rows 0 and 1. */
  parent: number[];
  /** Index into {@link Profile.sources}; -1 for rows 0 and 1. */
  source: number[];
  /** Row of that source's line table; -1 for rows 0 and 1. */
  line: number[];
  /** 1 where the frame stands on the thread's own stack, 0 for a logical caller that had already suspended or returned. */
  live: (0 | 1)[];
  /** Time with exactly this path, its line running. */
  selfNs: number[];
  samples: number[];
  /** Nodes folded into their parents to stay under the limit; line figures are not touched by folding. */
  folded: number;
}
