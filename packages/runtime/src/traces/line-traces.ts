/**
 * The objects that this thread's lines create, as snapshots and figures: where a run traces them (`perline run --leaks`). What is
 * alive is asked anew each time, behind a collection.
 */
import { threadId } from "node:worker_threads";
import type { Profile, TraceMoment, TraceRecord } from "@perline/format";
import { type LinkedRuntime, type Moments, published } from "../linked-place.js";
import { abiVersion } from "../vocabulary.js";
import { Snapshot } from "./snapshot.js";
import { type Frame, Traceback } from "./traceback.js";

/** What traces the lines of this thread. */
export interface LineTraces {
  readonly moments: Moments;
  readonly control: LinkedRuntime["control"];
}

/** What traces this thread's lines; null where nobody does. */
export function lineTraces(): LineTraces | null {
  const known = published();
  return known?.abi === abiVersion && known.traces ? { moments: known.traces, control: known.control } : null;
}

/** When the most that is alive began to count: nanoseconds of the program's time. */
let peakFromNs = 0;

/** What is alive now. Empty where there is no profile to tell what lines are called. */
export function lineSnapshot({ moments, control }: LineTraces): Snapshot {
  moments.moment(null);
  const [profile, traces] = recorded(control);
  if (profile === null || traces === null) return new Snapshot([], moments.record().frames);
  return snapshotOf(traces, profile);
}

/** Where one of the objects was made; null for one that is not traced. */
export function lineTraceback({ moments, control }: LineTraces, object: object): Traceback | null {
  const row = moments.rowOf(object);
  if (row === null) return null;
  moments.tell();
  const [profile, traces] = recorded(control);
  if (profile === null || traces === null) return null;
  return new Traceback(framesOf(traces.stacks, traces.groups.stack[row] ?? 0, profile.sources));
}

/** The profile as it stands, and what this thread has traced by it. */
function recorded(control: LineTraces["control"]): [Profile | null, TraceRecord | null] {
  const profile = control.profile();
  const thread = profile?.processes.flatMap(({ threads }) => threads).find(({ id }) => id === threadId);
  return [profile, thread?.traces ?? null];
}

function snapshotOf({ frames, groups, moments, stacks }: TraceRecord, { sources }: Profile): Snapshot {
  const last: TraceMoment | undefined = moments.at(-1);
  const traces = (last?.group ?? []).map((group, row) => {
    const [objects, bytes, error] = [last?.objects[row] ?? 0, last?.bytes[row] ?? 0, last?.errorBytes[row] ?? 0];
    const traceback = new Traceback(framesOf(stacks, groups.stack[group] ?? 0, sources));
    return { size: bytes / objects, count: objects, error, probability: 1, type: groups.type[group] ?? "", traceback };
  });
  return new Snapshot(traces, frames);
}

function framesOf({ parent, source, line }: TraceRecord["stacks"], stack: number, sources: Profile["sources"]): Frame[] {
  const frames: Frame[] = [];
  for (let row = stack; row > 0; row = parent[row] ?? 0) {
    const record = sources[source[row] ?? -1];
    if (record === undefined) continue;
    const { functions, lines, path } = record;
    const fn = lines.function[line[row] ?? -1] ?? 0;
    frames.push({ path, line: lines.line[line[row] ?? -1] ?? 0, function: functions.kind[fn] === "module" ? "" : functions.name[fn] ?? "" });
  }
  return frames.reverse();
}

/** Bytes that are alive now, and the most that were at any moment since the peak was reset. */
export function lineMemory({ moments }: LineTraces): { current: number; peak: number } {
  moments.moment(null);
  const counted = moments.record().moments.filter(({ atNs }) => atNs >= peakFromNs);
  const alive = counted.map(({ bytes }) => bytes.reduce((sum, each) => sum + each, 0));
  return { current: alive.at(-1) ?? 0, peak: alive.reduce((most, each) => (each > most ? each : most), 0) };
}

/** The most that was alive is what is now. */
export function resetLinePeak({ moments }: LineTraces): void {
  moments.moment(null);
  peakFromNs = moments.record().moments.at(-1)?.atNs ?? 0;
}
