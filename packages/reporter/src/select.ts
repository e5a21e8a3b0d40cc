/** Which functions a report shows and in which order; what is left out is counted, rule by rule. */
import { fileTest, type ReportOptions, type SortKey } from "./options.js";
import { countOf } from "./units.js";
import { type FunctionRow } from "./views/functions.js";

/** The functions to show, the last the largest, and a phrase for each rule that hid some. */
export interface Selection {
  shown: FunctionRow[];
  /** Such as `3 functions that never ran`. */
  hidden: string[];
}

/** Figures to sort by; names sort by text. */
const figures: Readonly<Record<Exclude<SortKey, "name" | "file">, (row: FunctionRow) => number>> = {
  time: timeOf,
  total: ({ times }) => times?.totalNs ?? 0,
  self: ({ times }) => times?.selfNs ?? 0,
  await: ({ times }) => times?.awaitNs ?? 0,
  calls: (row) => row.calls ?? 0,
  hits: (row) => row.hits,
};

function timeOf({ times }: FunctionRow): number {
  return times === null ? 0 : times.totalNs + times.awaitNs;
}

/** By what functions are sorted whose time nobody knows: by hits, where time was asked for. */
function sortOf({ sort }: ReportOptions, rows: readonly FunctionRow[]): SortKey {
  const wantsTime = sort === "time" || sort === "total" || sort === "self" || sort === "await";
  return wantsTime && rows.length > 0 && rows.every(({ times }) => times === null) ? "hits" : sort;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlace = (a: FunctionRow, b: FunctionRow): number => byText(a.path, b.path) || a.line - b.line || a.column - b.column;

/** A comparison for `sort`; rows it does not tell apart stand in the order of the source. */
function order(sort: SortKey): (a: FunctionRow, b: FunctionRow) => number {
  if (sort === "file") return byPlace;
  if (sort === "name") return (a, b) => byText(a.name, b.name) || byPlace(a, b);
  const figure = figures[sort];
  return (a, b) => figure(a) - figure(b) || byPlace(a, b);
}

/** Whether nothing of the function ever ran. */
function neverRan(row: FunctionRow): boolean {
  return (row.calls ?? 0) === 0 && row.hits === 0 && timeOf(row) === 0;
}

/**
 * Applies the options to the functions of a profile.
 *
 * @param durationNs of the run, what minPercent is a share of; null where it was not measured: then that rule hides nothing
 */
export function selectFunctions(rows: readonly FunctionRow[], options: ReportOptions, durationNs: number | null): Selection {
  const sort = sortOf(options, rows);
  // As memory_profiler has them, unless it was asked for something else.
  const isMemory = rows.length > 0 && rows.every(({ usage }) => usage !== null);
  const hidden: string[] = [];
  let shown = rows;
  const keep = (rule: (row: FunctionRow) => boolean, why: string): void => {
    const kept = shown.filter(rule);
    if (kept.length < shown.length) hidden.push(`${countOf(shown.length - kept.length, "function")} ${why}`);
    shown = kept;
  };
  if (options.file.length > 0) {
    const tests = options.file.map((glob) => ({ glob, matches: fileTest(glob) }));
    const idle = tests.filter(({ matches }) => !rows.some(({ path }) => matches(path))).map(({ glob }) => glob);
    const why = idle.length === 0 ? "of other files" : `of other files (none matches ${idle.join(" or ")})`;
    keep(({ path }) => tests.some(({ matches }) => matches(path)), why);
  }
  if (options.function !== null) {
    const pattern = options.function;
    keep((row) => row.name.search(pattern) !== -1, "of other names");
  }
  if (options.skipZero) keep((row) => !neverRan(row), "that never ran");
  if (options.minPercent > 0 && durationNs !== null) {
    const least = (durationNs * options.minPercent) / 100;
    keep((row) => row.times === null || timeOf(row) >= least, `under ${options.minPercent} % of the run`);
  }
  if (options.limit !== null && options.limit < shown.length) {
    const isByText = sort === "name" || sort === "file";
    const rank = isByText ? sortOf({ ...options, sort: "time" }, rows) : sort;
    const largest = new Set(shown.toSorted(order(rank)).slice(shown.length - options.limit));
    const most = isByText || options.limit === 0 ? `limit of ${options.limit}` : `${countOf(options.limit, "function")} with most ${rank}`;
    keep((row) => largest.has(row), `beyond the ${most}`);
  }
  return { shown: shown.toSorted(order(isMemory && options.sort === "time" ? "file" : sort)), hidden };
}
