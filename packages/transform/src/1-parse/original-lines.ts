/**
 * The lines of a compiled text: those of the originals that its source map leads to.
 *
 * A line is told by a number of its own, whichever original it is in, so that planning can compare lines as it does in any text.
 * A map says what stands from one position up to the next on the same line; what it says nothing of, and what leads to an
 * original that is not profiled, is on no line. The map is not trusted: positions outside of the texts count as not there.
 */
import { lastAtMost, LineIndex, type Lines } from "./lines.js";

/** A file that a compiled text was made from. */
export interface Original {
  /** Relative to the profile's root, with forward slashes. */
  path: string;
  /** Null where neither the map nor the disk has it. */
  text: string | null;
  /** Restricts to functions whose name it accepts; absent: all. */
  acceptsFunction?: (name: string) => boolean;
}

/** What stands from a column of a compiled line on: index of the original, its line and column, all 0-based; or nothing known. */
export type MapSegment = readonly number[];

/** A source map, as far as it matters here. */
export interface Originals {
  /** By line of the compiled text, each in ascending order of columns. */
  mappings: readonly (readonly MapSegment[])[];
  /** By the map's index of sources; null for one that is not profiled. One object for each file. */
  files: readonly (Original | null)[];
}

/** A line of an original. */
export interface OriginalLine {
  original: Original;
  /** 1-based. */
  line: number;
}

/** More lines than any original has. */
const lineLimit = 2 ** 26;

export class OriginalLines implements Lines {
  /** Lines by their numbers; number 0 is none. */
  readonly #lines: OriginalLine[] = [];
  /** Offsets of the compiled text at which another position begins, in ascending order; for each its line's number and column. */
  readonly #offsets: number[] = [0];
  readonly #numbers: number[] = [0];
  readonly #columns: number[] = [0];
  readonly #wanted: boolean;
  readonly #lineCounts = new Map<Original, number>();

  /** `begin`: the offset in the first line from which the map counts its columns, where a tool has put something in front. */
  constructor(text: string, { mappings, files }: Originals, begin = 0) {
    this.#wanted = files.some((original) => original !== null);
    const compiled = new LineIndex(text);
    const known = new Map<Original, Map<number, number>>();
    const numberOf = ([, index = -1, line = -1]: MapSegment): number => {
      const original = files[index] ?? null;
      if (original === null || !(line >= 0 && line < this.lineCount(original))) return 0;
      const numbers = known.get(original) ?? new Map<number, number>();
      known.set(original, numbers);
      const number = numbers.get(line) ?? this.#lines.push({ original, line: line + 1 });
      numbers.set(line, number);
      return number;
    };
    for (let line = 1; line <= compiled.count; line++) {
      const [lineStart, end] = [compiled.start(line), Math.min(compiled.start(line + 1), text.length)];
      const start = line === 1 ? begin : lineStart;
      this.#begin(lineStart, 0, 0);
      for (const segment of mappings[line - 1] ?? []) {
        const [column = -1, , , originalColumn = 0] = segment;
        if (!(column >= 0 && start + column < end)) continue;
        this.#begin(start + column, numberOf(segment), originalColumn > 0 ? originalColumn : 0);
      }
    }
  }

  /** Whether no position of the text leads to a line of an original, though there are some. */
  get leadsNowhere(): boolean {
    return this.#wanted && this.#lines.length === 0;
  }

  at(offset: number): number {
    return this.#numbers[lastAtMost(this.#offsets, offset)] ?? 0;
  }

  column(offset: number): number {
    return this.#columns[lastAtMost(this.#offsets, offset)] ?? 0;
  }

  firstKnown(start: number, end: number): number {
    for (let index = lastAtMost(this.#offsets, start); index < this.#offsets.length; index++) {
      const offset = Math.max(start, this.#offsets[index] ?? 0);
      if (offset >= end) break;
      if (this.#numbers[index] !== 0) return offset;
    }
    return start;
  }

  /** Whether a function of that name is wanted where the line of a number is. */
  accepts(name: string, number: number): boolean {
    return this.line(number)?.original.acceptsFunction?.(name) ?? true;
  }

  /** The line of a number; null for 0. */
  line(number: number): OriginalLine | null {
    return this.#lines[number - 1] ?? null;
  }

  /** How many lines an original has; as many as there can be where its text is not known. */
  lineCount(original: Original): number {
    const count = this.#lineCounts.get(original) ?? (original.text === null ? lineLimit : new LineIndex(original.text).count);
    this.#lineCounts.set(original, count);
    return count;
  }

  /** From an offset on the text stands elsewhere. Nowhere after nowhere is no news, so that looking ahead takes two steps at most. */
  #begin(offset: number, number: number, column: number): void {
    const last = this.#offsets.length - 1;
    if (number === 0 && this.#numbers[last] === 0) return;
    if (this.#offsets[last] === offset) {
      this.#numbers[last] = number;
      this.#columns[last] = column;
      return;
    }
    this.#offsets.push(offset);
    this.#numbers.push(number);
    this.#columns.push(column);
  }
}
