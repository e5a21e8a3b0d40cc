/**
 * Where the text printer has inserted something, as the marks tell, and where the rest of its output stood in the text.
 */
import { markedPieces } from "./text.js";

/** Offsets of a printed text, in UTF-16 units. */
export class InsertedPieces {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** For each piece how much stands inserted up to its end. */
  readonly #sums: number[] = [];

  /** Takes what the text printer gave. */
  constructor(code: string) {
    let sum = 0;
    for (const { start, end } of markedPieces(code)) {
      sum += end - start;
      this.#starts.push(start);
      this.#ends.push(end);
      this.#sums.push(sum);
    }
  }

  /** Whether what stands at an offset was inserted. */
  has(offset: number): boolean {
    return offset < (this.#ends[this.#before(offset + 1) - 1] ?? 0);
  }

  /** Whether something was inserted from one offset up to another. */
  between(start: number, end: number): boolean {
    return this.#before(start) !== this.#before(end);
  }

  /** The same place in the text without what was inserted. */
  original(offset: number): number {
    const last = this.#before(offset) - 1;
    if (last < 0) return offset;
    const within = Math.max(0, this.#ends[last]! - offset);
    return offset + within - this.#sums[last]!;
  }

  /** How many pieces begin before an offset. */
  #before(offset: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
