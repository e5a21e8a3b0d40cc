/**
 * Profiles of one process at several moments, as figures of the times between them. Pure.
 *
 * Tables only grow while a process runs, so what has an index in an earlier profile has it in a later one. What holds for each profile
 * holds for the results: a thread's duration is the sum of self, outside and idle. They have no call tree, no course of time
 * and no sampling errors; where no time is measured, no times either.
 */
import type { Profile, SourceCounters, SourceRecord, ThreadRecord } from "@perline/format";
import type { FunctionPlace } from "./control.js";
import { withoutCourse } from "./without-course.js";

/** A figure of a later profile and the same of an earlier one, as one. */
type Combine = (later: number, earlier: number) => number;

type Column = number[] | null;

const noTree: ThreadRecord["callTree"] = { parent: [], source: [], line: [], live: [], selfNs: [], samples: [], folded: 0 };

/** What was counted between two moments. */
export function between(earlier: Profile, later: Profile): Profile {
  return combined(later, earlier, (after, before) => after - before);
}

/** What was counted in two stretches of time together; `later` is of the later one. */
export function together(earlier: Profile | null, later: Profile): Profile {
  return earlier === null ? later : combined(later, earlier, (a, b) => a + b);
}

/** The same profile with figures for some functions alone: what the others had is outside. */
export function restricted(profile: Profile, places: readonly FunctionPlace[]): Profile {
  const rows = profile.sources.map((_, index) => new Set(places.filter(({ source }) => source === index).map(({ row }) => row)));
  const threadOf = (whole: ThreadRecord): ThreadRecord => {
    const thread = withoutCourse(whole);
    const counters = thread.counters.map((each) => ofFunctions(each, profile.sources[each.source]!, rows[each.source]!));
    const { durationNs, idleNs } = thread;
    if (durationNs === null || idleNs === null) return { ...thread, counters };
    return { ...thread, counters, outsideNs: durationNs - idleNs - selfOf(counters), callTree: noTree };
  };
  return { ...profile, processes: profile.processes.map((process) => ({ ...process, threads: process.threads.map(threadOf) })) };
}

/** The counters of a source, with figures for some rows of its function table alone. */
function ofFunctions(counters: SourceCounters, { lines, probes, functions }: SourceRecord, rows: ReadonlySet<number>): SourceCounters {
  const keepsLine = lines.function.map((row) => rows.has(row));
  const keepsProbe = probes.map((line, probe) => (line >= 0 ? keepsLine[line]! : rows.has(functions.calls.indexOf(probe))));
  const keepsFunction = functions.name.map((_, row) => rows.has(row));
  const { hits, awaitNs, pending, throws, selfNs, totalNs, samples, errorNs, functionTotalNs } = counters;
  return {
    ...counters,
    hits: kept(hits, keepsProbe),
    awaitNs: keptOrNull(awaitNs, keepsProbe),
    pending: keptOrNull(pending, keepsProbe),
    throws: keptOrNull(throws, keepsProbe),
    selfNs: keptOrNull(selfNs, keepsLine),
    totalNs: keptOrNull(totalNs, keepsLine),
    samples: keptOrNull(samples, keepsLine),
    errorNs: keptOrNull(errorNs, keepsLine),
    functionTotalNs: keptOrNull(functionTotalNs, keepsFunction),
  };
}

/** A column with zeros where nothing is kept. */
function kept(column: number[], keeps: readonly boolean[]): number[] {
  return column.map((value, index) => (keeps[index] === true ? value : 0));
}

function keptOrNull(column: Column, keeps: readonly boolean[]): Column {
  return column === null ? null : kept(column, keeps);
}

function combined(later: Profile, earlier: Profile, combine: Combine): Profile {
  const processes = later.processes.map((process) => ({
    ...process,
    threads: process.threads.map((thread) => {
      const before = earlier.processes.flatMap(({ threads }) => threads).find(({ id }) => id === thread.id);
      return combinedThread(thread, before, combine);
    }),
  }));
  return { ...later, processes };
}

function combinedThread(whole: ThreadRecord, earlier: ThreadRecord | undefined, combine: Combine): ThreadRecord {
  const later = withoutCourse(whole);
  const figure = (key: "durationNs" | "idleNs" | "instrumentNs" | "samples"): number => combine(later[key] ?? 0, earlier?.[key] ?? 0);
  const before = new Map(earlier?.counters.map((each) => [each.source, each]));
  const counters = later.counters.map((each) => combinedCounters(each, before.get(each.source), combine));
  const instrumentNs = Math.max(0, figure("instrumentNs"));
  if (later.durationNs === null) return { ...later, counters, instrumentNs };
  const durationNs = figure("durationNs");
  const samples = figure("samples");
  const emptyNs = durationNs - selfOf(counters);
  // How long it was idle was not known as exactly at every moment.
  const idleNs = Math.min(emptyNs, Math.max(0, figure("idleNs")));
  return {
    ...later, durationNs, samples, counters, idleNs, instrumentNs, outsideNs: emptyNs - idleNs,
    intervalNs: samples === 0 ? 0 : Math.round(durationNs / samples), callTree: noTree,
  };
}

function combinedCounters(later: SourceCounters, earlier: SourceCounters | undefined, combine: Combine): SourceCounters {
  const full = (a: number[], b: Column = null): number[] => a.map((value, index) => combine(value, b?.[index] ?? 0));
  const column = (a: Column, b: Column = null): Column => (a === null && b === null ? null : full(a ?? zeros(b), b));
  return {
    ...later,
    hits: full(later.hits, earlier?.hits),
    awaitNs: column(later.awaitNs, earlier?.awaitNs),
    throws: column(later.throws, earlier?.throws),
    selfNs: column(later.selfNs, earlier?.selfNs),
    totalNs: column(later.totalNs, earlier?.totalNs),
    samples: column(later.samples, earlier?.samples),
    errorNs: null,
    functionTotalNs: column(later.functionTotalNs, earlier?.functionTotalNs),
    fileTotalNs: later.fileTotalNs === null ? null : combine(later.fileTotalNs, earlier?.fileTotalNs ?? 0),
  };
}

function zeros(column: Column): number[] {
  return column?.map(() => 0) ?? [];
}

function selfOf(counters: readonly SourceCounters[]): number {
  return counters.reduce((sum, { selfNs }) => sum + (selfNs ?? []).reduce((all, ns) => all + ns, 0), 0);
}
