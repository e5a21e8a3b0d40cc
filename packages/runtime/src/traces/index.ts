/**
 * Where live objects were made, as tracemalloc tells it for Python: "@perline/runtime/memory".
 *
 * Traced are the objects that the program hands to {@link trace}; where a run traces those that the thread's lines create
 * (`perline run --leaks`), it is these.
 */
import { labelText } from "../mark-label.js";
import { callStack } from "./call-stack.js";
import { lineMemory, lineSnapshot, lineTraceback, lineTraces, resetLinePeak } from "./line-traces.js";
import type { Snapshot } from "./snapshot.js";
import type { Traceback } from "./traceback.js";
import { Tracing } from "./tracing.js";

export type { Filter } from "./filter.js";
export { Snapshot, type StatisticOptions } from "./snapshot.js";
export type { Statistic, StatisticDiff, StatisticKey, Trace } from "./statistics.js";
export { type Frame, Traceback, type TracebackFormat } from "./traceback.js";

/** How tracing begins. */
export interface StartOptions {
  /** The most frames of a traceback; 1 unless told. */
  frames?: number;
  /** Mean bytes between two traced objects; 1 unless told, which traces every object. */
  sampleBytes?: number;
}

/** What is known of an object that is handed over. */
export interface Traced {
  /** Its size; under sampling large objects are more likely to be traced. */
  bytes: number;
  /** What it is; the name of its class is a good one. */
  type?: string;
}

let tracing: { frames: number; traces: Tracing } | null = null;

/** Begins to trace; goes on as before where that has begun. @throws RangeError for options below 1 */
export function start({ frames = 1, sampleBytes = 1 }: StartOptions = {}): void {
  if (!(frames >= 1) || !(sampleBytes >= 1)) throw new RangeError("frames and sampleBytes are at least 1");
  tracing ??= { frames, traces: new Tracing({ frames, sampleBytes }) };
}

/** Ends tracing, and forgets all traces. */
export function stop(): void {
  tracing = null;
}

/** Whether objects are traced. */
export function isTracing(): boolean {
  return tracing !== null || lineTraces() !== null;
}

/** Gives the object; while objects are traced, it is one that the calling line has made. */
export function trace<T extends WeakKey>(object: T, { bytes, type = "object" }: Traced): T {
  if (tracing === null) return object;
  const { frames, traces } = tracing;
  traces.allocated(object, { bytes, type, stack: () => callStack(frames, trace) });
  return object;
}

/** The traced objects that are alive. @throws Error where nothing is traced */
export function takeSnapshot(): Snapshot {
  const lines = lineTraces();
  return lines === null ? required().snapshot() : lineSnapshot(lines);
}

/** Bytes of the traced objects that are alive, and the most there were since {@link start} or {@link resetPeak}; 0 without tracing. */
export function tracedMemory(): { current: number; peak: number } {
  const lines = lineTraces();
  return lines === null ? tracing?.traces.memory() ?? { current: 0, peak: 0 } : lineMemory(lines);
}

/** The most there were is what there is now. */
export function resetPeak(): void {
  const lines = lineTraces();
  if (lines === null) tracing?.traces.resetPeak();
  else resetLinePeak(lines);
}

/** An estimate of the bytes that tracing takes itself. */
export function overheadBytes(): number {
  return lineTraces()?.moments.overheadBytes() ?? tracing?.traces.overheadBytes ?? 0;
}

/** Forgets all objects that were handed over, and goes on; what a run traces stays, as its report tells of it. */
export function clear(): void {
  tracing?.traces.clear();
}

/** Where an object was made; null for one that is not traced. */
export function objectTraceback(object: WeakKey): Traceback | null {
  const lines = lineTraces();
  return (lines === null || typeof object === "symbol" ? null : lineTraceback(lines, object)) ?? tracing?.traces.objectTraceback(object) ?? null;
}

/**
 * Has what is alive now kept under a name, where the thread's lines are traced (`perline run --leaks`): reports tell what grows from
 * one mark to the next. Garbage is collected for it. Gives whether it was: not where nothing is traced, nor under what is no text,
 * number or the like.
 */
export function mark(label: string): boolean {
  const [lines, text] = [lineTraces(), labelText(label)];
  if (lines === null || text === null) return false;
  lines.moments.moment(text);
  return true;
}

function required(): Tracing {
  if (tracing === null) throw new Error("nothing is traced: call start() first");
  return tracing.traces;
}
