/**
 * The columns of the text table: line_profiler's five with its titles and least widths, then ours where they say something.
 *
 * A cell is empty where line_profiler's is: where nothing ran. Hits that cannot be counted are `-`, never 0. Where no time was
 * measured there is the column of hits alone.
 */
import { type ColumnId, columnIds } from "../options.js";
import { formatCount, formatPercent, formatTime } from "../units.js";
import { type FunctionRow } from "../views/functions.js";
import { type LineRow, type LineTimes } from "../views/lines.js";
import { hasRemovedObjects, type LineMemory } from "../views/memory.js";

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
function ran({ hits, times }: LineRow): boolean {
  return (hits ?? 0) > 0 || (times !== null && (times.totalNs > 0 || times.awaitNs > 0 || times.throws > 0 || times.pending > 0));
}

/** A column of ours, and in which files it is worth its room. */
interface OwnColumn extends Column {
  worth(row: LineRow): boolean;
}

/** A column of a table with times: of a line, and its times. */
interface TimedColumn extends Omit<Column, "cell"> {
  cell(times: LineTimes, row: LineRow, context: TableContext): string;
}

const hits: Column = {
  title: "Hits", width: 9, heated: false, cell: (row) => (row.hits === null ? "-" : ran(row) ? formatCount(row.hits) : ""),
};

/** As any column: empty for a line without times. */
function untimed(column: TimedColumn): Column {
  return { ...column, cell: (row, context) => (row.times === null ? "" : column.cell(row.times, row, context)) };
}

const standard: readonly TimedColumn[] = [
  { title: "Time", width: 12, heated: true,
    cell: ({ totalNs }, row, { unit }) => (ran(row) ? formatTime(totalNs, unit) : "") },
  { title: "Per Hit", width: 8, heated: true,
    cell: ({ totalNs }, row, { unit }) => (row.hits === null || row.hits === 0 ? "" : formatTime(totalNs / row.hits, unit)) },
  { title: "% Time", width: 8, heated: true,
    cell: ({ totalNs }, row, { functionNs }) => (ran(row) ? formatPercent(totalNs, functionNs) : "") },
];

const count = (value: number | null): string => (value === null || value === 0 ? "" : formatCount(value));
const time = (ns: number | null, unit: number): string => (ns === null || ns === 0 ? "" : formatTime(ns, unit));

type MemoryColumnId = "allocs" | "bytes" | "bytes-per-hit" | "measured" | "measured-error" | "external";

/** Our columns of time: `error`, `samples` and `probe` only where asked for. */
const timed: Readonly<Record<Exclude<ColumnId, MemoryColumnId>, TimedColumn & { worth(times: LineTimes): boolean }>> = {
  await: { title: "Await", width: 12, heated: false, worth: ({ awaitNs }) => awaitNs > 0, cell: ({ awaitNs }, _, { unit }) => time(awaitNs, unit) },
  // Where no line calls another, Self would repeat Time.
  self: { title: "Self", width: 12, heated: false, worth: ({ selfNs, totalNs }) => selfNs !== totalNs,
    cell: ({ selfNs }, row, { unit }) => (ran(row) ? formatTime(selfNs, unit) : "") },
  throws: { title: "Throws", width: 8, heated: false, worth: ({ throws }) => throws > 0, cell: ({ throws }) => count(throws) },
  pending: { title: "Pending", width: 8, heated: false, worth: ({ pending }) => pending > 0, cell: ({ pending }) => count(pending) },
  samples: { title: "Samples", width: 9, heated: false, worth: () => false, cell: ({ samples }) => count(samples) },
  error: { title: "Error", width: 10, heated: false, worth: () => false,
    cell: ({ errorNs }, row, { unit }) => (ran(row) ? time(errorNs, unit) : "") },
  gc: { title: "GC", width: 10, heated: false, worth: ({ gcNs }) => (gcNs ?? 0) > 0, cell: ({ gcNs }, _, { unit }) => time(gcNs, unit) },
  // Of the line's own time: a line that is mostly probe tells more of perline than of itself.
  probe: { title: "% Probe", width: 8, heated: false, worth: () => false,
    cell: ({ probeNs, selfNs }) => (probeNs === null || selfNs === 0 ? "" : formatPercent(probeNs, selfNs)) },
};

/** What a line has created, in figures that nobody may know: `-`. */
function remembered(title: string, width: number, figure: (memory: LineMemory, row: LineRow) => number | null): OwnColumn {
  return {
    title, width, heated: false,
    worth: (row) => row.memory !== null && figure(row.memory, row) !== 0,
    cell(row) {
      const value = row.memory === null ? 0 : figure(row.memory, row);
      return value === null ? "-" : count(value);
    },
  };
}

/** The same, where anything was measured. */
function measured(title: string, width: number, figure: (memory: LineMemory) => number | null): OwnColumn {
  return { ...remembered(title, width, figure), worth: ({ memory }) => memory !== null && (figure(memory) ?? 0) > 0 };
}

/** Behind what was measured of a line of which V8's optimiser has removed objects. */
export const removedMark = "*";

/** What was measured; every figure has room for the mark, so that digits stand below each other. */
const measuredBytes: OwnColumn = {
  title: "Measured", width: 12, heated: false,
  worth: ({ memory }) => memory !== null && ((memory.measuredBytes ?? 0) > 0 || hasRemovedObjects(memory)),
  cell({ memory }) {
    if (memory === null || memory.allocations === 0) return "";
    const bytes = memory.measuredBytes === null ? "-" : formatCount(memory.measuredBytes);
    return `${bytes}${hasRemovedObjects(memory) ? removedMark : " "}`;
  },
};

const perHit = ({ bytes }: LineMemory, { hits }: LineRow): number | null =>
  bytes === null || hits === null ? null : hits === 0 ? 0 : Math.round(bytes / hits);

const ofMemory: Readonly<Record<MemoryColumnId, OwnColumn>> = {
  allocs: remembered("Allocs", 9, ({ allocations }) => allocations),
  bytes: remembered("Bytes", 12, ({ bytes }) => bytes),
  "bytes-per-hit": remembered("Bytes/hit", 9, perHit),
  measured: measuredBytes,
  "measured-error": measured("+/-", 9, ({ measuredErrorBytes }) => measuredErrorBytes),
  external: remembered("External", 12, (memory) => memory.externalBytes),
};

function isOfMemory(id: ColumnId): id is MemoryColumnId {
  return Object.hasOwn(ofMemory, id);
}

function own(column: TimedColumn & { worth(times: LineTimes): boolean }): OwnColumn {
  return { ...untimed(column), worth: ({ times }) => times !== null && column.worth(times) };
}

/** Our columns, in their order. */
const extra: Readonly<Record<ColumnId, OwnColumn>> = {
  await: own(timed.await), self: own(timed.self), throws: own(timed.throws), pending: own(timed.pending), samples: own(timed.samples),
  error: own(timed.error), probe: own(timed.probe), gc: own(timed.gc), ...ofMemory,
};

/**
 * The columns for a file: line_profiler's, then those asked for, else those that hold something in it.
 *
 * @param file all functions of the file
 */
export function columnsFor(file: readonly FunctionRow[], asked: readonly ColumnId[] | null): Column[] {
  const isUntimed = file.every(({ times }) => times === null);
  const isWorth = (id: ColumnId): boolean => file.some((fn) => fn.lines.some((row) => extra[id].worth(row)));
  const ids = asked ?? columnIds.filter(isWorth);
  const ours = ids.filter((id) => !isUntimed || isOfMemory(id)).map((id) => extra[id]);
  return isUntimed ? [hits, ...ours] : [hits, ...standard.map(untimed), ...ours];
}
