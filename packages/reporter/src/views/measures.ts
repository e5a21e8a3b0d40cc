/** What of lines can be written as one number each, beside their time: for formats that take any number of measures. */
import type { Profile } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type LineRow, lineRows } from "./lines.js";

/** A line of a source of a profile. */
export interface PlacedLine {
  /** Index into the profile's sources. */
  source: number;
  row: LineRow;
}

/** All lines that hold a probe, source by source; of all threads. */
export function linesOf(profile: Profile): PlacedLine[] {
  return combineThreads(profile).flatMap((figures, source) => lineRows(figures).map((row) => ({ source, row })));
}

/** A figure of lines. */
export interface Measure {
  id: "hits" | "await" | "throws" | "allocations" | "bytes";
  unit: "count" | "nanoseconds" | "bytes";
  /** Null where it is not known of a line. */
  of(this: void, row: LineRow): number | null;
}

const all: readonly Measure[] = [
  { id: "hits", unit: "count", of: ({ hits }) => hits },
  { id: "await", unit: "nanoseconds", of: ({ times }) => times?.awaitNs ?? null },
  { id: "throws", unit: "count", of: ({ times }) => times?.throws ?? null },
  { id: "allocations", unit: "count", of: ({ memory }) => memory?.allocations ?? null },
  { id: "bytes", unit: "bytes", of: ({ memory }) => memory?.bytes ?? null },
];

/** The measures that hold something in these lines; hits always. */
export function measuresOf(lines: readonly PlacedLine[]): Measure[] {
  return all.filter(({ id, of }) => id === "hits" || lines.some(({ row }) => (of(row) ?? 0) > 0));
}
