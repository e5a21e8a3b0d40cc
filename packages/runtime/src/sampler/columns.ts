/**
 * The counters of one thread at one moment, copied out of its shared memory.
 *
 * The program goes on while we read: an await that begins between two loads would show with one half only, so those cells
 * are read until two readings agree. In a final snapshot the program stands still.
 */
import type { ThreadMemory } from "../memory.js";

/** Copies of the columns by probe id; awaits as total nanoseconds up to the moment. */
export interface Columns {
  readonly hits: Float64Array;
  readonly throws: Float64Array;
  readonly awaitNs: Float64Array;
  readonly pending: Int32Array;
}

/** The columns of ids below `count` at program time `time`. */
export function readColumns(memory: ThreadMemory, count: number, time: number): Columns {
  const awaitNs = new Float64Array(count);
  const pending = new Int32Array(count);
  for (let id = 0; id < count; id++) {
    for (let attempt = 0; attempt < 4; attempt++) {
      const waiting = Atomics.load(memory.pending, id);
      const balance = memory.awaitNs[id]!;
      if (waiting === 0 && balance === 0) break;
      pending[id] = waiting;
      awaitNs[id] = Math.max(0, Math.round(balance + waiting * time));
      if (Atomics.load(memory.pending, id) === waiting && memory.awaitNs[id] === balance) break;
    }
  }
  return { hits: memory.hits.slice(0, count), throws: memory.throws.slice(0, count), awaitNs, pending };
}

/** What was counted after `before`. Ids that `before` does not have yet began at zero; pending is a level, not a sum. */
export function since(before: Columns, after: Columns): Columns {
  const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, id) => value - (b[id] ?? 0));
  return {
    hits: minus(after.hits, before.hits),
    throws: minus(after.throws, before.throws),
    awaitNs: minus(after.awaitNs, before.awaitNs),
    pending: after.pending,
  };
}
