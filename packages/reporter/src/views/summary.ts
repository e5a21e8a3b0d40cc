/** The summary view: a whole profile in one plain row, and the identity duration = self + outside + idle. */
import { type Profile, type ThreadRecord } from "@perline/format";

/** Sums over all threads, but for wallNs. Times in nanoseconds. */
export interface Summary {
  processes: number;
  threads: number;
  /** selfNs + outsideNs + idleNs. */
  durationNs: number;
  /** The longest thread's duration. */
  wallNs: number;
  selfNs: number;
  outsideNs: number;
  idleNs: number;
  /** Not part of durationNs. */
  instrumentNs: number;
  /** Null where no thread measured it. */
  gcNs: number | null;
  samples: number;
  /** Mean over all samples; 0 under the exact clock. */
  intervalNs: number;
}

/** The summary of a profile. */
export function summarise(profile: Profile): Summary {
  const threads = profile.processes.flatMap((process) => process.threads);
  const sum = (figure: (thread: ThreadRecord) => number): number => threads.reduce((total, thread) => total + figure(thread), 0);
  const samples = sum((thread) => thread.samples);
  return {
    processes: profile.processes.length,
    threads: threads.length,
    durationNs: sum((thread) => thread.durationNs),
    wallNs: Math.max(0, ...threads.map((thread) => thread.durationNs)),
    selfNs: sum((thread) => thread.durationNs - thread.outsideNs - thread.idleNs),
    outsideNs: sum((thread) => thread.outsideNs),
    idleNs: sum((thread) => thread.idleNs),
    instrumentNs: sum((thread) => thread.instrumentNs),
    gcNs: threads.some((thread) => thread.gcNs !== null) ? sum((thread) => thread.gcNs ?? 0) : null,
    samples,
    intervalNs: samples === 0 ? 0 : Math.round(sum((thread) => thread.samples * thread.intervalNs) / samples),
  };
}
