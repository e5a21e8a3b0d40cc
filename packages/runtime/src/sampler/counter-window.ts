/**
 * The counters around the place where the program runs, copied at each look: so a gap between two looks can be told by how often
 * the program arrived where in it. A window of them, since one copy of neighbours is quicker than a handful of single reads.
 */
import type { ThreadMemory } from "../memory.js";
import { uncountedIntegers, uncountedNumbers } from "../uncounted.js";
import type { Arrivals } from "./arrivals.js";

/** Counters in a window. */
const width = 32;
/** Where the place that it is laid around stands in it. */
const before = 8;

export class CounterWindow implements Arrivals {
  first = 1;
  private window: ThreadMemory["hits"];
  /** Where the window of the next look begins. */
  private start = 1;
  /** By row: where its window begins, and what stood in it. Row 0 is the look before the first. */
  private readonly starts: Float64Array;
  private readonly rows: ThreadMemory["hits"];
  /** The rows that are asked about: of a look, and of one before it. */
  private row = 0;
  private rowBefore = 0;

  /** `hits`: counters by place. `looks`: how many there are at most until {@link restart}. */
  constructor(private readonly hits: ThreadMemory["hits"], looks: number) {
    this.starts = uncountedNumbers(looks + 1);
    // Of the same kind, so that a copy is one of bytes.
    this.rows = (hits instanceof Float64Array ? uncountedNumbers : uncountedIntegers)((looks + 1) * width);
    this.window = hits.subarray(1, 1 + width);
  }

  get end(): number {
    return this.first + width;
  }

  /** Copies the counters, for the look of that number, from 0 on. */
  copy(look: number): void {
    this.rows.set(this.window, (look + 1) * width);
    this.starts[look + 1] = this.start;
  }

  /** From the next look on the window is one that has this place in it. */
  include(place: number): void {
    if (place >= this.start && place < this.start + width) return;
    this.start = Math.max(1, Math.min(place - before, this.hits.length - width));
    this.window = this.hits.subarray(this.start, this.start + width);
  }

  /** Asks about what came between looks of these numbers; -1 is the last one before {@link restart}. */
  turnTo(look: number, before: number): void {
    this.row = look + 1;
    this.rowBefore = before + 1;
    this.first = this.starts[this.row]!;
  }

  /** Whether the window of one look is not that of the other. */
  get moved(): boolean {
    return this.starts[this.rowBefore] !== this.first;
  }

  at(place: number): number {
    const index = place - this.first;
    if (this.moved || index < 0 || index >= width) return Number.NaN;
    // Counters may have gone round.
    const arrived = this.rows[this.row * width + index]! - this.rows[this.rowBefore * width + index]!;
    return arrived < 0 ? arrived + 2 ** 32 : arrived;
  }

  /** Numbers begin at 0 again: the look of that number was the last. */
  restart(look: number): void {
    this.starts[0] = this.starts[look + 1]!;
    this.rows.copyWithin(0, (look + 1) * width, (look + 2) * width);
  }
}
