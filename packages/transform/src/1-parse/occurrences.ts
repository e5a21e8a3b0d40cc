/** Where something is written in a text: what is not written in a node's range is nowhere in its tree, and need not be looked for. */
import type { Node } from "@babel/types";
import { lastAtMost } from "./lines.js";

export class Occurrences {
  /** Behind each, ascending. */
  readonly #ends: number[] = [];
  /** Index of the one found last: questions come in the order of the text, more or less. */
  #last = 0;

  /** `written`: a global expression. */
  constructor(text: string, written: RegExp) {
    while (written.test(text)) this.#ends.push(written.lastIndex);
  }

  /** Whether there is one in a node's range. */
  isIn({ start, end }: Node): boolean {
    const limit = end ?? 0;
    if (!this.#isLast(limit)) this.#last = lastAtMost(this.#ends, limit);
    const last = this.#ends[this.#last] ?? 0;
    return last > (start ?? 0) && last <= limit;
  }

  #isLast(limit: number): boolean {
    return (this.#ends[this.#last] ?? Infinity) <= limit && limit < (this.#ends[this.#last + 1] ?? Infinity);
  }
}
