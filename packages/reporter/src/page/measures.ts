/** What bars and heat are of: a figure of lines, added up. Total time is no sum: functions and files have their own. */
import { formatBytes, formatCount, formatDuration } from "../units.js";
import { type Measure, measuresOf } from "../views/measures.js";
import type { FunctionRow } from "../views/functions.js";
import type { LineRow } from "../views/lines.js";
import type { Model, SourceModel } from "./model.js";

/** A figure by which the page is coloured. */
export interface Shade {
  id: Measure["id"] | "self" | "total" | "increment";
  title: string;
  ofLine(this: void, row: LineRow): number;
  ofFunction(this: void, row: FunctionRow): number;
  ofSource(this: void, source: SourceModel): number;
  format(this: void, figure: number): string;
}

const titles = { hits: "Hits", await: "Await", throws: "Throws", allocations: "Allocations", bytes: "Bytes" } as const;
const formats = { count: formatCount, nanoseconds: formatDuration, bytes: (bytes: number) => formatBytes(bytes) } as const;

const sum = <Item>(items: readonly Item[], figure: (item: Item) => number): number => (
  items.reduce((total, item) => total + figure(item), 0)
);

/** One that is the sum of the lines'. */
function summed(part: Pick<Shade, "id" | "title" | "ofLine" | "format">): Shade {
  const ofFunction = ({ lines }: FunctionRow): number => sum(lines, part.ofLine);
  return { ...part, ofFunction, ofSource: ({ rows }) => sum(rows, ofFunction) };
}

const self: Shade = summed({ id: "self", title: "Self", ofLine: ({ times }) => times?.selfNs ?? 0, format: formatDuration });

const total: Shade = {
  id: "total", title: "Total", format: formatDuration,
  ofLine: ({ times }) => times?.totalNs ?? 0,
  ofFunction: ({ times }) => times?.totalNs ?? 0,
  ofSource: ({ figures }) => figures.times?.fileTotalNs ?? 0,
};

const increment: Shade = summed({
  id: "increment", title: "Increment", ofLine: ({ usage }) => Math.max(0, usage?.incrementBytes ?? 0), format: (bytes) => formatBytes(bytes),
});

/** The figures that a profile has, the first what one looks at first. */
export function shadesOf({ sources, summary }: Model): Shade[] {
  const lines = sources.flatMap(({ index, rows }) => rows.flatMap((fn) => fn.lines.map((row) => ({ source: index, row }))));
  const measured = measuresOf(lines).map(({ id, unit, of }) => (
    summed({ id, title: titles[id], ofLine: (row) => of(row) ?? 0, format: formats[unit] })
  ));
  const usage = lines.some(({ row }) => row.usage !== null) ? [increment] : [];
  return [...summary.times === null ? [] : [self, total], ...usage, ...measured];
}
