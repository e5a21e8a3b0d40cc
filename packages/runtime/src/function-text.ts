/**
 * Function text as the person wrote it: `Function.prototype.toString` takes out what was inserted.
 *
 * Inserted pieces stand between two marks. A function's text begins in its own source and may end within a piece (the
 * braces put around the body of an arrow), so a last piece without a second mark goes to the end.
 */
import { mark } from "./vocabulary.js";

const { apply } = Reflect;
const { indexOf, slice } = String.prototype;

/** The text without its marked pieces. */
export function withoutMarked(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const open: number = apply(indexOf, text, [mark, from]);
    if (open < 0) return from === 0 ? text : result + (apply(slice, text, [from]) as string);
    result += apply(slice, text, [from, open]) as string;
    const close: number = apply(indexOf, text, [mark, open + mark.length]);
    if (close < 0) return result;
    from = close + mark.length;
  }
}

/** Puts the restoring `toString` in place: same name, length, attributes, and native text of its own. */
export function restoreFunctionText(): void {
  // eslint has a rule against unbound methods; this one is bound at each call by `apply`.
  const native = Reflect.get(Function.prototype, "toString") as (this: unknown) => string;
  const { toString } = {
    toString(this: unknown): string {
      return this === toString ? apply(native, native, []) : withoutMarked(apply(native, this, []));
    },
  };
  Object.defineProperty(Function.prototype, "toString", { value: toString, writable: true, enumerable: false, configurable: true });
}
