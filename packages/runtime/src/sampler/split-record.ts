/**
 * Joins V8's profile of a thread with the looks at it, by time: which line ran at each of V8's samples, and what the thread was doing.
 * Pure, but for the host. V8's own line numbers are not used: they are wrong where it has inlined a function.
 */
import type * as nodeModule from "node:module";
import type * as nodeUrl from "node:url";
import type { SplitRecord } from "@perline/format";
import { builtin } from "../builtin.js";
import type { ToldSplit } from "../split/told.js";
import type { LookLog } from "./look-log.js";
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
  const rows = new Rows(sources);
  for (const { node, time } of samplesOf(told)) {
    const doing = doings.get(node);
    const seen = time === null ? [] : log.at(time);
    if (seen === null) rows.lost += 1;
    const fits = (line: number): boolean => line > 0 && (doing?.script ?? null) !== null
      ? scripts[sources.places.sourceOf[line]!] === doing?.script : line > 0;
    const found = doing === undefined || doing.place === null || !doing.mayBeOwn ? undefined : seen?.find(({ line }) => fits(line));
    if (found === undefined) rows.others += 1;
    else rows.add(found, (doing as Doing & { place: Place }).place);
  }
  return { intervalNs: told.intervalNs, ...rows.columns() };
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
