/**
 * Methods of strings for code that runs while the program does: taken before user code, which may replace them or count their
 * calls. For the same reason that code iterates by index alone; and it matches nothing, since each match shows in `RegExp.$1`.
 */
type Find = (this: string, part: string, from: number) => number;

const { apply } = Reflect;
const nativeIndexOf: Find = Reflect.get(String.prototype, "indexOf");
const nativeLastIndexOf: Find = Reflect.get(String.prototype, "lastIndexOf");
const nativeSlice: (this: string, from: number, to?: number) => string = Reflect.get(String.prototype, "slice");
const nativeTrim: (this: string) => string = Reflect.get(String.prototype, "trim");

/** Where a part stands first, from an index on; negative where it does not. */
export function indexOf(text: string, part: string, from = 0): number {
  return apply(nativeIndexOf, text, [part, from]);
}

/** Where a part stands last, starting at an index at most; negative where it does not. */
export function lastIndexOf(text: string, part: string, from: number): number {
  return from < 0 ? -1 : apply(nativeLastIndexOf, text, [part, from]);
}

/** The text from one index to before another, or to its end; negative ones count from there. */
export function slice(text: string, from: number, to = text.length): string {
  return apply(nativeSlice, text, [from, to]);
}

/** Whether a text holds a part. */
export function includes(text: string, part: string): boolean {
  return indexOf(text, part) >= 0;
}

/** Whether a text begins with a part. */
export function startsWith(text: string, part: string): boolean {
  return slice(text, 0, part.length) === part;
}

/** The unit at an index; empty outside the text. */
export function unitAt(text: string, index: number): string {
  return index >= 0 && index < text.length ? text[index]! : "";
}

/** Whether a unit is what `\s` matches; also outside a text. */
export function isBlank(unit: string): boolean {
  return apply(nativeTrim, unit, []) === "";
}

/** Whether a unit is a decimal digit. */
export function isDigit(unit: string): boolean {
  return unit >= "0" && unit <= "9";
}

/** Whether a line ends at a unit; also outside a text. */
export function endsLine(unit: string): boolean {
  return unit === "\n" || unit === "\r" || unit === "\u2028" || unit === "\u2029" || unit === "";
}
