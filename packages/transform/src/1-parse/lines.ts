/**
 * Offsets to line numbers, with the line terminators of the language (and so of V8's stack traces): LF, CR, CR LF, U+2028
 * and U+2029.
 */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    const terminator = /\r\n|[\n\r\u2028\u2029]/g;
    while (terminator.test(text)) this.#starts.push(terminator.lastIndex);
  }

  /** The 1-based line that holds an offset. */
  at(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The 0-based column of an offset, in UTF-16 units. */
  column(offset: number): number {
    return offset - (this.#starts[this.at(offset) - 1] ?? 0);
  }
}
