/**
 * What comparers take out of the texts of two runs before they compare them: exactly what rows of the table in README.md ("What the
 * program could notice") allow to differ, and what differs between any two runs of a program.
 */

/** By the first cell of a row: what that row allows, taken out of a text. */
export const differences = {
  /** Columns; lines, files and functions stay. */
  "stack traces": (text: string): string => text.replace(/(:\d+):\d+\b/g, "$1"),
  /** The line of source under the place of an uncaught error, and the mark under that. */
  "uncaught errors": (text: string): string => text.replace(/^(\S*:\d+)\n.*\n\s*\^+$/gm, "$1"),
} as const;

/** A text without what some rows allow to differ, and without numbers of processes. */
export function without(rows: readonly (keyof typeof differences)[], text: string): string {
  return rows.reduce((rest, row) => differences[row](rest), text).replace(/\(node:\d+\)/g, "(node)");
}
