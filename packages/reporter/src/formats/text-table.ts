/**
 * The table of one function: its source, line by line, with the figures of each: rows, then widths, then text.
 *
 * A column is as wide as its widest cell. Colour comes last and changes no width. A long stretch without a figure (other
 * functions, a licence, a table of data) is folded in the middle, and the fold says how long it was.
 */
import { countOf } from "../units.js";
import { type FunctionRow } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";
import { type Colours, heat } from "./colours.js";
import { type Column, type TableContext } from "./text-columns.js";

/** Source of a file by line: what is measured and what is shown may differ by colour. */
export interface ShownSource {
  /** Line 1 is item 0; empty where the text was kept out. */
  lines: readonly string[];
  colours: Colours;
}

/** Stretches without a figure longer than this, in lines, are folded. */
const longestStretch = 20;
/** What is kept of a folded stretch: its first and its last lines. */
const keptBefore = 3;
const keptAfter = 2;

/** A line of the table: of the source, or a fold of some. */
type TableLine = { line: number; row: LineRow | undefined } | { folded: number };

/** The lines of the function's source, each with its row; without source only those that have one. */
function tableLines(fn: FunctionRow, sourceLines: number): TableLine[] {
  const rows = new Map(fn.lines.map((row) => [row.line, row]));
  const numbers = new Set(rows.keys());
  for (let line = fn.line; line <= Math.min(fn.endLine, sourceLines); line++) numbers.add(line);
  return foldStretches([...numbers].toSorted((a, b) => a - b).map((line) => ({ line, row: rows.get(line) })));
}

function foldStretches(lines: readonly { line: number; row: LineRow | undefined }[]): TableLine[] {
  const folded: TableLine[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && lines[end]?.row === undefined) end++;
    if (end - start > longestStretch) {
      const [from, to] = [start + keptBefore, end - keptAfter];
      folded.push(...lines.slice(start, from), { folded: to - from }, ...lines.slice(to, end));
    } else {
      folded.push(...lines.slice(start, end));
    }
    folded.push(...lines.slice(end, end + 1));
    start = end + 1;
  }
  return folded;
}

/** The header, the rule below it, and a line for each line of the function; the last ends without a line break. */
export function functionTable(fn: FunctionRow, columns: readonly Column[], { source, context }: {
  source: ShownSource;
  context: TableContext;
}): string {
  const lines = tableLines(fn, source.lines.length);
  const cells = lines.map((line) => {
    const row = "row" in line ? line.row : undefined;
    return columns.map((column) => (row === undefined ? "" : column.cell(row, context)));
  });
  const widths = columns.map(({ width }, i) => cells.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), width));
  const numberWidth = lines.reduce((most, line) => ("line" in line ? Math.max(most, String(line.line).length) : most), 6);
  const header = ["Line #".padStart(numberWidth), ...columns.map(({ title }, i) => title.padStart(widths[i] ?? 0)), " Line Contents"].join(" ");
  const body = lines.map((line, n) => {
    const share = "row" in line && context.functionNs > 0 ? (100 * (line.row?.totalNs ?? 0)) / context.functionNs : 0;
    const warm = heat(source.colours, share);
    const padded = columns.map((column, i) => {
      const text = (cells[n]?.[i] ?? "").padStart(widths[i] ?? 0);
      return column.heated && text.trim() !== "" ? warm(text) : text;
    });
    const number = "line" in line ? String(line.line) : "...";
    const text = "line" in line ? (source.lines[line.line - 1] ?? "") : `... ${countOf(line.folded, "line")} without a figure of this function ...`;
    return [number.padStart(numberWidth), ...padded, ` ${text}`].join(" ");
  });
  return [header, "=".repeat(header.length), ...body].join("\n");
}
