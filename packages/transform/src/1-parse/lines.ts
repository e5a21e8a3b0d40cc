/** Which line of the file a person edits an offset of a text is reported on. */
export interface Lines {
  /** The line of what stands at an offset, above 0 and good for telling lines apart; 0 for code that no line is known of. */
  at(offset: number): number;
  /** The 0-based column, in UTF-16 units, of what stands at an offset whose line is known. */
  column(offset: number): number;
  /** The first offset in a range whose line is known; its start where there is none. */
  firstKnown(start: number, end: number): number;
}

/**
 * The lines of a text that a person wrote: 1-based, with the line terminators of the language (and so of V8's stack traces): LF,
 * CR, CR LF, U+2028 and U+2029.
 */
export class LineIndex implements Lines {
  readonly #starts: number[] = [0];
  /** Index of the line found last: questions come in the order of the text, more or less. */
  #last = 0;

  constructor(text: string) {
    if (/[\r\u2028\u2029]/.test(text)) {
      const terminator = /\r\n|[\n\r\u2028\u2029]/g;
      while (terminator.test(text)) this.#starts.push(terminator.lastIndex);
    } else {
      // As most texts are, and quicker.
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    }
  }

  /** How many lines there are. */
  get count(): number {
    return this.#starts.length;
  }

  /** The offset of a 1-based line's first character; infinite behind the last line. */
  start(line: number): number {
    return this.#starts[line - 1] ?? Infinity;
  }

  at(offset: number): number {
    if (!this.#holds(this.#last, offset)) this.#last = lastAtMost(this.#starts, offset);
    return this.#last + 1;
  }

  column(offset: number): number {
    return offset - (this.#starts[this.at(offset) - 1] ?? 0);
  }

  firstKnown(start: number): number {
    return start;
  }

  #holds(index: number, offset: number): boolean {
    return (this.#starts[index] ?? 0) <= offset && offset < (this.#starts[index + 1] ?? Infinity);
  }
}

/** The index of the last number in an ascending list that is at most `limit`; 0 where none is. */
export function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
