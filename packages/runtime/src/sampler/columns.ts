/**
 * The counters of one thread at one moment, copied out of its shared memory.
 *
 * The program goes on while we read: an await that begins between two loads would show with one half only, so those cells
 * are read until two readings agree. In a final snapshot the program stands still.
 */
import type { DerivedProbe } from "@perline/format";
import type { ThreadMemory } from "../memory.js";

/** Copies of the columns by probe id; awaits as total nanoseconds up to the moment. */
export interface Columns {
  readonly hits: Float64Array;
  readonly throws: Float64Array;
  readonly awaitNs: Float64Array;
  readonly pending: Int32Array;
}

/** How often a moving pair of cells is read at most. */
const attempts = 4;

/** `levels[index]` and `balances[index]`, read until two readings agree. */
export function readPair(levels: Int32Array, balances: Float64Array, index: number): [level: number, balance: number] {
  for (let attempt = 1; ; attempt++) {
    const level = Atomics.load(levels, index);
    const balance = balances[index]!;
    const same = Atomics.load(levels, index) === level && balances[index] === balance;
    if (same || attempt === attempts) return [level, balance];
  }
}

/** The columns of the ids that `hits` has, at program time `time`. */
export function readColumns(memory: ThreadMemory, hits: Float64Array, time: number): Columns {
  const count = hits.length;
  const awaitNs = new Float64Array(count);
  const pending = new Int32Array(count);
  for (let id = 0; id < count; id++) {
    if (memory.pending[id] === 0 && memory.awaitNs[id] === 0) continue;
    const [waiting, balance] = readPair(memory.pending, memory.awaitNs, id);
    pending[id] = waiting;
    awaitNs[id] = Math.max(0, Math.round(balance + waiting * time));
  }
  return { hits, throws: memory.throws.slice(0, count), awaitNs, pending };
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

/** The columns with the hits of derived probes: never below zero, though what was read while the program went on may be one behind. */
export function withDerived(columns: Columns, derived: readonly DerivedProbe[]): Columns {
  const hits = columns.hits.slice();
  for (const { probe, plus, minus } of derived) {
    let sum = 0;
    for (const id of plus) sum += hits[id] ?? 0;
    for (const id of minus) sum -= hits[id] ?? 0;
    if (probe < hits.length) hits[probe] = Math.max(0, sum);
  }
  return { ...columns, hits };
}
