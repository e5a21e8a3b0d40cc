/**
 * A table with a row for each line of each function, for spreadsheets and scripts: what the report for machines has, by RFC 4180.
 *
 * What was not measured, and what cannot be counted, is empty. Only the source text is altered: control characters have signs.
 */
import type { Profile } from "@perline/format";
import { type Format } from "../format.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { type FunctionRow } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";
import { chosenFunctions } from "./chosen.js";
import { pieces } from "./pieces.js";
import { sourceLines } from "./source-lines.js";

type Cell = string | number | null;

/** The columns of a line, by their names. */
const columns: Readonly<Record<string, (row: LineRow, fn: FunctionRow) => Cell>> = {
  file: (_, { path }) => path,
  line: ({ line }) => line,
  function: (_, { name }) => name,
  function_line: (_, fn) => fn.line,
  function_column: (_, { column }) => column,
  calls: (_, { calls }) => calls,
  countable: ({ countable }) => Number(countable),
  hits: ({ hits }) => hits,
  total_ns: ({ times }) => times?.totalNs ?? null,
  self_ns: ({ times }) => times?.selfNs ?? null,
  await_ns: ({ times }) => times?.awaitNs ?? null,
  pending: ({ times }) => times?.pending ?? null,
  throws: ({ times }) => times?.throws ?? null,
  samples: ({ times }) => times?.samples ?? null,
  error_ns: ({ times }) => times?.errorNs ?? null,
  probe_ns: ({ times }) => times?.probeNs ?? null,
  allocations: ({ memory }) => memory?.allocations ?? null,
  bytes: ({ memory }) => memory?.bytes ?? null,
  external_bytes: ({ memory }) => memory?.externalBytes ?? null,
  usage_bytes: ({ usage }) => usage?.usageBytes ?? null,
  increment_bytes: ({ usage }) => usage?.incrementBytes ?? null,
};

/** A cell as RFC 4180 has it. */
function written(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

function* rowsOf(shown: readonly FunctionRow[]): Generator<string> {
  const linesOf = sourceLines();
  yield `${[...Object.keys(columns), "source"].join(",")}\n`;
  for (const fn of shown) {
    const source = linesOf(fn.figures.source);
    for (const row of fn.lines) {
      const cells = [...Object.values(columns).map((of) => of(row, fn)), source[row.line - 1] ?? ""];
      yield `${cells.map(written).join(",")}\n`;
    }
  }
}

function* exportCsv(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  yield* pieces(rowsOf(chosenFunctions(whole, { ...defaultReportOptions, ...asked }).shown));
}

/** `--format csv`. */
export const csv: Format = {
  id: "csv",
  title: "a row for each line, for spreadsheets",
  extension: "csv",
  binary: false,
  loses: ["call tree", "time outside of lines", "figures of each thread apart", "warnings"],
  takes: ["sort", "skipZero", "limit", "minPercent", "function", "file"],
  export: exportCsv,
};
