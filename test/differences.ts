/**
 * What comparers take out of the texts of two runs before they compare them: exactly what rows of the table in README.md ("What the
 * program could notice") allow to differ, what differs between any two runs of a program, and what perline itself says.
 */

/** By the first cell of a row: what that row allows, taken out of a text. */
export const differences = {
  /** Durations: with a unit, or behind a name that has one; and whether a test runner knew them before. */
  "time": (text: string): string => text.replace(/\(?\b\d+(\.\d+)? ?m?s\b\)?(, estimated)?|\b(duration_ms:?) [\d.]+/g, "$3"),
  /** Columns; lines, files and functions stay. */
  "stack traces": (text: string): string => text.replace(/(:\d+):\d+\b/g, "$1"),
  /** The line of source under the place of an uncaught error, and the mark under that. */
  "uncaught errors": (text: string): string => text.replace(/^(\S*:\d+)\n.*\n\s*\^+$/gm, "$1"),
} as const;

/** A text without what some rows allow to differ, and without numbers of processes and times of the day. */
export function without(rows: readonly (keyof typeof differences)[], text: string): string {
  return rows.reduce((rest, row) => differences[row](rest), text).replace(/\(node:\d+\)/g, "(node)").replace(/\b\d\d:\d\d:\d\d\b/g, "");
}

/** What stands at the start of each line that the outer process says on stderr, and nothing of the program's in these tests. */
const ours = "perline: ";

/** What perline said on stderr, a line each, without its name. */
export function saidByPerline(stderr: string): string[] {
  return stderr.split("\n").filter((line) => line.startsWith(ours)).map((line) => line.slice(ours.length));
}

/** What the program said on stderr. */
export function saidByProgram(stderr: string): string {
  return stderr.split("\n").filter((line) => !line.startsWith(ours)).join("\n");
}
