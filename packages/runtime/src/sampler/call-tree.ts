/**
 * A bounded tree of call paths.
 *
 * Invariants
 *   row 0 is the root of what the event loop called, row 1 of what was resumed after an await
 *   parent[row] < row, but for the roots
 *   a node is its parent, its line and whether the frame is live; the table finds it by these
 * At the limit the leaves with the least time are folded into their parents: the sum of all times stays what it was.
 */
import type { PathColumns } from "./figures.js";
import { withRoom } from "./growing.js";

/** Row of the root of physical stacks. */
export const physicalRoot = 0;
/** Row of the root of logical stacks. */
export const logicalRoot = 1;

export class CallTree {
  count = 2;
  parent = new Int32Array([-1, -1]);
  /** By row: line number as {@link Sources} gives it; 0 for the roots. */
  line = new Int32Array(2);
  /** By row: 1 where the frame stood on the thread's own stack. */
  live = new Uint8Array(2);
  selfNs = new Float64Array(2);
  samples = new Float64Array(2);
  /** Of calls only some are seen. */
  readonly calls = null;
  /** What the rows had at each mark: folded as the tree is. */
  readonly marked: (PathColumns & { samples: Float64Array })[] = [];
  /** Nodes folded so far. */
  folded = 0;
  /** Raised whenever rows change their numbers: who remembers rows must forget them. */
  generation = 0;
  private table = new Int32Array(1024);

  /** `limit`: nodes to keep at most; at least 16. */
  constructor(private readonly limit: number) {}

  /** The child of `parent` for that line; made where there is none. */
  child(parent: number, line: number, live: 0 | 1): number {
    const slot = this.find(parent, line, live);
    const known = this.table[slot]!;
    if (known !== 0) return known;
    const row = this.count++;
    if (row >= this.parent.length) this.grow(row + 1);
    this.parent[row] = parent;
    this.line[row] = line;
    this.live[row] = live;
    this.table[slot] = row;
    if (this.count * 2 > this.table.length) this.rehash(this.table.length * 2);
    return row;
  }

  /** Charges a path. */
  charge(row: number, ns: number): void {
    this.selfNs[row]! += ns;
    this.samples[row]! += 1;
  }

  /** Keeps what the rows have now. */
  mark(): void {
    this.marked.push({ selfNs: this.selfNs.slice(0, this.count), samples: this.samples.slice(0, this.count), calls: null });
  }

  /** Brings the tree under its limit again, well enough for a while. Rows change their numbers. */
  fold(): void {
    if (this.count <= this.limit) return;
    const children = new Int32Array(this.count);
    for (let row = 2; row < this.count; row++) children[this.parent[row]!]! += 1;
    const gone = new Uint8Array(this.count);
    const wanted = Math.max(2, Math.floor(this.limit * 0.75));
    const all = [this, ...this.marked];
    let left = this.count;
    while (left > wanted) {
      const leaves: number[] = [];
      for (let row = 2; row < this.count; row++) if (gone[row] === 0 && children[row] === 0) leaves.push(row);
      leaves.sort((a, b) => this.selfNs[a]! - this.selfNs[b]! || a - b);
      for (const row of leaves.slice(0, Math.max(1, Math.min(left - wanted, leaves.length >> 1)))) {
        const parent = this.parent[row]!;
        for (const { selfNs, samples } of all) {
          if (row >= selfNs.length) continue;
          selfNs[parent]! += selfNs[row]!;
          samples[parent]! += samples[row]!;
        }
        children[parent]! -= 1;
        gone[row] = 1;
        left -= 1;
      }
    }
    this.compact(gone);
  }

  private compact(gone: Uint8Array): void {
    const place = new Int32Array(this.count);
    const all = [this, ...this.marked];
    let next = 0;
    for (let row = 0; row < this.count; row++) {
      if (gone[row] === 1) continue;
      place[row] = next;
      this.parent[next] = row < 2 ? -1 : place[this.parent[row]!]!;
      this.line[next] = this.line[row]!;
      this.live[next] = this.live[row]!;
      for (const { selfNs, samples } of all) {
        selfNs[next] = selfNs[row] ?? 0;
        samples[next] = samples[row] ?? 0;
      }
      next += 1;
    }
    for (const { selfNs, samples } of all) {
      selfNs.fill(0, next);
      samples.fill(0, next);
    }
    this.folded += this.count - next;
    this.count = next;
    this.generation += 1;
    this.rehash(this.table.length);
  }

  private grow(length: number): void {
    this.parent = withRoom(this.parent, length);
    this.line = withRoom(this.line, length);
    this.live = withRoom(this.live, length);
    this.selfNs = withRoom(this.selfNs, length);
    this.samples = withRoom(this.samples, length);
  }

  private rehash(size: number): void {
    this.table = new Int32Array(size);
    for (let row = 2; row < this.count; row++) {
      this.table[this.find(this.parent[row]!, this.line[row]!, this.live[row] as 0 | 1)] = row;
    }
  }

  /** The slot that holds the node, or the free one where it belongs. */
  private find(parent: number, line: number, live: 0 | 1): number {
    const mask = this.table.length - 1;
    let slot = (Math.imul(parent * 2 + live, 0x9e3779b1) ^ Math.imul(line, 0x85ebca6b)) >>> 5 & mask;
    for (;;) {
      const row = this.table[slot]!;
      if (row === 0 || (this.parent[row] === parent && this.line[row] === line && this.live[row] === live)) return slot;
      slot = (slot + 1) & mask;
    }
  }
}
