/**
 * JSON for machines: the report schema of `@perline/format`, to the letter.
 *
 * Functions and lines stand in the order of the tables. Functions that options hide are left out with their lines, files
 * with them once none is left, and counted in `warnings`. One file of the report at a time is held as text.
 */
import { type Profile, type Report, type ReportFile, type ReportFunction, type ReportLine, type ReportLiveLine, reportVersion } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import { incompleteness, warningsOf } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectFunctions } from "../select.js";
import { marksOf } from "../since-mark.js";
import { selectThreads } from "../threads.js";
import { type FunctionRow, functionRows } from "../views/functions.js";
import { blockedStretches, timelines, utilisation } from "../views/course.js";
import { type LiveLine, liveThreads } from "../views/live.js";
import { type LineRow } from "../views/lines.js";
import { splitOf } from "../views/split.js";
import { summarise } from "../views/summary.js";
import { jsonHead } from "./pieces.js";

/** Everything of the report but its files. */
function envelope(profile: Profile, hidden: readonly string[]): Omit<Report, "files"> {
  const summary = summarise(profile);
  const { times } = summary;
  const incomplete = incompleteness(profile);
  return {
    format: "perline-report", version: reportVersion, perline: profile.perline, complete: profile.complete,
    argv: profile.argv, root: profile.root,
    clock: profile.clock, ...(profile.reading === undefined ? {} : { reading: profile.reading }),
    durationNs: times?.durationNs ?? null, wallNs: times?.wallNs ?? null, instrumentNs: summary.instrumentNs,
    outsideNs: times?.outsideNs ?? null, idleNs: times?.idleNs ?? null, gcNs: summary.gcNs,
    samples: summary.samples, intervalNs: summary.intervalNs, probeNs: profile.probeNs,
    processes: profile.processes.map(({ pid, ppid, argv, threads, summed }) => ({
      pid, ppid, argv, threads: threads.map(({ id, name, durationNs, summed: all }) => ({
        id, name, durationNs, ...(all === undefined ? {} : { summed: all }),
      })),
      ...(summed === undefined ? {} : { summed }),
    })),
    skipped: profile.sources.flatMap(({ path, skipped }) => skipped.map(({ line, reason }) => ({ path, line, reason }))),
    warnings: [...(incomplete === null ? [] : [incomplete]), ...warningsOf(profile, hidden)],
  };
}

/** What a function has where no time was measured. */
const untimedFunction = { totalNs: null, selfNs: null, awaitNs: null, pending: null, throws: null, gcNs: null };

function functionOf({ name, line, column, endLine, calls, times, usage }: FunctionRow): ReportFunction {
  return { name, line, column, endLine, calls, ...(times ?? untimedFunction), ...usage };
}

/** What a line has there. */
const untimedLine = {
  totalNs: null, selfNs: null, awaitNs: null, throws: null, gcNs: null, samples: null, errorNs: null, probeNs: null,
};

/** @param index of the line's function among those shown */
function lineOf(row: LineRow, index: number): ReportLine {
  const { line, countable, hits } = row;
  const { totalNs, selfNs, awaitNs, throws, gcNs, samples, errorNs, probeNs } = row.times ?? untimedLine;
  return {
    line, function: index, countable, hits, totalNs, selfNs, awaitNs, throws, gcNs, samples, errorNs, probeNs,
    ...(row.memory ?? { allocations: null, bytes: null }),
    ...row.usage,
  };
}

function fileOf(path: string, hash: string, rows: readonly FunctionRow[]): ReportFile {
  const lines = rows.flatMap((row, index) => row.lines.map((line) => lineOf(line, index)));
  return { path, hash, functions: rows.map(functionOf), lines: lines.toSorted((a, b) => a.line - b.line || a.function - b.function) };
}

/** A line that created objects, without the source texts, which files have. */
function withoutTexts({ text: _, traceback, ...line }: LiveLine): ReportLiveLine {
  return { ...line, traceback: traceback.map(({ text: __, ...frame }) => frame) };
}

function* exportJson(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const { profile, hidden: others } = selectThreads(whole, options);
  const sources = combineThreads(profile).map(functionRows);
  const { shown, hidden } = selectFunctions(sources.flat(), options, summarise(profile).times?.durationNs ?? null);
  const shownRows = new Set(shown);
  yield `${jsonHead(envelope(profile, [...others, ...hidden]), "files")}[`;
  let separator = "\n";
  for (const [i, { path, hash }] of profile.sources.entries()) {
    const all = sources[i] ?? [];
    const rows = all.filter((row) => shownRows.has(row));
    if (rows.length === 0 && all.length > 0) continue;
    yield `${separator}${JSON.stringify(fileOf(path, hash, rows))}`;
    separator = ",\n";
  }
  const live = liveThreads(profile).map((thread) => ({ ...thread, lines: thread.lines.map(withoutTexts) }));
  const [blocked, courses] = [blockedStretches(profile), timelines(profile)];
  const split = splitOf(profile, shown);
  const marks = profile.processes.flatMap((process) => marksOf(process).map(({ name, atNs }) => ({ pid: process.pid, name, atNs })));
  const ending: Pick<Report, "live" | "split" | "utilisation" | "blocked" | "timelines" | "marks"> = {
    utilisation: utilisation(summarise(profile).times ?? { durationNs: null, idleNs: null }),
    ...live.length === 0 ? {} : { live },
    ...blocked.length === 0 ? {} : { blocked },
    ...courses.length === 0 ? {} : { timelines: courses },
    ...split === null ? {} : { split },
    ...marks.length === 0 ? {} : { marks },
  };
  yield `\n],${JSON.stringify(ending).slice(1)}\n`;
}

/** `--format json`. */
export const json: Format = {
  id: "json",
  title: "figures of every line and function for machines, with a JSON Schema",
  extension: "json",
  binary: false,
  loses: ["call tree", "source text", "figures of each thread apart"],
  takes: ["sort", "skipZero", "limit", "minPercent", "function", "file", "unit", "columns"],
  export: exportJson,
};
