/**
 * The profile file: raw counters beside the static tables, per process and thread.
 *
 * Rules: times are integer nanoseconds; identity is an index, never a string; nothing derived (percentages, time per hit) is
 * stored; what was not measured is null, as all times are of a thread under the clock `none`. Readers ignore keys they do not
 * know; a higher `version` is refused.
 */
import type { CallTree } from "./call-tree.js";
import type { ClockKind } from "./clocks.js";
import type { SourceCounters } from "./counters.js";
import type { ThreadCourse } from "./course.js";
import type { ThreadMark } from "./marks.js";
import type { SourceRecord } from "./probe-table.js";
import type { SplitRecord } from "./split.js";
import type { TraceRecord } from "./traces.js";
import type { Reading } from "./usage.js";

/** The version this package writes, and the highest it reads. */
export const profileVersion = 1;

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
  /** Size of a pointer on V8's heap, in bytes: 8, or 4 where V8 compresses them; 8 in a profile that does not say. */
  pointerBytes?: 4 | 8;
  clock: ClockKind;
  /** What the clock `memory` read; absent under any other. */
  reading?: Reading;
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
  /** How many processes were added up in this one; absent for one that stands for itself. */
  summed?: number;
}

/** One thread: durationNs = sum of selfNs + outsideNs + idleNs, to the nanosecond, or all of them are null. */
export interface ThreadRecord extends ThreadCourse {
  /** `worker_threads.threadId`; 0 for the main thread. */
  id: number;
  name: string;
  /** Program time of the thread, instrumentNs left out. */
  durationNs: number | null;
  /** Time the program stood waiting for perline to instrument a file; known under every clock. */
  instrumentNs: number;
  /** Time in code that no instrumented line called. */
  outsideNs: number | null;
  /** Time the event loop waited. */
  idleNs: number | null;
  /** Time in collections, an estimate where they are many; null where not measured. */
  gcNs: number | null;
  /** Samples taken; 0 under another clock than the sampled one. */
  samples: number;
  /** Mean time between samples; 0 where none were taken. */
  intervalNs: number;
  counters: SourceCounters[];
  callTree: CallTree | null;
  /** What is alive of what its lines created; absent where nobody asked. */
  traces?: TraceRecord;
  /** Where the self time of its lines went; absent where nobody asked, and until the thread has ended. */
  split?: SplitRecord;
  /** What it had counted at marks that the program set, from first to last; absent where it set none. */
  marks?: ThreadMark[];
  /** How many threads were added up in this one, and the longest's duration; absent for one that stands for itself. */
  summed?: { threads: number; longestNs: number | null };
}
