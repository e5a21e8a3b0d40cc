/**
 * Several profiles as one: of the processes of a run, or of several runs.
 *
 * Sources are the same where path, hash and tables agree; only their counters are ever added, and only when a report adds
 * threads up. A file that changed between two runs stays two sources. Processes and threads are kept apart, so merging
 * loses nothing, and no figure depends on the order.
 */
import { PerlineError, type ProcessRecord, type Profile, type SiteTable, type SourceRecord } from "@perline/format";

/**
 * The profiles as one. What there can be only one of (command, root, platform) is that of the profile that started first.
 *
 * @throws PerlineError `usage` for an empty list, and for readings of memory that differ
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const [first] = profiles.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  if (first === undefined) throw new PerlineError("usage", "there is no profile to merge");
  if (profiles.length === 1) return first;
  if (profiles.some(({ reading }) => reading?.of !== first.reading?.of || reading?.collects !== first.reading?.collects)) {
    throw new PerlineError("usage", "profiles of different readings of memory, or of memory and of time, cannot be added up", {
      hint: "Report each by itself.",
    });
  }
  const sources = new SourceList();
  const processes = profiles.flatMap((profile) => {
    const indices = profile.sources.map((source) => sources.add(source));
    return profile.processes.map((process) => renumber(process, indices));
  });
  const ages = profiles.flatMap(({ ageNs }) => (ageNs === null ? [] : [ageNs]));
  const costs = profiles.flatMap(({ probeNs }) => (probeNs === null ? [] : [probeNs]));
  const clocks = new Set(profiles.map(({ clock }) => clock));
  const [snapshotAt] = profiles.flatMap((profile) => (profile.complete ? [] : (profile.snapshotAt ?? []))).toSorted();
  const warnings = profiles.flatMap((profile) => profile.warnings);
  const timing = [...clocks].filter((clock) => clock !== "none").toSorted();
  if (timing.length > 1) warnings.push(`profiles of different clocks are added up: ${timing.join(" and ")}`);
  if (clocks.has("none") && timing.length > 0) {
    warnings.push("no time was measured in some of the profiles (clock none): hits are of all, times of the others alone, and Per Hit too little");
  }
  return {
    ...first,
    complete: profiles.every(({ complete }) => complete),
    ageNs: ages.length === 0 ? null : Math.max(...ages),
    ...(snapshotAt === undefined ? {} : { snapshotAt }),
    clock: timing.includes("sampled") ? "sampled" : (timing[0] ?? "none"),
    probeNs: costs.length === 0 ? null : Math.max(...costs),
    sources: sources.all,
    processes,
    warnings: [...new Set(warnings)],
  };
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
  return (["row", "column", "kind", "counter", "times", "slots"] as const).every((key) => sameColumn(a[key], b[key]));
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
    })),
  };
}
