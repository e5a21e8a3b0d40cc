/** Profiles whose time was measured, as most tests build them: their figures are no nulls. */
import type { ProcessRecord, Profile, SourceCounters, ThreadRecord } from "@perline/format";

/** A type some of whose keys are there. */
type With<Whole, Key extends keyof Whole> = Omit<Whole, Key> & { [Each in Key]: NonNullable<Whole[Each]> };

export type TimedCounters = With<SourceCounters, "selfNs" | "totalNs" | "functionTotalNs" | "fileTotalNs">;

export type TimedThread = Omit<With<ThreadRecord, "durationNs" | "outsideNs" | "idleNs" | "callTree">, "counters"> & { counters: TimedCounters[] };

export type TimedProfile = Omit<Profile, "processes"> & { processes: (Omit<ProcessRecord, "threads"> & { threads: TimedThread[] })[] };

/** The same profile without times, as the clock `none` leaves one. */
export function untimed(profile: TimedProfile): Profile {
  const nothing = { awaitNs: null, pending: null, throws: null, selfNs: null, totalNs: null, samples: null, errorNs: null };
  const processes = profile.processes.map((process) => ({
    ...process,
    threads: process.threads.map((thread): ThreadRecord => ({
      ...thread, durationNs: null, outsideNs: null, idleNs: null, samples: 0, intervalNs: 0, callTree: null,
      counters: thread.counters.map((each) => ({ ...each, ...nothing, functionTotalNs: null, fileTotalNs: null })),
    })),
  }));
  return { ...profile, clock: "none", probeNs: null, processes };
}
