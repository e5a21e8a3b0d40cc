/** What single units of a text are: for code that looks at texts while the program runs, and matches nothing; see primitives.ts. */
import { trim } from "@perline/transform/primitives";

/** The unit at an index; empty outside the text. */
export function unitAt(text: string, index: number): string {
  return index >= 0 && index < text.length ? text[index]! : "";
}

/** Whether a unit is what `\s` matches; also outside a text. */
export function isBlank(unit: string): boolean {
  return trim(unit) === "";
}

/** Whether a unit is a decimal digit. */
export function isDigit(unit: string): boolean {
  return unit >= "0" && unit <= "9";
}

/** Whether a line ends at a unit; also outside a text. */
export function endsLine(unit: string): boolean {
  return unit === "\n" || unit === "\r" || unit === "\u2028" || unit === "\u2029" || unit === "";
}
