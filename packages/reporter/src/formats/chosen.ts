/**
 * What a person asked to see of a profile: for formats that hold lines some functions, for those that hold call paths what was called
 * by them or on the way to them.
 */
import type { Profile } from "@perline/format";
import { combineThreads } from "../figures.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectFunctions } from "../select.js";
import { selectThreads } from "../threads.js";
import { formatDuration } from "../units.js";
import { callTree } from "../views/call-tree.js";
import { type FunctionRow, functionRows, withLines } from "../views/functions.js";
import { linesOf, type PlacedLine } from "../views/measures.js";
import type { Paths } from "../views/stacks.js";
import { summarise } from "../views/summary.js";

/**
 * The functions that a person asked to see, of the threads asked for.
 *
 * @throws PerlineError `usage` for a process or thread that is not there
 */
export function chosenFunctions(whole: Profile, options: ReportOptions): { profile: Profile; shown: FunctionRow[] } {
  const { profile } = selectThreads(whole, options);
  const all = combineThreads(profile).flatMap(functionRows);
  const { shown } = selectFunctions(all, options, summarise(profile).times?.durationNs ?? null);
  return { profile, shown };
}

/** What is left of a profile. */
export interface Chosen {
  /** Of the threads that were asked for. */
  profile: Profile;
  paths: Paths;
  /** Of the functions that were asked for. */
  lines: PlacedLine[];
  /** A phrase for each rule that hid something. */
  hidden: string[];
}

/**
 * Applies the options `process`, `thread`, `function`, `file` and `physical`.
 *
 * @throws PerlineError `usage` for a process or thread that is not there
 */
export function chosen(whole: Profile, asked: Partial<ReportOptions>): Chosen {
  const { process, thread, function: pattern, file, physical } = { ...defaultReportOptions, ...asked };
  const { profile, hidden } = selectThreads(whole, { process, thread });
  const paths: Paths = { stacks: physical ? "physical" : "logical" };
  const lines = linesOf(profile);
  if (pattern === null && file.length === 0) return { profile, paths, lines, hidden };
  const rows = combineThreads(profile).map((figures) => withLines(functionRows(figures)));
  const { shown, hidden: others } = selectFunctions(rows.flat(), { ...defaultReportOptions, function: pattern, file }, null);
  const isShown = new Set(shown);
  const wanted = rows.map((ofSource) => new Set(ofSource.filter((fn) => isShown.has(fn)).map(({ index }) => index)));
  const through = (source: number, index: number): boolean => wanted[source]?.has(index) === true;
  const leftNs = (summarise(profile).times?.durationNs ?? 0) - (callTree(profile, { ...paths, frames: "functions", through })?.[0].totalNs ?? 0);
  return {
    profile, paths: { ...paths, through },
    lines: lines.filter(({ source, row }) => through(source, row.function)),
    hidden: [...hidden, ...others, ...leftNs === 0 ? [] : [`${formatDuration(leftNs)} outside of calls of those shown`]],
  };
}
