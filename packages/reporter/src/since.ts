/**
 * What was counted since an earlier moment: a profile less a snapshot that the same run wrote of itself before.
 *
 * Tables and counters only grow while a process runs, so what an earlier profile has, a later one has too. What holds for each profile
 * holds for the difference: a thread's duration is the sum of self, outside and idle. Sampling errors are not known of it.
 */
import {
  type CallTree, PerlineError, type ProcessRecord, type Profile, type SourceCounters, type SourceRecord, type ThreadRecord,
  unknownWeight, type WeightColumns,
} from "@perline/format";
import { mergeProfiles } from "./merge.js";
import { settledTimes, settledTotals } from "./settled.js";

type Column = number[] | null;

/**
 * The later profile with what came behind the earlier one alone. Processes and threads that the earlier one does not have began later:
 * they are there as they are.
 *
 * @throws PerlineError `usage` where they are of different runs, or of memory
 */
export function profileSince(earlier: Profile, later: Profile): Profile {
  if (later.reading !== undefined || earlier.reading !== undefined) {
    throw new PerlineError("usage", "of memory in use there is no difference to report", { hint: "Report each profile by itself." });
  }
  // Both with the same indices of sources.
  const { processes: both, sources } = mergeProfiles([later, earlier]);
  const [processes, before] = [both.slice(0, later.processes.length), both.slice(later.processes.length)];
  const earlierOf = (pid: number, id: number): ThreadRecord | undefined =>
    before.find((process) => process.pid === pid)?.threads.find((thread) => thread.id === id);
  const isOver = (pid: number, { durationNs, id }: ThreadRecord): boolean => (earlierOf(pid, id)?.durationNs ?? 0) > (durationNs ?? 0);
  const isOfRun = earlier.clock === later.clock
    && Date.parse(earlier.snapshotAt ?? later.startedAt) >= Date.parse(later.startedAt)
    && before.every(({ pid }) => processes.some((process) => process.pid === pid))
    && !processes.some(({ pid, threads }) => threads.some((thread) => isOver(pid, thread)));
  if (!isOfRun) {
    throw new PerlineError("usage", "the earlier profile is not of this run, or it is the later one", {
      hint: "Give one that the program wrote by snapshot(file) in the same run.",
    });
  }
  const ofProcess = (process: ProcessRecord): ProcessRecord =>
    ({ ...process, threads: process.threads.map((thread) => threadSince(earlierOf(process.pid, thread.id), thread, sources)) });
  return { ...later, sources, processes: processes.map(ofProcess) };
}

/** What a thread has, as {@link profileSince} has it. `sources`: what the indices of both are of. */
export function threadSince(earlier: ThreadRecord | undefined, thread: ThreadRecord, sources: readonly SourceRecord[]): ThreadRecord {
  if (earlier === undefined) return thread;
  const later = withoutMoments(thread);
  const known = new Map(earlier.counters.map((each) => [each.source, each]));
  const counters = later.counters.map((each) => countersSince(known.get(each.source), each));
  const less = (key: "gcNs" | "idleNs" | "instrumentNs" | "samples"): number => Math.max(0, (later[key] ?? 0) - (earlier[key] ?? 0));
  const instrumentNs = less("instrumentNs");
  if (later.durationNs === null || earlier.durationNs === null) return { ...later, counters, instrumentNs };
  const selfNs = counters.reduce((sum, each) => sum + (each.selfNs ?? []).reduce((all, ns) => all + ns, 0), 0);
  const durationNs = Math.max(selfNs, later.durationNs - earlier.durationNs);
  const idleNs = Math.min(durationNs - selfNs, less("idleNs"));
  const [samples, beganNs] = [less("samples"), earlier.durationNs];
  return {
    ...later, instrumentNs, durationNs, idleNs, outsideNs: durationNs - selfNs - idleNs, samples,
    counters: counters.map((each) => settledTotals(each, sources[each.source]!, durationNs)),
    gcNs: later.gcNs === null ? null : less("gcNs"),
    intervalNs: samples === 0 ? 0 : Math.round(durationNs / samples),
    callTree: later.callTree && treeSince(earlier.callTree, later.callTree, selfNs),
    ...(later.blocked === undefined ? {} : { blocked: later.blocked.filter(({ atNs }) => atNs >= beganNs) }),
  };
}

type Moments = "marks" | "split" | "timeline" | "traces";

/** What is told of moments, by interval, or of the whole run at its end, does not say what came behind another moment. */
function withoutMoments({ marks: _, split: __, timeline: ___, traces: ____, ...thread }: ThreadRecord): Omit<ThreadRecord, Moments> {
  return thread;
}

function countersSince(earlier: SourceCounters | undefined, later: SourceCounters): SourceCounters {
  if (earlier === undefined) return later;
  const less = (a: number[], b: Column = null): number[] => a.map((value, row) => Math.max(0, value - (b?.[row] ?? 0)));
  const column = (a: Column, b: Column): Column => a && less(a, b);
  const { fileTotalNs, gcNs, weights } = later;
  return {
    ...later,
    hits: less(later.hits, earlier.hits),
    awaitNs: column(later.awaitNs, earlier.awaitNs),
    throws: column(later.throws, earlier.throws),
    selfNs: column(later.selfNs, earlier.selfNs),
    totalNs: column(later.totalNs, earlier.totalNs),
    samples: column(later.samples, earlier.samples),
    errorNs: null,
    functionTotalNs: column(later.functionTotalNs, earlier.functionTotalNs),
    fileTotalNs: fileTotalNs === null ? null : Math.max(0, fileTotalNs - (earlier.fileTotalNs ?? 0)),
    ...(gcNs === undefined ? {} : { gcNs: less(gcNs, earlier.gcNs) }),
    ...(weights === undefined ? {} : { weights: weightsSince(earlier.weights, weights) }),
  };
}

function weightsSince(earlier: WeightColumns | undefined, later: WeightColumns): WeightColumns {
  const rows = later.probe.map((probe) => earlier?.probe.indexOf(probe) ?? -1);
  const less = (key: Exclude<keyof WeightColumns, "probe">): number[] =>
    later[key].map((value, row) => Math.max(0, value - Math.max(0, earlier?.[key][rows[row] ?? -1] ?? 0)));
  return {
    probe: later.probe, bytes: less("bytes"), variance: less("variance"), externalBytes: less("externalBytes"),
    covered: less("covered").map((covered, row) => (later.covered[row] === unknownWeight ? unknownWeight : covered)),
  };
}

/** The same paths, each less what it had, `linesNs` together; none where the later tree was folded meanwhile. */
function treeSince(earlier: CallTree | null, later: CallTree, linesNs: number): CallTree {
  if (earlier === null || earlier.parent.length === 0) return later;
  const rows = new Map<string, number>();
  const keyOf = ({ line, live, source }: CallTree, row: number, parent: number): string =>
    `${parent} ${source[row]} ${line[row]} ${live[row]}`;
  later.parent.forEach((parent, row) => void rows.set(row < 2 ? `root ${row}` : keyOf(later, row, parent), row));
  const selfNs = later.selfNs.slice();
  const samples = later.samples.slice();
  const calls = earlier.calls && later.calls?.slice();
  const places: number[] = [];
  earlier.parent.forEach((parent, row) => {
    const place = rows.get(row < 2 ? `root ${row}` : keyOf(earlier, row, places[parent] ?? -1)) ?? -1;
    places.push(place);
    if (place < 0) return;
    selfNs[place]! -= earlier.selfNs[row]!;
    samples[place] = Math.max(0, samples[place]! - earlier.samples[row]!);
    if (calls !== undefined) calls[place] = Math.max(0, calls[place]! - earlier.calls![row]!);
  });
  const { folded, line, live, parent, source } = later;
  const isWhole = places.every((place) => place >= 0) && (folded === earlier.folded || selfNs.every((ns) => ns >= 0));
  if (isWhole) return { parent, source, line, live, selfNs: settledTimes(selfNs, linesNs), samples, ...calls && { calls }, folded };
  return { parent: [], source: [], line: [], live: [], selfNs: [], samples: [], folded: 0 };
}
