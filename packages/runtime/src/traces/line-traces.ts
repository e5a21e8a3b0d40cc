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

/** What is alive now. Empty where there is no profile to tell what lines are called. */
export function lineSnapshot({ moments, control }: LineTraces): Snapshot {
  moments.moment(null);
  const profile = control.profile();
  const thread = profile?.processes.flatMap(({ threads }) => threads).find(({ id }) => id === threadId);
  const traces = thread?.traces;
  if (!profile || traces === undefined) return new Snapshot([], moments.record().frames);
  return snapshotOf(traces, profile);
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

/** Bytes that are alive now, and the most that were at any moment. */
export function lineMemory({ moments }: LineTraces): { current: number; peak: number } {
  moments.moment(null);
  const alive = moments.record().moments.map(({ bytes }) => bytes.reduce((sum, each) => sum + each, 0));
  return { current: alive.at(-1) ?? 0, peak: Math.max(...alive) };
}
