/** Answers as tables with heads, for a terminal. Sizes are in bytes, every digit of them. */
import { visible } from "@perline/format";
import type { GrowthRow } from "../views/growth.js";
import type { HolderRow } from "../views/references.js";
import type { TypeRow } from "../views/types.js";

/** Types with their counts and sizes. */
export function typesTable(rows: readonly TypeRow[]): string {
  return table(["Type", "Count", "Shallow B", "Retained B"], rows.map((row) => [row.type, row.count, row.shallowBytes, row.retainedBytes]));
}

/** Types that have grown, with what there is of them and by how much it is more. */
export function growthTable(rows: readonly GrowthRow[]): string {
  const cells = rows.map(({ type, count, growth, growthBytes }) => [type, count, `+${growth}`, growthBytes < 0 ? growthBytes : `+${growthBytes}`]);
  return table(["Type", "Count", "Growth", "Growth B"], cells);
}

/** By what objects are held, with how many of them are. */
export function holdersTable(rows: readonly HolderRow[]): string {
  return table(["Held by", "Objects"], rows.map(({ by, type, count }) => [`${by} of ${type}`, count]));
}

/** The first column is text, the others are numbers. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => visible(String(cell))));
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => row
    .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
    .join("  ");
  const rule = "=".repeat(line(head).length);
  return [line(head), rule, ...cells.map(line)].map((text) => `${text}\n`).join("");
}
