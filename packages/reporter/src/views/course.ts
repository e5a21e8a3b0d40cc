/** The view of when: the stretches in which event loops stood still, and self time by interval. */
import { keptStretches, type Profile, type SourceRecord, type ThreadRecord } from "@perline/format";

/** A line by name, with some of its self time. */
export interface NamedLine {
  path: string;
  /** 1-based. */
  line: number;
  function: string;
  selfNs: number;
}

/** A stretch in which one thread's event loop stood still; see BlockedStretch of the format package. */
export interface Stretch {
  pid: number;
  thread: { id: number; name: string };
  atNs: number;
  durationNs: number;
  unseenNs: number;
  lines: NamedLine[];
}

/** Self time of one thread by interval; see Timeline of the format package. */
export interface ThreadTimeline {
  pid: number;
  thread: { id: number; name: string };
  intervalNs: number;
  selfNs: number[];
  lines: (Omit<NamedLine, "selfNs"> & { selfNs: number[] })[];
}

/** The longest stretches of all threads, the longest first, as many as one thread tells at most; empty where nobody looked. */
export function blockedStretches({ processes, sources }: Profile): Stretch[] {
  const all = processes.flatMap(({ pid, threads }) => threads.flatMap(({ id, name, blocked = [] }) => (
    blocked.map(({ atNs, durationNs, unseenNs, source, line, selfNs }): Stretch => ({
      pid, thread: { id, name }, atNs, durationNs, unseenNs,
      lines: selfNs.map((ns, index) => ({ ...nameOf(sources[source[index] ?? -1], line[index] ?? -1), selfNs: ns })),
    }))
  )));
  return all.toSorted((a, b) => b.durationNs - a.durationNs || a.atNs - b.atNs).slice(0, keptStretches);
}

/** The timelines of the threads that have one. */
export function timelines({ processes, sources }: Profile): ThreadTimeline[] {
  return processes.flatMap(({ pid, threads }) => threads.flatMap(({ id, name, timeline }) => {
    if (timeline === undefined) return [];
    const { intervalNs, lines, selfNs } = timeline;
    return [{
      pid, thread: { id, name }, intervalNs, selfNs,
      lines: lines.map((row) => ({ ...nameOf(sources[row.source], row.line), selfNs: row.selfNs })),
    }];
  }));
}

/** Event-loop utilisation: how much of its time a thread did not wait, from 0 to 1. Null where no time was measured. */
export function utilisation({ durationNs, idleNs }: Pick<ThreadRecord, "durationNs" | "idleNs">): number | null {
  if (durationNs === null || idleNs === null) return null;
  return durationNs === 0 ? 0 : 1 - idleNs / durationNs;
}

function nameOf(source: SourceRecord | undefined, row: number): Omit<NamedLine, "selfNs"> {
  const fn = source?.functions.name[source.lines.function[row] ?? -1] ?? "";
  return { path: source?.path ?? "<unknown>", line: source?.lines.line[row] ?? 0, function: fn };
}
