/** How much there is of each type. */
import type { Heap } from "../heap.js";

/** One type. */
export interface TypeRow {
  type: string;
  /** Objects of it. */
  count: number;
  /** Bytes of these objects themselves. */
  shallowBytes: number;
  /** The sum of what each of them retains, with what one retains behind another one in it once. */
  retainedBytes: number;
}

/** By what types are ordered, the greatest first. */
export type TypeOrder = "count" | "shallow" | "retained";

/** All types of a heap, or of some of its objects, the most common first. */
export function typesOf(heap: Heap, objects?: Iterable<number>): TypeRow[] {
  const chosen = objects === undefined ? null : new Set(objects);
  const rows = heap.types.map((type): TypeRow => ({ type, count: 0, shallowBytes: 0, retainedBytes: 0 }));
  /** By type: how many of it stand between the root and here. */
  const above = new Uint32Array(rows.length);
  // Objects to go into; below zero the ones to leave, once all that they alone hold is done.
  const stack = [heap.root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const object = next < 0 ? ~next : next;
    const type = heap.typeOf[object] ?? 0;
    const row = rows[type];
    if (next < 0) {
      above[type]! -= 1;
      continue;
    }
    if (row !== undefined && (chosen === null || chosen.has(object))) {
      row.count++;
      row.shallowBytes += heap.shallowBytesOf(object);
      if (above[type] === 0) row.retainedBytes += heap.retainedBytesOf(object);
      above[type]! += 1;
      stack.push(~object);
    }
    for (const dominated of heap.dominatedBy(object)) stack.push(dominated);
  }
  return ordered(rows.filter(({ count }) => count > 0), "count");
}

/** The same types in another order. */
export function ordered(rows: readonly TypeRow[], order: TypeOrder): TypeRow[] {
  const key = (row: TypeRow): number => (order === "count" ? row.count : order === "shallow" ? row.shallowBytes : row.retainedBytes);
  return [...rows].sort((a, b) => key(b) - key(a) || (a.type < b.type ? -1 : 1));
}
