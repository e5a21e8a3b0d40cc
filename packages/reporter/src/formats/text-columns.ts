/**
 * The columns of the text table: line_profiler's five with its titles and least widths, then ours where they say something.
 *
 * A cell is empty where line_profiler's is: where nothing ran. Hits that cannot be counted are `-`, never 0.
 */
import { type ColumnId, columnIds } from "../options.js";
import { formatCount, formatPercent, formatTime } from "../units.js";
import { type FunctionRow } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";

/** What a cell may need besides its line. */
export interface TableContext {
  /** Of times, in seconds. */
  unit: number;
  /** Total of the function, what % Time is a share of. */
  functionNs: number;
}

/** One column: right-aligned, at least `width` characters wide. */
export interface Column {
  title: string;
  width: number;
  cell(row: LineRow, context: TableContext): string;
  /** Whether heat colours it. */
  heated: boolean;
}

/** Whether anything was seen of the line. */
export function ran(row: LineRow): boolean {
  return (row.hits ?? 0) > 0 || row.totalNs > 0 || row.awaitNs > 0 || row.throws > 0 || row.pending > 0;
}

const standard: readonly Column[] = [
  { title: "Hits", width: 9, heated: false,
    cell: (row) => (row.hits === null ? "-" : ran(row) ? formatCount(row.hits) : "") },
  { title: "Time", width: 12, heated: true,
    cell: (row, { unit }) => (ran(row) ? formatTime(row.totalNs, unit) : "") },
  { title: "Per Hit", width: 8, heated: true,
    cell: (row, { unit }) => (row.hits === null || row.hits === 0 ? "" : formatTime(row.totalNs / row.hits, unit)) },
  { title: "% Time", width: 8, heated: true,
    cell: (row, { functionNs }) => (ran(row) ? formatPercent(row.totalNs, functionNs) : "") },
];

const count = (value: number | null): string => (value === null || value === 0 ? "" : formatCount(value));
const time = (ns: number | null, unit: number): string => (ns === null || ns === 0 ? "" : formatTime(ns, unit));

/** Our columns, and in which files each is worth its room: `error`, `samples` and `probe` only where asked for. */
const extra: Readonly<Record<ColumnId, Column & { worth(row: LineRow): boolean }>> = {
  await: { title: "Await", width: 12, heated: false, worth: (row) => row.awaitNs > 0, cell: (row, { unit }) => time(row.awaitNs, unit) },
  // Where no line calls another, Self would repeat Time.
  self: { title: "Self", width: 12, heated: false, worth: (row) => row.selfNs !== row.totalNs,
    cell: (row, { unit }) => (ran(row) ? formatTime(row.selfNs, unit) : "") },
  throws: { title: "Throws", width: 8, heated: false, worth: (row) => row.throws > 0, cell: (row) => count(row.throws) },
  pending: { title: "Pending", width: 8, heated: false, worth: (row) => row.pending > 0, cell: (row) => count(row.pending) },
  samples: { title: "Samples", width: 9, heated: false, worth: () => false, cell: (row) => count(row.samples) },
  error: { title: "Error", width: 10, heated: false, worth: () => false,
    cell: (row, { unit }) => (ran(row) ? time(row.errorNs, unit) : "") },
  // Of the line's own time: a line that is mostly probe tells more of perline than of itself.
  probe: { title: "% Probe", width: 8, heated: false, worth: () => false,
    cell: (row) => (row.probeNs === null || row.selfNs === 0 ? "" : formatPercent(row.probeNs, row.selfNs)) },
};

/**
 * The columns for a file: line_profiler's, then those asked for, else those that hold something in it.
 *
 * @param file all functions of the file
 */
export function columnsFor(file: readonly FunctionRow[], asked: readonly ColumnId[] | null): Column[] {
  const ids = asked ?? columnIds.filter((id) => file.some((fn) => fn.lines.some((row) => extra[id].worth(row))));
  return [...standard, ...ids.map((id) => extra[id])];
}
