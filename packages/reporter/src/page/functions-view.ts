/** The table of functions, and that of files. */
import { formatCalls, formatCount, formatTime } from "../units.js";
import type { FunctionRow, FunctionTimes } from "../views/functions.js";
import type { App } from "./app.js";
import { el } from "./dom.js";
import type { FunctionModel, Model, SourceModel } from "./model.js";
import { sourceAddress } from "./route.js";
import { type SortedColumn, sortedTable } from "./sorted-table.js";

const figureWidth = "104px";
/** Times of these tables are in milliseconds, in seconds. */
const unit = 1e-3;

/** Zero is nothing to read. */
const count = (figure: number): string => (figure === 0 ? "" : formatCount(figure));
const time = (ns: number): string => (ns === 0 ? "" : formatTime(ns, unit));

/** A column of time. */
function timed(title: string, figure: (times: FunctionTimes) => number | null): SortedColumn<FunctionModel> {
  const value = ({ row: { times } }: FunctionModel): number => (times === null ? 0 : figure(times) ?? 0);
  return { title, value, cell: (fn) => time(value(fn)), width: figureWidth };
}

const counted = (title: string, value: (times: FunctionTimes) => number): SortedColumn<FunctionModel> => ({
  ...timed(title, value), cell: ({ row: { times } }) => count(times === null ? 0 : value(times)),
});

const nothing = (text: string): HTMLElement => el("div", { class: "view text" }, [el("p", {}, [text])]);

/** Every function that has lines. */
export function functionsView({ model, shade }: App): HTMLElement {
  const { functions } = model;
  if (functions.length === 0) return nothing("No function was measured.");
  const address = ({ source, row }: FunctionModel): string => sourceAddress(source.name, row.line);
  const figureOf = ({ row }: FunctionModel): number => shade.ofFunction(row);
  const figure: SortedColumn<FunctionModel> = {
    title: shade.title, value: figureOf, cell: (fn) => shade.format(figureOf(fn)), width: figureWidth,
  };
  const columns = [
    timed("Total ms", ({ totalNs }) => totalNs), timed("Self ms", ({ selfNs }) => selfNs), timed("Await ms", ({ awaitNs }) => awaitNs),
    timed("GC ms", ({ gcNs }) => gcNs), counted("Throws", ({ throws }) => throws), counted("Pending", ({ pending }) => pending),
  ].filter(({ value }) => functions.some((fn) => value(fn) !== 0));
  /** The column that the page is coloured by, where these have it. */
  const titles: Readonly<Record<string, string>> = { self: "Self ms", total: "Total ms", await: "Await ms", throws: "Throws", hits: "Hits" };
  const wanted = titles[shade.id];
  const all: SortedColumn<FunctionModel>[] = [
    ...wanted === undefined ? [figure] : [], ...columns,
    { title: "Calls", value: ({ row }) => row.calls ?? -1, cell: ({ row }) => callsOf(model, row), width: figureWidth },
    { title: "Hits", value: ({ row }) => row.hits, cell: ({ row }) => count(row.hits), width: figureWidth },
    { title: "Function", value: ({ row }) => row.name, address, width: "minmax(0, 2fr)" },
    { title: "Place", value: ({ source, row }) => `${source.name}:${row.line}`, width: "minmax(0, 3fr)" },
  ];
  return sortedTable({
    label: "Functions", noun: "functions", items: functions, columns: all, address,
    by: Math.max(0, all.findIndex(({ title }) => title === (wanted ?? shade.title))),
    bar: figureOf,
    text: ({ row, source }) => `${row.name} ${source.name}`,
  });
}

/** Calls, `-` where they cannot be counted; and how many of a recursive function's were primitive, where that is known. */
function callsOf(model: Model, fn: FunctionRow): string {
  return fn.calls === 0 ? "" : formatCalls(fn.calls, (model.countsCalls ? model.primitiveCalls(fn) : null) ?? fn.calls);
}

/** Every source. */
export function filesView({ model: { sources }, shade }: App): HTMLElement {
  if (sources.length === 0) return nothing("No file was measured.");
  const figures = new Map(sources.map((source) => [source, shade.ofSource(source)]));
  const figureOf = (source: SourceModel): number => figures.get(source) ?? 0;
  const linesOf = ({ rows }: SourceModel): number => rows.reduce((sum, { lines }) => sum + lines.length, 0);
  const address = (source: SourceModel): string => sourceAddress(source.name);
  return sortedTable({
    label: "Files", noun: "files", items: sources, by: 0, bar: figureOf, text: ({ name }) => name, address,
    columns: [
      { title: shade.title, value: figureOf, cell: (source) => (figureOf(source) === 0 ? "" : shade.format(figureOf(source))), width: figureWidth },
      { title: "Functions", value: ({ rows }) => rows.filter(({ lines }) => lines.length > 0).length, width: figureWidth },
      { title: "Lines", value: linesOf, width: figureWidth },
      { title: "Left out", value: ({ record }) => record.skipped.length, cell: ({ record }) => count(record.skipped.length), width: figureWidth },
      { title: "File", value: ({ name }) => name, address, width: "minmax(0, 1fr)" },
    ],
  });
}
