/**
 * Several profiles as one: of the processes of a run, or of several runs.
 *
 * Sources are the same where path, hash and tables agree; only their counters are ever added, and only when a report adds
 * threads up, or where a sum is asked for. A file that changed between two runs stays two sources. Processes and threads are kept
 * apart, so merging loses nothing, and no figure depends on the order.
 */
import {
  type ClockKind, PerlineError, type ProcessRecord, type Profile, profileVersion, type SiteTable, type SourceRecord,
  type Timeline, type TraceRecord,
} from "@perline/format";
import { jsonArray } from "./formats/pieces.js";
import { ProcessSums } from "./sums/processes.js";

/**
 * The profiles as one. What there can be only one of (command, root, platform) is that of the profile that started first.
 *
 * @throws PerlineError `usage` where there is none, and for readings of memory that differ
 */
export function mergeProfiles(profiles: Iterable<Profile>): Profile {
  const merger = new ProfileMerger();
  const processes: ProcessRecord[] = [];
  for (const profile of profiles) processes.push(...merger.add(profile));
  return merger.only ?? { ...merger.envelope(), sources: merger.sources, processes };
}

/**
 * The profiles as one in which processes of one script are one, and their main threads, and their workers of one name: their counters,
 * and call trees, are added up. It takes the memory of one of them, whatever their number.
 *
 * @throws PerlineError `usage` where there is none, and for readings of memory that differ
 */
export function sumProfiles(profiles: Iterable<Profile>): Profile {
  const merger = new ProfileMerger();
  const sums = new ProcessSums();
  for (const profile of profiles) for (const process of merger.add(profile)) sums.add(process);
  const { warnings, ...envelope } = merger.envelope();
  const left = [
    ...sums.hasTraces ? ["what was traced of live objects does not add up, and was left out"] : [],
    ...sums.hasMarks ? ["marks are moments of one process, and were left out"] : [],
  ];
  return { ...envelope, warnings: [...warnings, ...left], sources: merger.sources, processes: sums.records() };
}

/**
 * The text of the same profile in pieces. It holds one profile at a time, and the sources of all, each once: any number of runs of one
 * program takes little more memory than one.
 *
 * @throws PerlineError `usage` where there is none, and for readings of memory that differ
 */
export function* mergedText(profiles: Iterable<Profile>): Generator<string> {
  const merger = new ProfileMerger();
  const head = { format: "perline-profile", version: profileVersion };
  yield `${JSON.stringify(head).slice(0, -1)},"processes":[`;
  let separator = "\n";
  for (const profile of profiles) {
    for (const process of merger.add(profile)) {
      yield `${separator}${JSON.stringify(process)}`;
      separator = ",\n";
    }
  }
  yield "\n],\"sources\":[";
  separator = "\n";
  for (const source of merger.sources) {
    yield `${separator}${JSON.stringify(source)}`;
    separator = ",\n";
  }
  yield `\n],${JSON.stringify({ ...merger.envelope(), format: undefined, version: undefined }).slice(1)}\n`;
}

/** The text of a profile that was summed, in pieces. */
export function* summedText(profiles: Iterable<Profile>): Generator<string> {
  const { processes, sources, ...envelope } = sumProfiles(profiles);
  yield `${JSON.stringify(envelope).slice(0, -1)},"processes":`;
  yield* jsonArray(processes);
  yield ",\"sources\":";
  yield* jsonArray(sources);
  yield "}\n";
}

/** Puts profiles together one after the other, and holds nothing of them but their sources. */
class ProfileMerger {
  /** The profile, as long as there is but one. */
  only: Profile | null = null;
  /** The earliest. */
  private first: Omit<Profile, "sources" | "processes"> | null = null;
  private readonly list = new SourceList();
  private complete = true;
  private readonly ages: number[] = [];
  private readonly costs: number[] = [];
  private readonly clocks = new Set<ClockKind>();
  private readonly warnings = new Set<string>();
  private snapshotAt: string | undefined;

  /** The sources of all, each once. */
  get sources(): SourceRecord[] {
    return this.list.all;
  }

  /** Takes a profile, and gives its processes with the indices that sources have in the whole. */
  add(profile: Profile): ProcessRecord[] {
    const { sources, processes, ...envelope } = profile;
    const { first } = this;
    if (first !== null && (first.reading?.of !== envelope.reading?.of || first.reading?.collects !== envelope.reading?.collects)) {
      throw new PerlineError("usage", "profiles of different readings of memory, or of memory and of time, cannot be added up", {
        hint: "Report each by itself.",
      });
    }
    this.only = first === null ? profile : null;
    if (first === null || Date.parse(envelope.startedAt) < Date.parse(first.startedAt)) this.first = envelope;
    this.complete &&= envelope.complete;
    if (envelope.ageNs !== null) this.ages.push(envelope.ageNs);
    if (envelope.probeNs !== null) this.costs.push(envelope.probeNs);
    this.clocks.add(envelope.clock);
    for (const warning of envelope.warnings) this.warnings.add(warning);
    if (!envelope.complete && envelope.snapshotAt !== undefined) this.snapshotAt = earlier(this.snapshotAt, envelope.snapshotAt);
    const indices = sources.map((source) => this.list.add(source));
    return processes.map((process) => renumber(process, indices));
  }

  /** All but the sources and the processes. */
  envelope(): Omit<Profile, "sources" | "processes"> {
    const { first, ages, costs, clocks, snapshotAt } = this;
    if (first === null) throw new PerlineError("usage", "there is no profile to merge");
    const timing = [...clocks].filter((clock) => clock !== "none").toSorted();
    return {
      ...first,
      complete: this.complete,
      ageNs: ages.length === 0 ? null : Math.max(...ages),
      ...(snapshotAt === undefined ? {} : { snapshotAt }),
      clock: timing.includes("sampled") ? "sampled" : (timing[0] ?? "none"),
      probeNs: costs.length === 0 ? null : Math.max(...costs),
      warnings: [...new Set([...this.warnings, ...clockWarnings(timing, clocks)])],
    };
  }
}

function clockWarnings(timing: readonly ClockKind[], clocks: ReadonlySet<ClockKind>): string[] {
  return [
    ...timing.length > 1 ? [`profiles of different clocks are added up: ${timing.join(" and ")}`] : [],
    ...clocks.has("none") && timing.length > 0
      ? ["no time was measured in some of the profiles (clock none): hits are of all, times of the others alone, and Per Hit too little"]
      : [],
  ];
}

/** The earlier of two times by ISO 8601. */
function earlier(known: string | undefined, other: string): string {
  return known === undefined || other < known ? other : known;
}

/** Sources, each once. */
class SourceList {
  readonly all: SourceRecord[] = [];
  /** Indices of all sources of the same path and hash; more than one where their tables differ. */
  private readonly places = new Map<string, number[]>();

  /** The index of the source, put into the list if it is new. A text that one profile kept out is taken from another. */
  add(source: SourceRecord): number {
    const key = JSON.stringify([source.path, source.hash]);
    const places = this.places.get(key) ?? [];
    for (const place of places) {
      const known = this.all[place];
      if (known === undefined || !sameTables(known, source)) continue;
      if (known.text === null && source.text !== null) this.all[place] = { ...known, text: source.text };
      return place;
    }
    this.places.set(key, [...places, this.all.length]);
    return this.all.push(source) - 1;
  }
}

/** Whether counters of the one can be added to counters of the other: other options plan other probes for the same text. */
function sameTables(a: SourceRecord, b: SourceRecord): boolean {
  return sameColumn(a.probes, b.probes)
    && (["line", "function", "countable"] as const).every((key) => sameColumn(a.lines[key], b.lines[key]))
    && sameSites(a.sites, b.sites)
    && (["name", "kind", "line", "column", "endLine", "calls"] as const)
      .every((key) => sameColumn(a.functions[key], b.functions[key]));
}

function sameSites(a: SiteTable | undefined, b: SiteTable | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (["row", "column", "kind", "counter", "weighed", "times", "slots"] as const).every((key) => sameColumn(a[key], b[key]));
}

function sameColumn(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** The process with the indices of its sources changed. */
function renumber(process: ProcessRecord, indices: readonly number[]): ProcessRecord {
  const renumbered = (source: number): number => indices[source] ?? -1;
  return {
    ...process,
    threads: process.threads.map((thread) => ({
      ...thread,
      counters: thread.counters.map((counters) => ({ ...counters, source: renumbered(counters.source) })),
      callTree: thread.callTree && { ...thread.callTree, source: thread.callTree.source.map(renumbered) },
      ...(thread.marks === undefined ? {} : {
        marks: thread.marks.map((mark) => ({
          ...mark, counters: mark.counters.map((counters) => ({ ...counters, source: renumbered(counters.source) })),
        })),
      }),
      ...(thread.traces === undefined ? {} : { traces: renumberTraces(thread.traces, renumbered) }),
      ...(thread.split === undefined ? {} : { split: { ...thread.split, source: thread.split.source.map(renumbered) } }),
      ...(thread.blocked === undefined ? {} : {
        blocked: thread.blocked.map((stretch) => ({ ...stretch, source: stretch.source.map(renumbered) })),
      }),
      ...(thread.timeline === undefined ? {} : { timeline: renumberTimeline(thread.timeline, renumbered) }),
    })),
  };
}

function renumberTimeline(timeline: Timeline, renumbered: (source: number) => number): Timeline {
  return { ...timeline, lines: timeline.lines.map((row) => ({ ...row, source: renumbered(row.source) })) };
}

function renumberTraces(traces: TraceRecord, renumbered: (source: number) => number): TraceRecord {
  const { stacks } = traces;
  return { ...traces, stacks: { ...stacks, source: stacks.source.map(renumbered) } };
}
