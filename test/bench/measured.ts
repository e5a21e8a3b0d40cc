/** What the benchmarks read from a profile, straight from its columns: no figure passes through the reporter. */
import { type Profile, type ThreadRecord } from "@perline/format";
import { plainName } from "./cpu-profile.js";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const threadsOf = (profile: Profile): ThreadRecord[] => profile.processes.flatMap((process) => process.threads);

/** Nanoseconds charged to instrumented lines, over all threads. */
export function selfNs(profile: Profile): number {
  return sum(threadsOf(profile).flatMap((thread) => thread.counters.map((counters) => sum(counters.selfNs ?? []))));
}

/** Nanoseconds of the program, over all threads, in code that no instrumented line called. */
export function outsideNs(profile: Profile): number {
  return sum(threadsOf(profile).map((thread) => thread.outsideNs ?? 0));
}

/** Nanoseconds charged to the lines of each function, by what both profilers call it; see {@link plainName}. */
export function selfByFunction(profile: Profile): Map<string, number> {
  const times = new Map<string, number>();
  for (const { source, selfNs: column } of threadsOf(profile).flatMap((thread) => thread.counters)) {
    const record = profile.sources[source];
    if (record === undefined) continue;
    const { functions, lines } = record;
    column?.forEach((ns, row) => {
      const fn = lines.function[row] ?? 0;
      const name = plainName(functions.name[fn] ?? "", functions.line[fn] ?? 0);
      times.set(name, (times.get(name) ?? 0) + ns);
    });
  }
  return times;
}

/** Program time, waiting for the instrumenter, code outside and idleness of the first thread: nanoseconds; and its samples. */
export function mainThread(profile: Profile): ThreadRecord {
  const [thread] = threadsOf(profile);
  if (thread === undefined) throw new Error("the profile has no thread");
  return thread;
}

/** A line of one source, in the first thread. Nanoseconds. */
export interface MeasuredLine {
  samples: number;
  totalNs: number;
  errorNs: number;
}

/** Looks up one line of the source whose path ends so; throws where the profile does not have it. */
export function measuredLine(profile: Profile, pathEnd: string, line: number): MeasuredLine {
  const source = profile.sources.findIndex((record) => record.path.endsWith(pathEnd));
  const row = profile.sources[source]?.lines.line.indexOf(line) ?? -1;
  const counters = mainThread(profile).counters.find((candidate) => candidate.source === source);
  const totalNs = counters?.totalNs?.[row];
  if (totalNs === undefined) throw new Error(`the profile has no line ${line} of ${pathEnd}`);
  return { samples: counters?.samples?.[row] ?? NaN, totalNs, errorNs: counters?.errorNs?.[row] ?? NaN };
}
