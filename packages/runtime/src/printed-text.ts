/**
 * The text of functions of TypeScript that was printed: each source hands over its bare print and where in it its functions are,
 * by the first probe id and the length of the text that runs.
 */
import { abi } from "./vocabulary.js";

const { apply } = Reflect;
const indexOf: (this: string, part: string, from: number) => number = Reflect.get(String.prototype, "indexOf");
const slice: (this: string, from: number, to?: number) => string = Reflect.get(String.prototype, "slice");
const parse = Number.parseInt;

/** Numbers for each function: first id and length of the text that runs, start and end of the bare one. */
const columns = 4;

/** By first id and length. */
const texts: Record<string, { bare: string; start: number; end: number }> = Object.create(null) as typeof texts;

/** Takes what a source hands over; see `texts` in the format package's abi.ts. */
export function keepTexts(bare: string, table: readonly number[]): void {
  for (let row = 0; row < table.length; row += columns) {
    texts[`${table[row]!}:${table[row + 1]!}`] = { bare, start: table[row + 2]!, end: table[row + 3]! };
  }
}

/** The bare text of a function that was printed; the text itself where it is none. */
export function printedText(text: string): string {
  const hit = apply(indexOf, text, [`${abi.hits}[`, 0]);
  const line = apply(indexOf, text, [`${abi.line}(`, 0]);
  if (hit < 0 && line < 0) return text;
  const from = line < 0 || (hit >= 0 && hit < line) ? hit + abi.hits.length : apply(indexOf, text, [",", line]);
  const known = texts[`${parse(apply(slice, text, [from + 1]), 10)}:${text.length}`];
  return known === undefined ? text : apply(slice, known.bare, [known.start, known.end]);
}
