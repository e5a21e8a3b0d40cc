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

/** Source of a file as the table shows it. */
export interface ShownSource {
  /** Coloured already, if at all; line 1 is item 0. Empty where the text was kept out. */
  lines: readonly string[];
  colours: Colours;
}

/** Stretches without a figure longer than this, in lines, are folded. */
const longestStretch = 20;
/** What is kept of a folded stretch: its first and its last lines. */
const keptBefore = 3;
const keptAfter = 2;

/** A line of the table: of the source, or a fold of some. */
export interface TableLine {
  number: string;
  row: LineRow | undefined;
  text: string;
}

/** The lines of the function's source, each with its row; without source only those that have one. */
export function tableLines(fn: FunctionRow, source: readonly string[]): TableLine[] {
  const rows = new Map(fn.lines.map((row) => [row.line, row]));
  const numbers = new Set(rows.keys());
  for (let line = fn.line; line <= Math.min(fn.endLine, source.length); line++) numbers.add(line);
  return [...numbers].toSorted((a, b) => a - b)
    .map((line) => ({ number: String(line), row: rows.get(line), text: source[line - 1] ?? "" }));
}

/** The lines, with long stretches without a figure folded. */
export function foldStretches(lines: readonly TableLine[]): TableLine[] {
  const folded: TableLine[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && lines[end]?.row === undefined) end++;
    if (end - start > longestStretch) {
      const [from, to] = [start + keptBefore, end - keptAfter];
      const text = `... ${countOf(to - from, "line")} without a figure of this function ...`;
      folded.push(...lines.slice(start, from), { number: "...", row: undefined, text }, ...lines.slice(to, end));
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
  const lines = foldStretches(tableLines(fn, source.lines));
  const cells = lines.map(({ row }) => columns.map((column) => (row === undefined ? "" : column.cell(row, context))));
  const widths = columns.map(({ width }, i) => cells.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), width));
  const numberWidth = lines.reduce((most, { number }) => Math.max(most, number.length), 6);
  const join = (number: string, row: readonly string[], text: string): string => [number.padStart(numberWidth), ...row, ` ${text}`].join(" ").trimEnd();
  const padded = (row: readonly string[]): string[] => row.map((cell, i) => cell.padStart(widths[i] ?? 0));

  const header = join("Line #", padded(columns.map(({ title }) => title)), "Line Contents");
  const body = lines.map(({ number, row, text }, n) => {
    const share = context.functionNs === 0 ? 0 : (100 * (row?.times?.totalNs ?? 0)) / context.functionNs;
    const warm = heat(source.colours, share);
    const warmed = padded(cells[n] ?? []).map((cell, i) => (columns[i]?.heated === true && cell.trim() !== "" ? warm(cell) : cell));
    return join(number, warmed, text);
  });
  return [header, "=".repeat(header.length), ...body].join("\n");
}
