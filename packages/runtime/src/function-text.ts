/**
 * Function text as the person wrote it: `Function.prototype.toString` takes out what was inserted.
 *
 * Inserted pieces stand between two marks, behind a blank of ours where a division stands before. A function's text begins in
 * its own source and may end within a piece (the braces put around the body of an arrow), so a last piece without a second mark
 * goes to the end.
 */
import { mark } from "./vocabulary.js";

const { apply } = Reflect;
const indexOf: (this: string, part: string, from: number) => number = Reflect.get(String.prototype, "indexOf");
const slice: (this: string, from: number, to?: number) => string = Reflect.get(String.prototype, "slice");

/** What the text printer puts between a division and a mark, which would make a comment together. */
const gap = "\u00a0";

/** Where a piece begins whose mark stands at `open`. */
function beginOf(text: string, open: number): number {
  return text[open - 1] === gap && text[open - 2] === "/" ? open - 1 : open;
}

/** The text without its marked pieces. */
export function withoutMarked(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const open = apply(indexOf, text, [mark, from]);
    if (open < 0) return from === 0 ? text : result + apply(slice, text, [from]);
    result += apply(slice, text, [from, beginOf(text, open)]);
    const close = apply(indexOf, text, [mark, open + mark.length]);
    if (close < 0) return result;
    from = close + mark.length;
  }
}

/** Puts the restoring `toString` in place: same name, length, attributes, and native text of its own. */
export function restoreFunctionText(): void {
  const native: (this: unknown) => string = Reflect.get(Function.prototype, "toString");
  // A method has no prototype and cannot be constructed, like the native one.
  const holder = {
    toString(this: unknown): string {
      return this === holder.toString ? apply(native, native, []) : withoutMarked(apply(native, this, []));
    },
  };
  Object.defineProperty(Function.prototype, "toString", {
    value: Reflect.get(holder, "toString"), writable: true, enumerable: false, configurable: true,
  });
}
