/** What there is to know of one line: its figures for each function, who called that function, and whom the line called. */
import { formatBytes, formatCalls, formatCount, formatDuration } from "../units.js";
import type { CallRow, FunctionPlace } from "../views/callers.js";
import type { LineRow } from "../views/lines.js";
import { splitOf } from "../views/split.js";
import { lineWords, mixedNote } from "../formats/split-words.js";
import type { App } from "./app.js";
import { el } from "./dom.js";
import type { Model, SourceModel } from "./model.js";
import { sourceAddress } from "./route.js";

/** The most calls of a list. */
const listed = 50;

/** What stands in the panel. */
export function linePanel({ model }: App, source: SourceModel, line: number): HTMLElement[] {
  const rows = source.rows.flatMap((fn) => fn.lines.filter((row) => row.line === line));
  return [
    el("h2", {}, [`Line ${line}`]),
    ...rows.length === 0 ? [el("p", {}, ["Nothing is measured on this line."])] : [],
    ...rows.flatMap((row) => ofRow(model, source, row)),
    ...source.record.skipped.filter((skip) => skip.line === line).map(({ reason }) => el("p", { class: "note" }, [`Left out: ${reason}`])),
  ];
}

function ofRow(model: Model, source: SourceModel, row: LineRow): HTMLElement[] {
  const fn = source.rows[row.function];
  if (fn === undefined) return [];
  const place: FunctionPlace = { source: source.index, function: row.function };
  const isPlace = (a: FunctionPlace): boolean => a.source === place.source && a.function === place.function;
  const callees = model.calls().filter(({ caller, line }) => isPlace(caller) && line === row.line);
  const callers = model.calls().filter(({ callee }) => isPlace(callee));
  const [{ countsCalls }, { calls }] = [model, fn];
  const called = calls === null || !countsCalls ? "" : `, called ${formatCalls(calls, model.primitiveCalls(fn))} times`;
  return [
    el("p", {}, ["in ", el("a", { href: sourceAddress(source.name, fn.line) }, [fn.name]), ` (line ${fn.line})${called}`]),
    el("dl", {}, [...figuresOf(row), ...splitFigures(model, source, row)].flatMap(([name, value]) => [el("dt", {}, [name]), el("dd", {}, [value])])),
    ...callList("Called from this line", callees, { countsCalls, named: ({ callee }) => nameOf(model, callee) }),
    ...callList(`Callers of ${fn.name}`, callers, { countsCalls, named: ({ caller, line }) => nameOf(model, caller, line ?? undefined) }),
  ];
}

type Figure = readonly [name: string, value: string];

const above = (name: string, figure: number | null, format: (figure: number) => string): Figure[] => (
  figure === null || figure === 0 ? [] : [[name, format(figure)]]
);
const known = (name: string, figure: number | null, format: (figure: number) => string): Figure => [name, figure === null ? "not known" : format(figure)];
const bytes = (figure: number): string => formatBytes(figure);

function figuresOf({ hits, times, memory, usage }: LineRow): Figure[] {
  const figures: Figure[] = [["Hits", hits === null ? "cannot be counted" : formatCount(hits)]];
  if (times !== null) {
    const error = times.errorNs === null || times.errorNs === 0 ? "" : ` ± ${formatDuration(times.errorNs)}`;
    figures.push(
      ["Total", `${formatDuration(times.totalNs)}${error}`], ["Self", formatDuration(times.selfNs)],
      ...above("Await", times.awaitNs, formatDuration), ...above("Pending", times.pending, formatCount),
      ...above("Throws", times.throws, formatCount), ...above("GC", times.gcNs, formatDuration),
      ...above("Samples", times.samples, formatCount), ...above("Of its probes, about", times.probeNs, formatDuration),
    );
  }
  if (memory !== null && memory.allocations !== 0) {
    figures.push(
      known("Allocations", memory.allocations, formatCount), known("Bytes", memory.bytes, bytes),
      ...above("Measured", memory.measuredBytes, bytes), ...above("Outside the heap", memory.externalBytes, bytes),
    );
  }
  if (usage !== null) figures.push(["In use, the most", bytes(usage.usageBytes)], ["Added", formatBytes(usage.incrementBytes, true)]);
  return figures;
}

/** Where its self time went; nothing where nobody asked, or V8 has seen too little of it. */
function splitFigures({ profile }: Model, { rows }: SourceModel, row: LineRow): Figure[] {
  const fn = rows[row.function];
  const split = fn === undefined ? null : splitOf(profile, [fn]);
  const known = split?.lines.find(({ line }) => line === row.line);
  if (known === undefined) return split === null || (row.times?.selfNs ?? 0) === 0 ? [] : [["Self went into", "not known: too few samples of V8's"]];
  return [["Self went into", lineWords({ ...known, mixed: false }).join(" · ")], ...known.mixed ? [["", mixedNote] as const] : []];
}

/** A function, and where its line or another of its lines is. */
interface Named {
  name: string;
  place: string;
  address: string;
}

function nameOf({ sources }: Model, { source, function: index }: FunctionPlace, line?: number): Named {
  const of = sources[source];
  const at = line ?? of?.record.functions.line[index] ?? 1;
  const file = of?.name ?? "";
  return { name: of?.record.functions.name[index] ?? "", place: `${file}:${at}`, address: sourceAddress(file, at) };
}

/** How a list of calls is shown. */
interface Listing {
  countsCalls: boolean;
  named(this: void, row: CallRow): Named;
}

function callList(title: string, calls: readonly CallRow[], { countsCalls, named }: Listing): HTMLElement[] {
  if (calls.length === 0) return [];
  const largest = calls.toSorted((a, b) => b.totalNs - a.totalNs);
  const rows = largest.slice(0, listed).map((row) => {
    const { name, place, address } = named(row);
    const figures = [...countsCalls ? [countOf(row)] : [], formatDuration(row.totalNs), formatDuration(row.selfNs)];
    return el("tr", {}, [
      ...figures.map((figure) => el("td", { class: "figure" }, [figure])),
      el("td", {}, [el("a", { href: address, title: place }, [name]), el("span", { class: "place" }, [place])]),
    ]);
  });
  const titles = [...countsCalls ? ["Calls"] : [], "Total", "Self", "Function"];
  const head = titles.map((text) => el("th", { scope: "col", class: text === "Function" ? null : "figure" }, [text]));
  return [
    el("h3", {}, [title]),
    el("table", {}, [el("thead", {}, [el("tr", {}, head)]), el("tbody", {}, rows)]),
    ...largest.length > listed ? [el("p", {}, [`... and ${largest.length - listed} more`])] : [],
  ];
}

/** How often one called the other; a question mark where it is not known of this one. */
function countOf({ calls }: CallRow): string {
  return calls === null ? "?" : formatCalls(calls.all, calls.primitive);
}
