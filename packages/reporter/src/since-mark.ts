/**
 * What was counted since the program set a mark: a profile less what its threads had counted then, which the profile holds.
 *
 * What holds for each profile holds for the difference, as it does since a snapshot.
 */
import {
  type CallTree, type MarkCounters, PerlineError, type ProcessRecord, type Profile, type SourceCounters, type SparseColumn,
  type ThreadMark, type ThreadRecord, type WeightColumns,
} from "@perline/format";
import { threadSince } from "./since.js";
import { countOf, formatDuration } from "./units.js";

/** A mark of a process. */
export interface ProcessMark {
  /** Of all marks of the process, from 0 on, in the order in which they were set. */
  number: number;
  /** As the program called it; with `#2` and so on where it was set before. */
  name: string;
  /** The longest that a thread had been measured. */
  atNs: number;
}

/** More than that many are not listed. */
const listed = 12;

/** The marks of a process, from first to last. */
export function marksOf({ threads }: Pick<ProcessRecord, "threads">): ProcessMark[] {
  const marks = new Map<number, { label: string; atNs: number }>();
  for (const { durationNs, label, number } of threads.flatMap((thread) => thread.marks ?? [])) {
    marks.set(number, { label, atNs: Math.max(durationNs, marks.get(number)?.atNs ?? 0) });
  }
  const times = new Map<string, number>();
  return [...marks].toSorted(([a], [b]) => a - b).map(([number, { label, atNs }]) => {
    const time = (times.get(label) ?? 0) + 1;
    times.set(label, time);
    return { number, name: time === 1 ? label : `${label}#${time}`, atNs };
  });
}

/**
 * The profile with what came behind a mark alone, in each process behind its own. Threads that came up later are there whole, and
 * so are processes that have set no such mark, which a warning tells.
 *
 * @param name of a mark that was set several times the first; `name#2` is the second
 * @throws PerlineError `usage` where no process has set it, and for profiles of memory
 */
export function profileSinceMark(profile: Profile, name: string): Profile {
  if (profile.reading !== undefined) throw new PerlineError("usage", "of memory in use there is no difference to report");
  const numbers = profile.processes.map((process) => marksOf(process).find((mark) => mark.name === name)?.number ?? null);
  const unmarked = numbers.filter((number) => number === null).length;
  if (unmarked === numbers.length) throw unknownMark(profile, name);
  const processes = profile.processes.map((process, index): ProcessRecord => {
    const number = numbers[index] ?? null;
    if (number === null) return process;
    return { ...process, threads: process.threads.map((thread) => threadSince(recordAt(thread, number), thread, profile.sources)) };
  });
  const warnings = unmarked === 0 ? [] : [`${countOf(unmarked, "process")} set no mark ${JSON.stringify(name)}: all of what they did is told`];
  return { ...profile, processes, warnings: [...profile.warnings, ...warnings] };
}

/** The marks that there are, a line for each process that has set any. */
export function* markRoll({ processes }: Profile): Generator<string> {
  for (const process of processes) {
    const marks = marksOf(process);
    const shown = marks.slice(0, listed).map(({ atNs, name }) => `${name} at ${formatDuration(atNs)}`).join(", ");
    const more = marks.length > listed ? `, and ${marks.length - listed} more` : "";
    const whose = processes.length > 1 ? ` of process ${process.pid}` : "";
    if (marks.length > 0) yield `Marks${whose}: ${shown}${more} (--since-mark tells what came behind one)`;
  }
}

function unknownMark({ processes }: Profile, name: string): PerlineError {
  const names = [...new Set(processes.flatMap((process) => marksOf(process).map((mark) => mark.name)))];
  const shown = names.slice(0, listed).map((each) => JSON.stringify(each)).join(", ");
  const more = names.length > listed ? `, and ${names.length - listed} more` : "";
  return new PerlineError("usage", `${JSON.stringify(name)} is no mark of this profile`, {
    hint: names.length === 0 ? "It has none: a program sets one by mark(label) of @perline/runtime." : `Use one of ${shown}${more}.`,
  });
}

/** The thread as it was at a mark; undefined where it came up later. */
function recordAt(thread: ThreadRecord, number: number): ThreadRecord | undefined {
  const marks = thread.marks?.filter((mark) => mark.number <= number) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return undefined;
  const { durationNs, gcNs, idleNs, instrumentNs, samples } = last;
  return {
    ...thread, gcNs, idleNs, instrumentNs, samples,
    durationNs: thread.durationNs === null ? null : durationNs,
    counters: thread.counters.map((each) => countersAt(each, marks)),
    callTree: thread.callTree && treeAt(thread.callTree, marks),
  };
}

/** Columns that may be null. */
type NullableColumn = "awaitNs" | "throws" | "selfNs" | "totalNs" | "samples" | "functionTotalNs";

function countersAt(counters: SourceCounters, marks: readonly ThreadMark[]): SourceCounters {
  const added = marks.flatMap((mark) => mark.counters.filter(({ source }) => source === counters.source));
  const column = (key: NullableColumn): number[] | null => {
    const { [key]: later = null } = counters;
    return later && dense(added.map((each) => each[key]), later.length);
  };
  const { fileTotalNs, gcNs, hits, weights } = counters;
  return {
    ...counters,
    hits: dense(added.map((each) => each.hits), hits.length),
    awaitNs: column("awaitNs"), throws: column("throws"), selfNs: column("selfNs"), totalNs: column("totalNs"),
    samples: column("samples"), functionTotalNs: column("functionTotalNs"),
    fileTotalNs: fileTotalNs === null ? null : added.reduce((sum, { fileTotalNs: ns = 0 }) => sum + ns, 0),
    ...(gcNs === undefined ? {} : { gcNs: dense(added.map((each) => each.gcNs), gcNs.length) }),
    ...(weights === undefined ? {} : { weights: weightsAt(added) }),
  };
}

function treeAt(tree: CallTree, marks: readonly ThreadMark[]): CallTree {
  const column = (key: keyof ThreadMark["paths"]): number[] => dense(marks.map(({ paths }) => paths[key]), tree.parent.length);
  return { ...tree, selfNs: column("selfNs"), samples: column("samples"), ...(tree.calls === undefined ? {} : { calls: column("calls") }) };
}

/** The rows as the last of the marks has them that tells of each. */
function weightsAt(added: readonly MarkCounters[]): WeightColumns {
  const rows = new Map<number, Omit<Record<keyof WeightColumns, number>, "probe">>();
  for (const { weights } of added) {
    weights?.probe.forEach((probe, row) => {
      const { bytes, covered, externalBytes, variance } = weights;
      rows.set(probe, { covered: covered[row]!, bytes: bytes[row]!, variance: variance[row]!, externalBytes: externalBytes[row]! });
    });
  }
  const column = (key: Exclude<keyof WeightColumns, "probe">): number[] => [...rows.values()].map((row) => row[key]);
  return {
    probe: [...rows.keys()], covered: column("covered"), bytes: column("bytes"), variance: column("variance"),
    externalBytes: column("externalBytes"),
  };
}

/** The sums of columns, row by row. */
function dense(parts: readonly (SparseColumn | undefined)[], length: number): number[] {
  const sums = new Array<number>(length).fill(0);
  for (const part of parts) for (let at = 0; at < (part?.length ?? 0); at += 2) sums[part![at]!]! += part![at + 1]!;
  return sums;
}
