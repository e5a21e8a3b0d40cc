/**
 * The table of memory: memory_profiler's layout, to the letter: its titles, widths and order of columns.
 *
 * What differs, on purpose: a column widens where a figure wants more room, no line ends in blanks, and what the figures mean stands
 * below the tables.
 */
import type { Reading } from "@perline/format";
import { formatCount, formatMebibytes } from "../units.js";
import { type FunctionRow } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";
import { foldStretches, type ShownSource, tableLines } from "./text-table.js";

const titles = ["Mem usage", "Increment", "Occurrences"] as const;
/** As memory_profiler has them: its last title is wider than that. */
const leastWidths = [12, 12, 10] as const;

/** Memory in use, what was added to it, and how often. */
type Cells = readonly [usage: string, increment: string, occurrences: string];

const noCells: Cells = ["", "", ""];

/** The cells of a line; empty for one that never ended. */
function cellsOf({ hits, usage }: LineRow, precision: number): Cells {
  if (usage === null || usage.usageBytes === 0) return noCells;
  return [
    formatMebibytes(usage.usageBytes, precision), formatMebibytes(usage.incrementBytes, precision), hits === null ? "-" : formatCount(hits),
  ];
}

/** The cells of a function's first line, where that has no figures of its own: what was in use before it. */
function headCells({ calls, usage }: FunctionRow, precision: number): Cells {
  if (usage === null || usage.entryBytes === 0) return noCells;
  const bytes = formatMebibytes(usage.entryBytes, precision);
  return [bytes, bytes, calls === null ? "-" : formatCount(calls)];
}

/** A function's table; the last line ends without a line break. */
export function memoryTable(fn: FunctionRow, { lines: source }: ShownSource, precision: number): string {
  const rows = foldStretches(tableLines(fn, source)).map(({ number, row, text }) => {
    const cells = row !== undefined ? cellsOf(row, precision) : number === String(fn.line) ? headCells(fn, precision) : noCells;
    return { number, cells, text };
  });
  const widths = leastWidths.map((least, i) => Math.max(least, ...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  const join = (number: string, cells: readonly string[], text: string): string => {
    const [usage = "", increment = "", occurrences = ""] = cells.map((cell, i) => cell.padStart(widths[i] ?? 0));
    return `${number.padStart(6)} ${usage} ${increment}  ${occurrences}   ${text}`.trimEnd();
  };
  const header = join("Line #", titles, "Line Contents");
  return [
    `Filename: ${fn.path}`, "", header, "=".repeat(header.length), ...rows.map(({ number, cells, text }) => join(number, cells, text)),
  ].join("\n");
}

const what: Readonly<Record<Reading["of"], string>> = {
  heap: "bytes of V8's heap in use, and those beside it that its objects hold (buffers)",
  rss: "bytes of the process that are resident, the code and the heaps of all its threads among them",
};

/** What the figures of the tables mean, a line each. */
export function* memoryDefinitions({ of, collects }: Reading): Generator<string> {
  yield `Memory: ${what[of]}, read when a line begins and when it ends. 1 MiB is 1048576 bytes.`;
  yield "Mem usage: the most in use when the line ended; in a function's first row, when it was first entered, as is its Increment.";
  yield "Increment: what was in use when the line ended less what was when it began, callees included, summed over its Occurrences.";
  yield "  The increments of a function's lines add up to what it left more in use than it found. In recursion the innermost call has it;";
  yield "  while a generator or async function is suspended, nothing is its.";
  yield collects
    ? "A full collection came before each reading: what is shown was alive."
    : "Garbage counts until V8 collects it, at whatever line that comes; --collect collects before each reading.";
  if (of === "heap") yield "What V8 puts on the heap for the program (code, feedback) counts as the program's; what the readings leave there does not.";
}
