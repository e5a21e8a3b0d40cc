/** Where something is written in a text: what is not written in a node's range is nowhere in its tree, and need not be looked for. */
import type { Node } from "@babel/types";
import { lastAtMost } from "./lines.js";

export class Occurrences {
  /** Behind each, ascending. */
  readonly #ends: number[] = [];

  /** `written`: a global expression. */
  constructor(text: string, written: RegExp) {
    while (written.test(text)) this.#ends.push(written.lastIndex);
  }

  /** Whether there is one in a node's range. */
  isIn({ start, end }: Node): boolean {
    const last = this.#ends[lastAtMost(this.#ends, end ?? 0)] ?? 0;
    return last > (start ?? 0) && last <= (end ?? 0);
  }
}
