/** The stacks of the last samples, in a ring: what is known of the time just before a gap. */

/** Stacks kept: at the densest, some 4 ms. */
const kept = 256;
/** Deeper stacks are not kept: copying them would take the time that samples need. */
const deepest = 64;

export class RecentPaths {
  private readonly rows = Array.from({ length: kept }, () => new Int32Array(deepest + 1));
  private readonly depths = new Int32Array(kept);
  private pushed = 0;

  /** Keeps `path[1..depth]`. A deep stack forgets all that came before it. */
  push(path: Int32Array, depth: number): void {
    if (depth > deepest) return this.forget();
    const at = this.pushed % kept;
    const row = this.rows[at]!;
    for (let index = 1; index <= depth; index++) row[index] = path[index]!;
    this.depths[at] = depth;
    this.pushed += 1;
  }

  /** Nothing of what was is known any more. */
  forget(): void {
    this.pushed = 0;
  }

  /** How many of the last `wanted` stacks are known. */
  count(wanted: number): number {
    return Math.min(wanted, kept, this.pushed);
  }

  /** The stack of so many samples ago, the last one being 1. */
  path(ago: number): Int32Array {
    return this.rows[(this.pushed - ago) % kept]!;
  }

  /** Its depth. */
  depth(ago: number): number {
    return this.depths[(this.pushed - ago) % kept]!;
  }
}
