/** The summary view: a whole profile in one plain row, and the identity duration = self + outside + idle. */
import { type Profile, type ThreadRecord } from "@perline/format";

/** Sums over all threads, but for wallNs. Times in nanoseconds. */
export interface Summary {
  processes: number;
  threads: number;
  /** Of the threads whose time was measured; null where there is none. */
  times: RunTimes | null;
  /** Not part of the duration. */
  instrumentNs: number;
  /** Null where no thread measured it. */
  gcNs: number | null;
  samples: number;
  /** Mean over all samples; 0 where none were taken. */
  intervalNs: number;
}

/** How long a run took, and where that went. */
export interface RunTimes {
  /** selfNs + outsideNs + idleNs. */
  durationNs: number;
  /** The longest thread's duration. */
  wallNs: number;
  selfNs: number;
  outsideNs: number;
  idleNs: number;
}

/** The summary of a profile. */
export function summarise(profile: Profile): Summary {
  const threads = profile.processes.flatMap((process) => process.threads);
  const sum = (figure: (thread: ThreadRecord) => number): number => threads.reduce((total, thread) => total + figure(thread), 0);
  const samples = sum((thread) => thread.samples);
  return {
    processes: profile.processes.reduce((total, { summed }) => total + (summed ?? 1), 0),
    threads: sum(({ summed }) => summed?.threads ?? 1),
    times: timesOf(threads, profile),
    instrumentNs: sum((thread) => thread.instrumentNs),
    gcNs: threads.some((thread) => thread.gcNs !== null) ? sum((thread) => thread.gcNs ?? 0) : null,
    samples,
    intervalNs: samples === 0 ? 0 : Math.round(sum((thread) => thread.samples * thread.intervalNs) / samples),
  };
}

function timesOf(threads: readonly ThreadRecord[], { clock }: Profile): RunTimes | null {
  const timed = threads.filter(({ durationNs }) => durationNs !== null);
  if (timed.length === 0 && (threads.length > 0 || clock === "none" || clock === "memory")) return null;
  const sum = (key: "durationNs" | "outsideNs" | "idleNs"): number => timed.reduce((total, thread) => total + (thread[key] ?? 0), 0);
  const [durationNs, outsideNs, idleNs] = [sum("durationNs"), sum("outsideNs"), sum("idleNs")];
  const longestOf = ({ durationNs: own, summed }: ThreadRecord): number => (summed === undefined ? own : summed.longestNs) ?? 0;
  const wallNs = timed.reduce((longest, thread) => Math.max(longest, longestOf(thread)), 0);
  return { durationNs, wallNs, selfNs: durationNs - outsideNs - idleNs, outsideNs, idleNs };
}
