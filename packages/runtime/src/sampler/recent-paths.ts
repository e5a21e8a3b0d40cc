/**
 * The stacks of the last samples, in a ring: what is known of the time just before a gap.
 *
 * Samples that saw the innermost line stand still for much longer than lines usually do are left out: the system had put the
 * program aside, and where it happened to stand then says nothing about what it does when it runs.
 */
import { copyFrames } from "./frames.js";

/** Stacks kept: at the densest, some 16 ms. */
const kept = 1024;
/** Deeper stacks are not kept: copying them would take the time that samples need. */
const deepest = 64;
/** A line that is seen so many times longer in a row than usual stands still. */
const standingFactor = 4;
/** How quickly the usual number follows the samples. */
const learning = 1 / 16;

export class RecentPaths {
  private readonly paths = new Int32Array(kept * (deepest + 1));
  private readonly depths = new Int32Array(kept);
  private readonly asked = new Int32Array(deepest + 1);
  private pushed = 0;
  /** The innermost position of the last sample, the samples in a row that saw it there, and how many usually do. */
  private place = 0;
  private inRow = 1;
  private usual = 1;

  /** Keeps `path[1..depth]`. A deep stack forgets all that came before it. */
  push(path: Int32Array, depth: number): void {
    if (depth > deepest) return this.forget();
    if (depth > 0 && this.standsStill(path[depth]!)) return;
    const at = this.pushed % kept;
    const before = at * (deepest + 1);
    for (let index = 1; index <= depth; index++) this.paths[before + index] = path[index]!;
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

  /** The stack of so many samples ago, the last one being 1: a copy, good until the next is asked for. */
  path(ago: number): Int32Array {
    const at = (this.pushed - ago) % kept;
    copyFrames(this.paths, { at: at * (deepest + 1) + 1, depth: this.depths[at]! }, this.asked);
    return this.asked;
  }

  /** Its depth. */
  depth(ago: number): number {
    return this.depths[(this.pushed - ago) % kept]!;
  }

  /** Whether that innermost position is where the program has been standing still. */
  standsAt(place: number): boolean {
    return place === this.place && this.inRow > standingFactor * this.usual;
  }

  private standsStill(place: number): boolean {
    if (place === this.place) {
      this.inRow += 1;
      return this.standsAt(place);
    }
    this.usual += (Math.min(this.inRow, 2 * standingFactor * this.usual) - this.usual) * learning;
    this.place = place;
    this.inRow = 1;
    return false;
  }
}
