/**
 * The view of where self time went: what lines spend in packages, in Node and in collections, which are not instrumented and so are
 * part of the self time of the line that calls them. Each line's self time is shared out as V8's samples of it tell.
 *
 * What is told of a line adds up to its self time, to the nanosecond. A line of which V8 has too few samples is not shared out.
 */
import type {
  Profile, ReportSplit, ReportSplitHint, ReportSplitLine, ReportSplitPart, SourceRecord, SplitKind, SplitRecord,
} from "@perline/format";
import { type FunctionRow } from "./functions.js";

/** V8's samples that it takes to share out a line's time. */
const leastSamples = 5;
/** Of its samples so many have to be sure: where lines take turns, a few in a row are the same by chance. */
const sureShare = 0.25;
/** A package with this share of all self time is worth a hint. */
const hintedShare = 0.05;
/** Globs of one's own files that a hint spells out. */
const spelledOut = 4;

/** What V8 has seen of one line; by row of the places. */
interface Seen {
  sure: Map<number, number>;
  all: Map<number, number>;
}

/** A list of things that each have a number by what they are. */
class Places {
  readonly all: Pick<ReportSplitPart, "kind" | "name">[] = [];
  /** By number: folders of a package. */
  readonly paths: Set<string>[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(kind: SplitKind, name: string, path: string): number {
    const key = `${kind} ${name}`;
    const number = this.numbers.get(key) ?? this.all.push({ kind, name }) - 1;
    this.numbers.set(key, number);
    const paths = this.paths[number] ??= new Set<string>();
    if (path !== "") paths.add(path);
    return number;
  }
}

/** What became of the self time of the lines of some functions, all threads together; null where nobody asked V8. */
export function splitOf(profile: Profile, functions: readonly FunctionRow[]): ReportSplit | null {
  const records = profile.processes.flatMap(({ threads }) => threads.flatMap(({ split }) => split ?? []));
  if (records.length === 0) return null;
  const places = new Places();
  const seen = new Map<string, Seen>();
  for (const record of records) collect(record, { profile, places, seen });
  const indices = new Map(profile.sources.map((source, index) => [source, index]));
  const lines: ReportSplitLine[] = [];
  const sums: number[] = [];
  let [selfNs, unknownNs] = [0, 0];
  for (const fn of functions) {
    for (const { line, times } of fn.lines) {
      const ns = times?.selfNs ?? 0;
      selfNs += ns;
      const known = ns === 0 ? undefined : enough(seen.get(keyOf(indices.get(fn.figures.source) ?? -1, line, fn.index)));
      if (known === undefined) {
        unknownNs += ns;
        continue;
      }
      const { counts, mixed } = known;
      const shares = shared(ns, counts);
      for (const [place, part] of shares) sums[place] = (sums[place] ?? 0) + part;
      lines.push({
        path: fn.path, line, function: fn.name, selfNs: ns, samples: total(counts), mixed,
        parts: partsOf(shares, places),
      });
    }
  }
  const parts = [...sums.entries()].filter((entry): entry is [number, number] => entry[1] !== undefined);
  return {
    intervalNs: Math.max(...records.map(({ intervalNs }) => intervalNs)), selfNs, unknownNs,
    parts: partsOf(parts, places),
    lines: lines.toSorted((a, b) => b.selfNs - a.selfNs),
    hints: hintsOf(parts, { places, selfNs, profile }),
  };
}

const keyOf = (source: number, line: number, fn: number): string => `${source} ${line} ${fn}`;

interface Collection {
  profile: Profile;
  places: Places;
  seen: Map<string, Seen>;
}

function collect(record: SplitRecord, { profile, places, seen }: Collection): void {
  const { places: { kind, name, path }, source, line, place, samples, sure } = record;
  const numbers = kind.map((each, row) => places.numberOf(each, name[row] ?? "", path[row] ?? ""));
  source.forEach((index, row) => {
    const lines = profile.sources[index]?.lines;
    const at = line[row] ?? -1;
    const key = keyOf(index, lines?.line[at] ?? 0, lines?.function[at] ?? -1);
    const known = seen.get(key) ?? { sure: new Map<number, number>(), all: new Map<number, number>() };
    seen.set(key, known);
    const number = numbers[place[row] ?? -1] ?? -1;
    const add = (counts: Map<number, number>): void => void counts.set(number, (counts.get(number) ?? 0) + (samples[row] ?? 0));
    add(known.all);
    if (sure[row] === 1) add(known.sure);
  });
}

const total = (counts: ReadonlyMap<number, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** By what a line is shared out: what is sure, if that stands for the line; undefined where there is not enough at all. */
function enough(seen: Seen | undefined): { counts: ReadonlyMap<number, number>; mixed: boolean } | undefined {
  if (seen === undefined || total(seen.all) < leastSamples) return undefined;
  const sure = total(seen.sure);
  const isSure = sure >= leastSamples && sure >= sureShare * total(seen.all);
  return { counts: isSure ? seen.sure : seen.all, mixed: !isSure };
}

/** Time in parts as large as the counts are, which add up to it. */
function shared(ns: number, counts: ReadonlyMap<number, number>): [place: number, ns: number][] {
  const all = total(counts);
  let [counted, given] = [0, 0];
  return [...counts].map(([place, count]) => {
    counted += count;
    const upTo = counted === all ? ns : Math.floor(ns * (counted / all));
    const part = upTo - given;
    given = upTo;
    return [place, part];
  });
}

function partsOf(shares: readonly [place: number, ns: number][], { all }: Places): ReportSplitPart[] {
  const parts = shares.map(([place, ns]): ReportSplitPart => ({ kind: "native", name: "", ...all[place], ns }));
  return parts.toSorted((a, b) => b.ns - a.ns || (a.kind + a.name < b.kind + b.name ? -1 : 1));
}

/** What hints are made of. */
interface Hinted {
  places: Places;
  selfNs: number;
  profile: Profile;
}

function hintsOf(parts: readonly [place: number, ns: number][], { places, selfNs, profile }: Hinted): ReportSplitHint[] {
  const own = ownGlobs(profile.sources);
  return parts.toSorted((a, b) => b[1] - a[1]).flatMap(([place, ns]) => {
    const { kind, name } = places.all[place]!;
    if (kind !== "package" || ns < hintedShare * selfNs) return [];
    return [{ package: name, ns, include: [...own, ...[...places.paths[place] ?? []].map((path) => `${path}/**`)] }];
  });
}

/** Globs of what was measured: with an include nothing else is. */
function ownGlobs(sources: readonly SourceRecord[]): string[] {
  const globs = new Set(sources.filter(({ probes }) => probes.length > 0).map(({ path }) => {
    const [installed] = /^.*\/?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [];
    const folder = installed ?? /^(?:\.\.\/)*[^/]+(?=\/)/.exec(path)?.[0];
    return folder === undefined ? path : `${folder}/**`;
  }));
  return globs.size > spelledOut ? ["!(node_modules)/**"] : [...globs];
}
