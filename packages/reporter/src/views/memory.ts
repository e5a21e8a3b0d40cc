/**
 * The memory view: what each line has created. Counts are exact: of each site the hits of its probe. Bytes are modelled from what is
 * known of the sites' sizes.
 */
import { externalBytes, heapBytes, type Layout, type SiteTable } from "@perline/format";
import { type SourceFigures } from "../figures.js";

/** What a line has created. */
export interface LineMemory {
  /** Objects; null where something on the line cannot be counted. */
  allocations: number | null;
  /** On V8's heap: modelled, or else measured; null where neither is known. */
  bytes: number | null;
  /** By the layout of V8's objects, once optimised; null where some size only shows when it runs. */
  modelledBytes: number | null;
  /** By reading the heap around executions of the line; null where nobody has. */
  measuredBytes: number | null;
  /** Outside V8's heap; null where that only shows when it runs. */
  externalBytes: number | null;
}

/** A figure of a line as sites add to it. */
type Figure = "allocations" | "modelledBytes" | "externalBytes";

const nothing: LineMemory = { allocations: 0, bytes: 0, modelledBytes: 0, measuredBytes: null, externalBytes: 0 };

/** What each line of a source has created, in the order of its line table; null where nobody asked. */
export function memoryOfLines({ hits, source, layout }: SourceFigures): LineMemory[] | null {
  const { lines, sites } = source;
  if (sites === undefined) return null;
  const rows = lines.line.map((): LineMemory => ({ ...nothing }));
  sites.row.forEach((row, site) => {
    const line = rows[row];
    const counter = sites.counter[site] ?? -1;
    if (line !== undefined) addSite(line, sizesOf(sites, site, layout), counter < 0 ? null : hits[counter] ?? 0);
  });
  for (const line of rows) line.bytes = line.modelledBytes;
  return rows;
}

/** What a site adds each time; null for what is not known. */
function sizesOf({ kind: kinds, slots, times }: SiteTable, site: number, layout: Layout): Record<Figure, number | null> {
  const [kind = "new", size = -1, objects = 0] = [kinds[site], slots[site], times[site]];
  const all = (bytes: number | null): number | null => (bytes === null ? null : objects * bytes);
  return {
    allocations: objects,
    modelledBytes: all(heapBytes(kind, size, layout)),
    externalBytes: all(externalBytes(kind, size)),
  };
}

/** Adds a site that created its objects `count` times; null: nobody knows. */
function addSite(line: LineMemory, sizes: Record<Figure, number | null>, count: number | null): void {
  // Of what was never created no size need be known.
  if (count === 0) return;
  for (const figure of ["allocations", "modelledBytes", "externalBytes"] as const) {
    const [known, each] = [line[figure], sizes[figure]];
    line[figure] = known === null || count === null || each === null ? null : known + count * each;
  }
}
