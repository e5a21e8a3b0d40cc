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

/** What a probe's id follows, first of all that is inserted in a function or class, at once or behind a frame and a comma. */
const openers = [`${abi.count}(`, `${abi.enter}(`, `${abi.open}(`, `${abi.line}(`];

/** The first probe id in a text; NaN where it has none. */
function firstId(text: string): number {
  let first = text.length;
  let from = first;
  for (let index = 0; index < openers.length; index++) {
    const opener = openers[index]!;
    const at = apply(indexOf, text, [opener, 0]);
    if (at < 0 || at > first) continue;
    first = at;
    from = index === openers.length - 1 ? apply(indexOf, text, [",", at]) + 1 : at + opener.length;
  }
  return parse(apply(slice, text, [from]), 10);
}

/** The bare text of a function that was printed; the text itself where it is none. */
export function printedText(text: string): string {
  const known = texts[`${firstId(text)}:${text.length}`];
  return known === undefined ? text : apply(slice, known.bare, [known.start, known.end]);
}
