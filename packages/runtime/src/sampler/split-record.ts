/**
 * Joins V8's profile of a thread with the looks at it, by time: which line ran at each of V8's samples, and what the thread was doing.
 * Pure, but for the host. V8's own lines are not used: they are wrong where it has inlined a function. Which function has called what
 * is not instrumented it does know, and so where lines take turns the line is one of that function.
 */
import type * as nodeModule from "node:module";
import type * as nodeUrl from "node:url";
import type { SplitRecord } from "@perline/format";
import { builtin } from "../builtin.js";
import type { ToldSplit } from "../split/told.js";
import type { LookLog, Seen } from "./look-log.js";
import type { Sources } from "./sources.js";
import { type Doing, doingsOf, type Place, type PlaceHost } from "./split-places.js";

/** What a profile is to be understood by. */
export interface SplitContext {
  sources: Sources;
  /** Absolute: what source paths are relative to. */
  root: string;
}

/** The record of a thread. */
export function splitRecord(told: ToldSplit, log: LookLog, { sources, root }: SplitContext): SplitRecord {
  const scripts = sources.all.map(({ record }) => absolute(root, record.compiled ?? record.path));
  const doings = doingsOf(told.profile, hostOf(root, told.perline, new Set(scripts)));
  const functions = functionsByLine(sources, scripts);
  const { functionOf, sourceOf } = sources.places;
  const rows = new Rows(sources);

  /** The line that a sample is of; undefined for none. */
  const lineOf = ({ script, functionLine }: Doing, time: number, likely: readonly Seen[]): Seen | undefined => {
    const isOf = ({ line }: Seen): boolean => line > 0 && (script === null || scripts[sourceOf[line]!] === script);
    const first = likely.find(isOf);
    const wanted = functionLine === null ? undefined : functions.get(`${functionLine} ${script}`);
    if (first === undefined || first.sure || wanted === undefined) return first;
    return log.around(time).find((seen) => isOf(seen) && wanted.has(functionOf[seen.line]!)) ?? first;
  };

  for (const { node, time } of samplesOf(told)) {
    const doing = doings.get(node);
    const likely = time === null ? [] : log.at(time);
    if (likely === null) rows.lost += 1;
    const isOurs = doing !== undefined && doing.place !== null && doing.mayBeOwn;
    const seen = isOurs && time !== null ? lineOf(doing, time, likely ?? []) : undefined;
    if (seen === undefined || doing?.place === undefined || doing.place === null) rows.others += 1;
    else rows.add(seen, doing.place);
  }
  return { intervalNs: told.intervalNs, ...rows.columns() };
}

/** By the line that they begin in, from 1, and their script: functions, numbered over all sources. None of what was compiled. */
function functionsByLine(sources: Sources, scripts: readonly string[]): Map<string, Set<number>> {
  const byLine = new Map<string, Set<number>>();
  for (const { index, record, firstFunction } of sources.all) {
    if (record.compiled !== undefined) continue;
    record.functions.line.forEach((line, row) => {
      const key = `${line} ${scripts[index]}`;
      const known = byLine.get(key) ?? new Set<number>();
      byLine.set(key, known.add(firstFunction + row));
    });
  }
  return byLine;
}

/** A sample of V8's: the number of its node, and its program time; null within a wait for perline. */
interface Sample {
  node: number;
  time: number | null;
}

function* samplesOf({ profile: { samples = [], timeDeltas = [] }, startNs, waits }: ToldSplit): Generator<Sample> {
  const { since, ns } = waits;
  let [at, behind, waited] = [startNs, 0, 0];
  for (let index = 0; index < samples.length; index++) {
    const delta = timeDeltas[index] ?? 0;
    at += delta * 1_000;
    // V8 now and then writes a sample down behind a later one.
    if (delta < 0) behind = waited = 0;
    for (; behind < since.length && since[behind]! + ns[behind]! <= at; behind++) waited += ns[behind]!;
    yield { node: samples[index]!, time: behind < since.length && since[behind]! <= at ? null : at - waited };
  }
}

/** The rows of a record as they come. */
class Rows {
  others = 0;
  lost = 0;
  private readonly rowOf = new Map<string, number>();
  private readonly placeOf = new Map<string, number>();
  private readonly places: SplitRecord["places"] = { kind: [], name: [], path: [] };
  private readonly rows: Pick<SplitRecord, "source" | "line" | "place" | "samples" | "sure"> = {
    source: [], line: [], place: [], samples: [], sure: [],
  };

  constructor(private readonly sources: Sources) {}

  add({ line, sure }: { line: number; sure: boolean }, place: Place): void {
    const at = this.placeRow(place);
    const key = `${line} ${at} ${sure}`;
    const known = this.rowOf.get(key);
    if (known !== undefined) {
      this.rows.samples[known]! += 1;
      return;
    }
    const source = this.sources.places.sourceOf[line]!;
    this.rows.source.push(source);
    this.rows.line.push(line - this.sources.all[source]!.firstLine);
    this.rows.place.push(at);
    this.rows.sure.push(sure ? 1 : 0);
    this.rowOf.set(key, this.rows.samples.push(1) - 1);
  }

  columns(): Omit<SplitRecord, "intervalNs"> {
    return { places: this.places, ...this.rows, others: this.others, lost: this.lost };
  }

  private placeRow({ kind, name, path }: Place): number {
    const key = `${kind} ${name} ${path}`;
    const known = this.placeOf.get(key);
    if (known !== undefined) return known;
    this.places.name.push(name);
    this.places.path.push(path);
    const row = this.places.kind.push(kind) - 1;
    this.placeOf.set(key, row);
    return row;
  }
}

const slashed = (path: string): string => path.replaceAll("\\", "/");

/** A path of a source, absolute and with forward slashes. What is none, such as a text without a file, stays as it is. */
function absolute(root: string, path: string): string {
  if (/^(\/|[A-Za-z]:\/|[\[<])/.test(path)) return path;
  const names = slashed(root).split("/");
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else names.push(name);
  }
  return names.join("/");
}

/** A path from the root, where it has something in common with that. */
function relative(root: string, path: string): string {
  const [from, to] = [slashed(root).split("/"), path.split("/")];
  const shared = from.findIndex((name, index) => name !== to[index]);
  if (shared === 0 || (shared === 1 && from[0] === "")) return path;
  const kept = shared < 0 ? from.length : shared;
  return [...from.slice(kept).map(() => ".."), ...to.slice(kept)].join("/");
}

function hostOf(root: string, perline: string, scripts: ReadonlySet<string>): PlaceHost {
  const url = builtin("node:url") as typeof nodeUrl;
  const module = builtin("node:module") as typeof nodeModule;
  const ours = `${slashed(perline)}/`;
  return {
    pathOf(script) {
      if (!script.startsWith("file:")) return null;
      try {
        return slashed(url.fileURLToPath(script));
      } catch {
        return null;
      }
    },
    isBuiltin: (name) => !name.startsWith("node:internal") && module.isBuiltin(name),
    isInstrumented: (path) => scripts.has(path),
    isPerline: (path) => path.startsWith(ours),
    fromRoot: (path) => relative(root, path),
  };
}
