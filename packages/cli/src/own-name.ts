/** What a text calls itself in stack traces: V8 takes the last `//# sourceURL=` comment whose value holds no blanks or quotes. */
import { lastIndexOf, slice, startsWith } from "@perline/transform/primitives";
import { endsLine, isBlank, unitAt } from "./text-units.js";

const key = "sourceURL=";

/** The name that a text gives itself; null for none. */
export function ownNameOf(code: string): string | null {
  for (let at = lastIndexOf(code, key, code.length); at >= 0; at = lastIndexOf(code, key, at - 1)) {
    const name = isComment(slice(code, at > 4 ? at - 4 : 0, at)) ? valueAt(code, at + key.length) : "";
    if (name !== "") return name;
  }
  return null;
}

/** Whether what stands before the key makes a comment of it that V8 looks at. */
function isComment(before: string): boolean {
  return (startsWith(before, "//#") || startsWith(before, "//@")) && isGap(unitAt(before, 3));
}

/** The value that begins at an index, behind blanks; empty where its line holds more. */
function valueAt(code: string, index: number): string {
  const start = afterGap(code, index);
  let end = start;
  while (!isBlank(unitAt(code, end)) && code[end] !== "'" && code[end] !== "\"") end++;
  return endsLine(unitAt(code, afterGap(code, end))) ? slice(code, start, end) : "";
}

/** Where blanks of a line end that begin at an index. */
function afterGap(code: string, index: number): number {
  let end = index;
  while (isGap(unitAt(code, end))) end++;
  return end;
}

function isGap(unit: string): boolean {
  return unit === " " || unit === "\t";
}
