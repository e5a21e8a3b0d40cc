/**
 * The functions of a profile as a table: the form of Python's pstats, with the time spent waiting beside it.
 *
 * Times are seconds, with all the digits that are known. How many of a recursive function's calls were primitive, and how often who
 * called it, is known under the exact clock: under another one there is a question mark, or nothing.
 */
import { type Profile, visible } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import { arrange, standardName, withoutTimes } from "../function-order.js";
import { hiddenOf, incompleteness } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectFunctions } from "../select.js";
import { selectThreads, threadsApart } from "../threads.js";
import { formatCalls, formatCount } from "../units.js";
import { callTree } from "../views/call-tree.js";
import { type CallRow, callsOfTree, type FunctionPlace, primitiveCalls } from "../views/callers.js";
import { type FunctionRow, functionRows, withLines } from "../views/functions.js";
import { summarise } from "../views/summary.js";
import { coloursIf } from "./colours.js";
import { footer } from "./footer.js";

function* exportFunctions(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const { profile, hidden } = selectThreads(whole, options);
  const incomplete = incompleteness(profile);
  if (incomplete !== null) yield `${visible(incomplete)}\n\n`;
  const parts = options.perThread ? threadsApart(profile) : [{ title: null, part: profile }];
  for (const { title, part } of parts) {
    if (title !== null) yield `${visible(title)}\n`;
    yield* functionsOf(part, options);
  }
  const all = withLines(combineThreads(profile).flatMap(functionRows));
  yield* footer(profile, { summary: summarise(profile), all, shown: [], hidden, colours: coloursIf(options.colour) });
}

/** The tables of one profile. */
function* functionsOf(profile: Profile, options: ReportOptions): Generator<string> {
  const files = combineThreads(profile).map(functionRows);
  const { times } = summarise(profile);
  const all = withLines(files.flat());
  const { shown: selected, hidden } = selectFunctions(all, { ...options, limit: null, sort: "file" }, times?.durationNs ?? null);
  const restrict = [...options.restrict, ...options.limit === null ? [] : [{ rows: options.limit }]];
  const order = times === null ? withoutTimes(options.order) : options.order;
  const { shown, notes } = arrange(selected, { order, reverse: options.reverse, restrict });
  const tree = callTree(profile, { stacks: options.physical ? "physical" : "logical", frames: "functions" });
  const rowAt = ({ source, function: index }: FunctionPlace): FunctionRow | undefined => files[source]?.[index];
  const called = tree === null ? { functions: [], rows: [] } : callsOfTree(tree, (place) => rowAt(place)?.calls ?? null);
  const known = new Map(called.functions.map((each) => [rowAt(each), each]));
  const countOf = (fn: FunctionRow): Count => ({ all: fn.calls, primitive: primitiveCalls(fn.calls, known.get(fn)) });

  const calls = all.reduce((sum, fn) => sum + (fn.calls ?? 0), 0);
  yield `         ${formatCount(calls)} function calls${times === null ? "" : ` in ${seconds(times.selfNs)} seconds`}\n\n`;
  for (const note of notes) yield `   ${visible(note)}\n`;
  yield "\n";
  if (shown.length === 0) {
    yield "   No function is shown.\n";
  } else if (options.related === null) {
    yield* aligned([headOf(shown), ...shown.map((fn) => cellsOf(fn, { count: countOf(fn), withAwait: hasAwait(shown) }))]);
    const isUnknown = shown.map(countOf).some(({ all, primitive }) => all !== null && primitive === null);
    const where = profile.clock === "sampled" ? "; it is under the exact clock" : "";
    if (isUnknown) yield `\n   n/?  recursive; how many of these calls were primitive is not known${where}\n`;
  } else {
    yield* relatedTable(shown, called.rows, { related: options.related, rowAt, areCounted: tree !== null && tree[0].calls !== null });
  }
  yield "\n";
  if (hidden.length > 0) yield `${visible(hiddenOf(hidden))}\n`;
}

/** How often a function was called. */
interface Count {
  all: number | null;
  /** Those that were not within another call of the same function; null where that is not known. */
  primitive: number | null;
}

function seconds(ns: number): string {
  return (ns / 1e9).toFixed(6);
}

/** Time of one of so many calls, to the nanosecond: many calls are shorter than a microsecond. */
function perCall(ns: number, calls: number | null): string {
  return calls === null || calls === 0 ? "-" : (ns / calls / 1e9).toFixed(9);
}

function hasAwait(rows: readonly FunctionRow[]): boolean {
  return rows.some(({ times }) => (times?.awaitNs ?? 0) > 0);
}

function headOf(rows: readonly FunctionRow[]): string[] {
  const times = rows.some((row) => row.times !== null) ? ["tottime", "percall", "cumtime", "percall"] : [];
  return ["ncalls", ...times, ...hasAwait(rows) ? ["await"] : [], "filename:lineno(function)"];
}

function cellsOf(fn: FunctionRow, { count, withAwait }: { count: Count; withAwait: boolean }): string[] {
  const { calls, times } = fn;
  const figures = times === null
    ? []
    // The time of a call that is not within another one.
    : [seconds(times.selfNs), perCall(times.selfNs, calls), seconds(times.totalNs), perCall(times.totalNs, count.primitive)];
  const waited = withAwait ? [seconds(times?.awaitNs ?? 0)] : [];
  return [formatCalls(count.all, count.primitive), ...figures, ...waited, visible(standardName(fn))];
}

/** Columns to the right, but for the last one. */
function* aligned(rows: readonly (readonly string[])[]): Generator<string> {
  const last = (rows[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: last }, (_, column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 9));
  for (const row of rows) yield `${row.map((cell, column) => (column === last ? ` ${cell}` : cell.padStart(widths[column] ?? 0))).join(" ")}\n`;
}

interface Related {
  related: "callers" | "callees";
  rowAt(this: void, place: FunctionPlace): FunctionRow | undefined;
  /** Whether it is known of some how often who called. */
  areCounted: boolean;
}

/** Each function with those that called it, or that it called; those with most time first. */
function* relatedTable(shown: readonly FunctionRow[], rows: readonly CallRow[], relation: Related): Generator<string> {
  const { related, rowAt, areCounted } = relation;
  const isCallers = related === "callers";
  const arrow = isCallers ? "<-" : "->";
  const width = shown.reduce((most, fn) => Math.max(most, visible(standardName(fn)).length), "Function".length);
  yield `${"Function".padEnd(width)}  ${isCallers ? "was called by..." : "called..."}\n`;
  const callsIn = ({ calls }: CallRow): string => (
    areCounted ? (calls === null ? "?" : formatCalls(calls.all, calls.primitive)).padStart(11) : ""
  );
  yield `${" ".repeat(width)}    ${areCounted ? "ncalls".padStart(11) : ""} ${"tottime".padStart(12)}  ${"cumtime".padStart(12)}\n`;
  for (const fn of shown) {
    const own = rows
      .filter(({ caller, callee }) => rowAt(isCallers ? callee : caller) === fn)
      .sort((a, b) => b.totalNs - a.totalNs);
    const lines = own.map((row) => {
      const other = rowAt(isCallers ? row.caller : row.callee);
      const figures = `${callsIn(row)} ${seconds(row.selfNs).padStart(12)}  ${seconds(row.totalNs).padStart(12)}`;
      return `${figures}  ${other === undefined ? "" : visible(standardName(other))}`;
    });
    const [first = "", ...more] = lines;
    yield `${visible(standardName(fn)).padEnd(width)}  ${arrow}${first}\n`;
    for (const line of more) yield `${" ".repeat(width + 4)}${line}\n`;
  }
}

/** `--format functions`. */
export const functions: Format = {
  id: "functions",
  title: "a table of functions as Python's pstats prints it, with callers and callees",
  extension: "txt",
  binary: false,
  loses: ["lines", "source text"],
  takes: ["order", "reverse", "restrict", "related", "perThread", "physical", "skipZero", "limit", "minPercent", "function", "file"],
  export: exportFunctions,
};
