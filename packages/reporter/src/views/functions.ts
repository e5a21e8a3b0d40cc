/** The function view: one plain row for each function, with the lines it owns. */
import { type FunctionKind } from "@perline/format";
import { type SourceFigures } from "../figures.js";
import { type LineRow, lineRows } from "./lines.js";

/** What one function did. */
export interface FunctionRow {
  figures: SourceFigures;
  /** Index into the source's functions. */
  index: number;
  path: string;
  name: string;
  kind: FunctionKind;
  /** 1-based, of its first character. */
  line: number;
  /** 0-based, of its first character. */
  column: number;
  /** 1-based, of its last character. */
  endLine: number;
  /** Activations whose body started; null where they cannot be counted. */
  calls: number | null;
  /** Hits of all its lines. */
  hits: number;
  /** Null where no time was measured. */
  times: FunctionTimes | null;
  /** Null where it was not read how much memory is in use. */
  usage: FunctionUsage | null;
  /** In the order of the line table. */
  lines: LineRow[];
}

/** How much memory was in use. In bytes. */
export interface FunctionUsage {
  /** When it was first entered. */
  entryBytes: number;
  /** The sum over its lines: when it was left less when it was entered, of all its activations. */
  incrementBytes: number;
}

/** What a function took. Times in nanoseconds. */
export interface FunctionTimes {
  /** Time with the function on the stack; recursion counts once. */
  totalNs: number;
  /** Sum over its lines, as are the three below. */
  selfNs: number;
  awaitNs: number;
  pending: number;
  throws: number;
  /** As above; null where it was not measured. */
  gcNs: number | null;
}

/** The functions of a source in the order of its function table. */
export function functionRows(figures: SourceFigures): FunctionRow[] {
  const { functions, path } = figures.source;
  const rows = functions.name.map((name, index): FunctionRow => {
    const probe = functions.calls[index] ?? -1;
    return {
      figures, index, path, name,
      kind: functions.kind[index] ?? "function",
      line: functions.line[index] ?? 1,
      column: functions.column[index] ?? 0,
      endLine: functions.endLine[index] ?? 1,
      calls: probe === -1 ? null : (figures.hits[probe] ?? 0),
      hits: 0,
      times: timesOf(figures, index, probe),
      usage: figures.usage === null ? null : { entryBytes: figures.usage.entryBytes[index] ?? 0, incrementBytes: 0 },
      lines: [],
    };
  });
  for (const line of lineRows(figures)) {
    const row = rows[line.function];
    if (row === undefined) continue;
    row.lines.push(line);
    row.hits += line.hits ?? 0;
    if (row.usage !== null) row.usage.incrementBytes += line.usage?.incrementBytes ?? 0;
    if (row.times === null || line.times === null) continue;
    if (line.times.gcNs !== null) row.times.gcNs = (row.times.gcNs ?? 0) + line.times.gcNs;
    for (const figure of ["selfNs", "awaitNs", "pending", "throws"] as const) row.times[figure] += line.times[figure];
  }
  return rows;
}

/** Those of which there is something to show: a function that was not chosen stands in the tables without a line. */
export function withLines(rows: readonly FunctionRow[]): FunctionRow[] {
  return rows.filter(({ lines }) => lines.length > 0);
}

/** What a function took, its lines left out. `probe` counts its calls; -1: none does. */
function timesOf({ source: { probes }, times }: SourceFigures, index: number, probe: number): FunctionTimes | null {
  if (times === null) return null;
  // A probe that only counts calls belongs to no line, but can be a frame's position when it throws.
  const throws = probes[probe] === -1 ? times.throws[probe] ?? 0 : 0;
  return { totalNs: times.functionTotalNs[index] ?? 0, selfNs: 0, awaitNs: 0, pending: 0, throws, gcNs: null };
}
