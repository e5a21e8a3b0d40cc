/**
 * The memory view: what each line has created. Three figures, each by itself: objects, exact, of each site the hits of its probe;
 * bytes as modelled, from what is known of the sites' sizes; bytes as measured, where the heap was read around expressions that create
 * something.
 */
import { externalBytes, heapBytes, type Layout, type SiteKind, type SiteTable, unknownWeight } from "@perline/format";
import { type SourceFigures, type SourceWeights } from "../figures.js";

/** What a line has created. */
export interface LineMemory {
  /** Objects; null where something on the line cannot be counted. */
  allocations: number | null;
  /** On V8's heap: modelled, but for expressions with something whose size is not known: these as measured. Null where that is not. */
  bytes: number | null;
  /** By the layout of V8's objects, once optimised; null where some size only shows when it runs. */
  modelledBytes: number | null;
  /** What its expressions that were measured have added to the heap; null where one is not that has no size without it. */
  measuredBytes: number | null;
  /** Half-width of the 95 % interval of {@link measuredBytes}: not all evaluations are measured. */
  measuredErrorBytes: number | null;
  /** By the model, what of {@link measuredBytes} is there unless V8's optimiser removes it; null where nothing was measured. */
  expectedBytes: number | null;
  /** Outside V8's heap: as follows from the text, or else as measured; null where neither is known. */
  externalBytes: number | null;
}

/** A figure of a line as sites add to it. */
type Figure = "allocations" | "modelledBytes" | "externalBytes";

const nothing: LineMemory = {
  allocations: 0, bytes: 0, modelledBytes: 0, measuredBytes: null, measuredErrorBytes: null, expectedBytes: null, externalBytes: 0,
};

/** What each line of a source has created, in the order of its line table; null where nobody asked. */
export function memoryOfLines({ hits, source, layout, weights }: SourceFigures): LineMemory[] | null {
  const { lines, sites } = source;
  if (sites === undefined) return null;
  const rows = lines.line.map((): LineMemory => ({ ...nothing }));
  sites.row.forEach((row, site) => {
    const line = rows[row];
    const counter = sites.counter[site] ?? -1;
    if (line !== undefined) addSite(line, sizesOf(sites, site, layout), counter < 0 ? null : hits[counter] ?? 0);
  });
  const measured = weights === null ? [] : measuredLines({ sites, layout }, weights, hits);
  rows.forEach((line, row) => {
    const seen = weights !== null && line.allocations === 0 ? noBytes : measured[row];
    line.measuredBytes = seen?.bytes ?? null;
    line.measuredErrorBytes = seen === undefined ? null : Math.round(halfWidth * Math.sqrt(seen.variance));
    line.expectedBytes = seen?.expected ?? null;
    line.externalBytes ??= sum(seen?.externalBytes, seen?.restExternal);
    line.bytes = line.modelledBytes ?? sum(seen?.bytes, seen?.rest);
  });
  return rows;
}

/** The sum of two figures; null where one is not known. */
function sum(a: number | null | undefined, b: number | null | undefined): number | null {
  return typeof a === "number" && typeof b === "number" ? a + b : null;
}

/** Of the 95 % interval, in standard deviations. */
const halfWidth = 1.96;

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

/** What all evaluations on a line are estimated to have added. */
interface Measured {
  bytes: number;
  variance: number;
  externalBytes: number;
  /** By the model, what is in those expressions and is there unless V8's optimiser removes it. */
  expected: number;
  /** By the model, what stands on the line in no expression that was measured; null where a site's counter is not known. */
  rest: number | null;
  restExternal: number | null;
}

const noBytes: Measured = { bytes: 0, variance: 0, externalBytes: 0, expected: 0, rest: 0, restExternal: 0 };

/**
 * By row of the line table: what was measured there; absent where nothing was, or something was not that has no size without it.
 */
function measuredLines(
  { sites, layout }: { sites: SiteTable; layout: Layout }, weights: SourceWeights, hits: Float64Array,
): (Measured | undefined)[] {
  const lines: (Measured | undefined)[] = [];
  const rests: LineMemory[] = [];
  const unknown = new Set<number>();
  const added = new Set<number>();
  sites.row.forEach((row, site) => {
    const [probe, counter] = [sites.weighed[site] ?? -1, sites.counter[site] ?? -1];
    const count = counter < 0 ? null : hits[counter] ?? 0;
    if (count === 0) return;
    const [covered, evaluations] = [weights.covered[probe] ?? unknownWeight, hits[probe] ?? 0];
    const sizes = sizesOf(sites, site, layout);
    if (covered <= 0) {
      if (sizes.modelledBytes === null || sizes.externalBytes === null) unknown.add(row);
      else addSite(rests[row] ??= { ...nothing }, sizes, count);
      return;
    }
    const line = lines[row] ??= { ...noBytes };
    if (!isSpared(sites.kind[site])) line.expected += (count ?? 0) * (sizes.modelledBytes ?? 0);
    if (added.has(probe)) return;
    added.add(probe);
    const share = evaluations / covered;
    line.bytes += Math.round((weights.bytes[probe] ?? 0) * share);
    line.variance += (weights.variance[probe] ?? 0) * share ** 2;
    line.externalBytes += Math.round((weights.externalBytes[probe] ?? 0) * share);
  });
  for (const row of unknown) lines[row] = undefined;
  lines.forEach((line, row) => {
    const rest = rests[row];
    if (line !== undefined && rest !== undefined) [line.rest, line.restExternal] = [rest.modelledBytes, rest.externalBytes];
  });
  return lines;
}

/** Whether V8 may do without a new object for reasons that lie in what is made: of texts it has the shortest already. */
function isSpared(kind: SiteKind | undefined): boolean {
  return kind === "string";
}

/** Whether V8's optimiser has removed objects of a line: what was measured has added but a part of what is known of it. */
export function hasRemovedObjects({ expectedBytes, measuredBytes, measuredErrorBytes }: LineMemory): boolean {
  if (measuredBytes === null || expectedBytes === null) return false;
  return measuredBytes + (measuredErrorBytes ?? 0) < expectedBytes / 2;
}
