/** What a person can ask of a report, and how each wish is written on a command line. */
import { PerlineError } from "@perline/format";
import picomatch from "picomatch";
import type { FunctionOrder, Restriction } from "./function-order.js";
import { type TimeUnit } from "./units.js";

/** By what functions are ordered, the largest last; `name` and `file` in alphabetical order. `time` is total + await. */
export const sortKeys = ["time", "total", "self", "await", "calls", "hits", "name", "file"] as const;

/** One of {@link sortKeys}. */
export type SortKey = (typeof sortKeys)[number];

/** The columns that can follow line_profiler's. */
export const columnIds = [
  "await", "self", "throws", "pending", "samples", "error", "probe", "gc", "allocs", "bytes", "bytes-per-hit", "measured",
  "measured-error", "external",
] as const;

/** One of {@link columnIds}. */
export type ColumnId = (typeof columnIds)[number];

/** How much source text a page holds; `marked`: that of the functions that were measured, the lines around them empty. */
export const sourceChoices = ["none", "marked", "all"] as const;

/** One of {@link sourceChoices}. */
export type SourceChoice = (typeof sourceChoices)[number];

/** What a report shows, and how. Whatever these hide is counted in the report. */
export interface ReportOptions {
  sort: SortKey;
  /** Unit of times in tables, in seconds, or `auto`. JSON has nanoseconds whatever this says. */
  unit: TimeUnit;
  /** Hides functions that never ran. */
  skipZero: boolean;
  /** Shows that many functions, those with most of what is sorted by (with most time when sorted by a name). */
  limit: number | null;
  /** Hides functions whose total + await is less than this share of the run's duration, in percent. */
  minPercent: number;
  /** Shows only functions whose name matches. */
  function: RegExp | null;
  /** Shows only files whose path, or name where the glob has no slash, matches one of these; none: all. */
  file: readonly string[];
  /** Tells only of these processes, each by its number or a part of its command; none: all. */
  process: readonly string[];
  /** Tells only of these threads, each by its number in its process or its name; none: all. */
  thread: readonly string[];
  /** Exactly these columns after line_profiler's; null: those that hold something in the file. */
  columns: readonly ColumnId[] | null;
  /** Of the table of functions: its order, by one key after the other. */
  order: readonly FunctionOrder[];
  /** Of the table of functions: the last first. */
  reverse: boolean;
  /** What the table of functions is cut down by, one after the other. */
  restrict: readonly Restriction[];
  /** Of the table of functions: with each, not its figures but who called it, or whom it called. */
  related: "callers" | "callees" | null;
  /** A table of functions for each thread. */
  perThread: boolean;
  /** Activations that were resumed stand where the event loop called them, and not under the call that started them. */
  physical: boolean;
  /** Of the call tree: hides calls with a smaller share of the run, in percent. */
  threshold: number;
  /** Of the call tree: packages too, whose frames are folded otherwise. */
  showAll: boolean;
  /** Of the call tree: a list by self time in its place. */
  flat: boolean;
  /** Of the call tree: a line a frame. */
  byLine: boolean;
  /** Of a page: the source text in it. */
  sources: SourceChoice;
  /** Digits after the point of memory in MiB. */
  precision: number;
  /** Draws pictures of time, or memory over time, so many columns wide; null: none that is not part of the format. */
  graph: number | null;
  /** For a terminal: heat and syntax in colour. */
  colour: boolean;
}

/** Of MiB: as many as a byte needs. */
const mostDigits = 20;

/** What a report shows unless told. */
export const defaultReportOptions: ReportOptions = {
  sort: "time", unit: 1e-6, skipZero: false, limit: null, minPercent: 0, function: null, file: [], process: [], thread: [], columns: null,
  order: ["cumulative"], reverse: false, restrict: [], related: null, perThread: false,
  physical: false, threshold: 1, showAll: false, flat: false, byLine: false, sources: "all", precision: 3, graph: null, colour: false,
};

/**
 * A sort key as written.
 *
 * @throws PerlineError `usage`
 */
export function parseSort(text: string): SortKey {
  return oneOf(sortKeys, text, "key to sort by");
}

/**
 * How much source text, as written.
 *
 * @throws PerlineError `usage`
 */
export function parseSources(text: string): SourceChoice {
  return oneOf(sourceChoices, text, "choice of sources");
}

/**
 * Columns as written: names with commas between them, each once; nothing for none.
 *
 * @throws PerlineError `usage`
 */
export function parseColumns(text: string): ColumnId[] {
  const ids = text.trim() === "" ? [] : text.split(",").map((id) => oneOf(columnIds, id.trim(), "column"));
  const again = ids.find((id, place) => ids.indexOf(id) < place);
  if (again === undefined) return ids;
  throw new PerlineError("usage", `${JSON.stringify(again)} is named twice`, { hint: "Name each column once." });
}

/**
 * A glob of files as written.
 *
 * @throws PerlineError `usage`
 */
export function parseGlob(text: string): string {
  if (/^.{2,}:[^/\\:[\]]+$/.test(text)) {
    throw new PerlineError("usage", `${JSON.stringify(text)} names a function`, { hint: "Use --function for it: here, files are wanted." });
  }
  try {
    fileTest(text);
    return text;
  } catch (cause) {
    const why = text === "" ? "it is empty" : cause instanceof Error ? cause.message : String(cause);
    throw new PerlineError("usage", `${JSON.stringify(text)} is no glob: ${why}`, { cause, hint: "Use one such as src/** or *.ts." });
  }
}

/** What a glob of {@link ReportOptions.file} says of a path; without a slash it looks at the name alone. Throws for none. */
export function fileTest(glob: string): (path: string) => boolean {
  return picomatch(glob, { basename: !glob.includes("/"), dot: true, strictBrackets: true });
}

/**
 * The pattern of function names as written: a regular expression.
 *
 * @throws PerlineError `usage`
 */
export function parseFunctionPattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch (cause) {
    throw new PerlineError("usage", `${JSON.stringify(text)} is no regular expression`, {
      cause, hint: "Special characters such as ( or [ need a \\ before them.",
    });
  }
}

/**
 * How many functions to show, as written.
 *
 * @throws PerlineError `usage`
 */
export function parseLimit(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new PerlineError("usage", `${JSON.stringify(text)} is no number of functions`, { hint: "Use a whole number, such as 10." });
}

/**
 * Digits after the point, as written.
 *
 * @throws PerlineError `usage`
 */
export function parsePrecision(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= mostDigits) return Number(text);
  throw new PerlineError("usage", `${JSON.stringify(text)} is no number of digits`, { hint: `Use a whole number from 0 to ${mostDigits}.` });
}

/**
 * A share in percent, as written.
 *
 * @throws PerlineError `usage`
 */
export function parsePercent(text: string): number {
  const percent = text.trim() === "" ? NaN : Number(text);
  if (percent >= 0 && percent <= 100) return percent;
  throw new PerlineError("usage", `${JSON.stringify(text)} is no percentage`, { hint: "Use a number from 0 to 100, such as 0.5." });
}

/** Wrong usage: a name that is none of those there are. */
export function noSuch(what: string, written: string, known: readonly string[]): PerlineError {
  return new PerlineError("usage", `${JSON.stringify(written)} is no ${what}`, { hint: `Use one of ${known.join(", ")}.` });
}

function oneOf<Id extends string>(ids: readonly Id[], text: string, what: string): Id {
  const found = ids.find((id) => id === text);
  if (found === undefined) throw noSuch(what, text, ids);
  return found;
}
