/**
 * A call tree cut to a size: what a rolling snapshot holds, which is written often and must cost little. Pure.
 *
 * With callees included, a node has at least the time of each of its children, and it stands before them. So the nodes with
 * most time, ties decided by their order, are a tree again; every other one is folded into the nearest that is kept.
 */
import type { PathColumns, TreeColumns } from "./figures.js";

/** Rows 0 and 1. */
const roots = 2;

/** A magnitude is the power of two below a time: close enough to tell large from small, and there are few of them. */
const magnitudes = 64;

/** By node: the magnitude of its time, callees included. */
function magnitudesOf({ count, parent, selfNs }: TreeColumns): Uint8Array {
  const withCallees = selfNs.slice(0, count);
  for (let row = count - 1; row >= roots; row--) withCallees[parent[row]!]! += withCallees[row]!;
  const sizes = new Uint8Array(count);
  for (let row = 0; row < count; row++) sizes[row] = Math.log2(withCallees[row]! + 1);
  return sizes;
}

/** The smallest magnitude of which there is room for some nodes, and for how many. */
function borderOf(sizes: Uint8Array, room: number): { border: number; left: number } {
  const nodes = new Int32Array(magnitudes);
  for (let row = roots; row < sizes.length; row++) nodes[sizes[row]!]! += 1;
  let border = magnitudes - 1;
  let left = room;
  for (; border > 0 && nodes[border]! <= left; border--) left -= nodes[border]!;
  return { border, left };
}

/** The tree with at most `limit` nodes, at least 2; the same one where it has no more. The sum of its times stays what it was. */
export function largestPaths(tree: TreeColumns, limit: number): TreeColumns {
  const { count, parent, line, live } = tree;
  if (count <= limit) return tree;
  const sizes = magnitudesOf(tree);
  const { border, left } = borderOf(sizes, limit - roots);
  const kept = { parent: new Int32Array(limit), line: new Int32Array(limit), live: new Uint8Array(limit) };
  const place = new Int32Array(count);
  let next = 0;
  let room = left;
  for (let row = 0; row < count; row++) {
    const size = sizes[row]!;
    const stays = row < roots || size > border || (size === border && room-- > 0);
    const target = place[row] = stays ? next++ : place[parent[row]!]!;
    if (!stays) continue;
    kept.parent[target] = row < roots ? -1 : place[parent[row]!]!;
    kept.line[target] = line[row]!;
    kept.live[target] = live[row]!;
  }
  const folded = (columns: PathColumns): PathColumns => foldedInto(place, limit, columns);
  return { ...kept, ...folded(tree), count: next, folded: tree.folded + count - next, marked: tree.marked.map(folded) };
}

/** The figures of rows at the places that the rows have in a tree of that many. */
function foldedInto(place: Int32Array, length: number, { calls, samples, selfNs }: PathColumns): PathColumns {
  const fold = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(length);
    const rows = Math.min(column.length, place.length);
    for (let row = 0; row < rows; row++) sums[place[row]!]! += column[row]!;
    return sums;
  };
  return { selfNs: fold(selfNs), samples: samples && fold(samples), calls: calls && fold(calls) };
}
