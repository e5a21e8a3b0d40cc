/**
 * Function text as the person wrote it: `Function.prototype.toString` takes out what was inserted.
 *
 * Inserted pieces stand between two marks, behind a blank of ours where a division stands before. A function's text begins in
 * its own source and may end within a piece (the braces put around the body of an arrow), so a last piece without a second mark
 * goes to the end.
 */
import { compileFunction } from "node:vm";
// Loaded here: it takes what is replaced below.
import { lone } from "./lone.js";
import "./native-text.js";
import type { nativeText } from "./native-text.js";
import { printedText } from "./printed-text.js";
import { originalOf } from "./stand-in.js";
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

/** The text of a function as it was written, from the one that runs. */
function bareText(text: string): string {
  return printedText(withoutMarked(text));
}

/**
 * Makes a realm's restoring `toString`; compiled in the realm, since it is a function of its own there. A method has no prototype
 * and cannot be constructed, like the native one.
 */
const making = `"use strict";
const holder = {
  toString() {
    return this === holder.toString ? apply(native, native, []) : bareText(apply(native, originalOf(this), []));
  },
};
return holder.toString;`;

type NativeText = typeof nativeText;
type Make = (native: NativeText, ...helpers: [typeof apply, typeof bareText, typeof originalOf]) => NativeText;

// Taken before user code can replace them.
const compile = compileFunction;
const { defineProperty, get, getPrototypeOf } = Reflect;

/** Puts the restoring `toString` in place, in this realm or a context of `node:vm`: same name, length, attributes, and native text. */
export function restoreFunctionText(context?: object): void {
  const place = { filename: __filename, ...(context === undefined ? {} : { parsingContext: context }) };
  const make = compile(making, ["native", "apply", "bareText", "originalOf"], place) as Make;
  // The realm's own `Function.prototype`, whatever its global object calls `Function`.
  const prototype = getPrototypeOf(make) ?? make;
  const value = make(get(prototype, "toString") as NativeText, apply, bareText, originalOf);
  defineProperty(prototype, "toString", lone({ value, writable: true, enumerable: false, configurable: true }));
}
