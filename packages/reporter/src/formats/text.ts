/**
 * The text report: line_profiler's layout, to the letter, so that people and scripts that read it feel at home.
 *
 * What differs, on purpose: numbers never lose digits, source is the text that ran, hits that cannot be counted are `-`,
 * columns of ours stand before the source where they hold something, and what the reader must know about the profile stands
 * between the tables and the summary (that it is incomplete: above everything). What the program wrote is shown and not obeyed:
 * control characters have signs. Memory: the text of one function at a time.
 */
import { createRequire } from "node:module";
import { type Profile, visible } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import { incompleteness } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectFunctions } from "../select.js";
import { selectThreads } from "../threads.js";
import { countOf, formatCount, formatSeconds, formatUnit, resolveUnit } from "../units.js";
import { type FunctionRow, functionRows, type FunctionTimes, withLines } from "../views/functions.js";
import { hasRemovedObjects, type LineMemory } from "../views/memory.js";
import { splitOf } from "../views/split.js";
import { summarise } from "../views/summary.js";
import { type Colours, coloursIf } from "./colours.js";
import { footer } from "./footer.js";
import { splitLines } from "./source-lines.js";
import { type Column, columnsFor, removedMark } from "./text-columns.js";
import type * as syntax from "./syntax.js";
import { memoryDefinitions, memoryTable } from "./text-memory.js";
import { timelinePicture } from "./text-timeline.js";
import { splitSection } from "./text-split.js";
import { functionTable, type ShownSource } from "./text-table.js";

/** What a file's tables share, made once when the first is printed. */
interface FileFacts {
  columns: Column[];
  source: ShownSource;
  withoutText: boolean;
}

/** Await and pending activations of a function as an addition to its time; empty for one that never waited. */
function waits({ awaitNs, pending }: FunctionTimes, secondsOf: (ns: number) => string): string {
  if (awaitNs === 0 && pending === 0) return "";
  return ` (${secondsOf(awaitNs)} await${pending === 0 ? "" : `, ${countOf(pending, "activation")} pending`})`;
}

function functionBlock(fn: FunctionRow, facts: FileFacts, unit: number): string {
  const { bold } = facts.source.colours;
  const { lines, times } = fn;
  const functionNs = times?.totalNs ?? 0;
  const inLines = lines.reduce((sum, line) => sum + (line.times?.totalNs ?? 0), 0);
  // Rounding may add a nanosecond to each line; more is a line counted inside itself.
  const recursive = inLines > functionNs + lines.length;
  return [
    ...(times === null ? [] : [`Total time: ${formatSeconds(functionNs)} s${waits(times, (ns) => `${formatSeconds(ns)} s`)}`]),
    `File: ${fn.path}`,
    `Function: ${bold(fn.name)} at line ${fn.line}`,
    ...(facts.withoutText ? ["The source text is not in this profile.", "Continuing without the function's contents."] : []),
    "",
    functionTable(fn, facts.columns, { source: facts.source, context: { unit, functionNs } }),
    ...(recursive ? ["Recursive: lines hold the time of the calls they make, so that % Time adds up to more than 100."] : []),
    "\n",
  ].join("\n");
}

/** Digits after the point: line_profiler's two, more where a time below 0.1 s needs them for three significant digits. */
function summaryDigits(shown: readonly FunctionRow[]): number {
  const times = shown.flatMap((fn) => [fn.times?.totalNs ?? 0, fn.times?.awaitNs ?? 0]).filter((ns) => ns > 0);
  const shortest = times.reduce((least, ns) => Math.min(least, ns), Infinity);
  return shortest >= 1e8 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(shortest / 1e9)));
}

/** One line for each function. */
function* summaryLines(shown: readonly FunctionRow[]): Generator<string> {
  const digits = summaryDigits(shown);
  const seconds = (ns: number): string => (ns / 1e9).toFixed(digits);
  const figureOf = ({ hits, times }: FunctionRow): string => (times === null ? formatCount(hits) : seconds(times.totalNs));
  const width = shown.reduce((most, fn) => Math.max(most, figureOf(fn).length), 6);
  for (const fn of shown) {
    const waited = fn.times === null ? "" : waits(fn.times, (ns) => `${seconds(ns)} seconds`);
    yield `${figureOf(fn).padStart(width)} ${fn.times === null ? "hits" : "seconds"} - ${fn.path}:${fn.line} - ${fn.name}${waited}\n`;
  }
}

/** The text of a file by line, coloured where that is asked for. */
function shownSource(fn: FunctionRow, colour: boolean, colours: Colours): ShownSource {
  const lines = fn.figures.source.text === null ? [] : splitLines(fn.figures.source.text);
  if (!colour || lines.length === 0) return { lines, colours };
  // Not by `import()`: a program that has ended can still print its report.
  const { highlightLines } = createRequire(__filename)("./syntax.js") as typeof syntax;
  return { lines: highlightLines(lines, fn.path, colours), colours };
}

function* exportText(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const colours = coloursIf(options.colour);
  const { profile, hidden: others } = selectThreads(whole, options);
  const summary = summarise(profile);
  const files = new Map(combineThreads(profile).map((figures) => [figures, functionRows(figures)]));
  const all = withLines([...files.values()].flat());
  const { shown: selected, hidden: functions } = selectFunctions(all, options, summary.times?.durationNs ?? null);
  const shown = selected.map((fn) => ({ ...fn, path: visible(fn.path), name: visible(fn.name) }));
  const hidden = [...others, ...functions];
  const longestNs = shown.reduce((most, { times }) => Math.max(most, times?.totalNs ?? 0, times?.awaitNs ?? 0), 0);
  const unit = resolveUnit(options.unit, longestNs);

  const incomplete = incompleteness(profile);
  if (incomplete !== null) yield `${colours.yellow(visible(incomplete))}\n\n`;
  if (summary.times !== null) yield `Timer unit: ${formatUnit(unit)} s\n\n`;
  const facts = new Map<FunctionRow["figures"], FileFacts>();
  for (const fn of shown) {
    const known = facts.get(fn.figures) ?? {
      columns: columnsFor(files.get(fn.figures) ?? [], options.columns),
      source: shownSource(fn, options.colour, colours),
      withoutText: fn.figures.source.text === null,
    };
    facts.set(fn.figures, known);
    yield profile.reading === undefined ? functionBlock(fn, known, unit) : `${memoryTable(fn, known.source, options.precision)}\n\n\n`;
  }
  if (shown.some((fn) => fn.lines.some((line) => line.hits === null))) yield "-  a line whose hits cannot be counted\n";
  const memories = shown.flatMap(({ lines }) => lines.flatMap(({ memory }) => memory ?? []));
  const isMeasured = memories.some(({ measuredErrorBytes }) => measuredErrorBytes !== null);
  if (memories.some((memory) => isPartlyUnknown(memory, isMeasured))) yield "-  in columns of memory: what cannot be counted, or is not known\n";
  if (isMeasured) {
    yield "Allocs: counted. Bytes: modelled by the layout of V8's objects, where that tells sizes, else as measured\n";
    yield "Measured: read from the heap, before and behind some evaluations of what creates objects; +/- in 95 % of runs\n";
  }
  yield* removedObjects(shown);
  if (profile.reading !== undefined) for (const line of memoryDefinitions(profile.reading)) yield `${line}\n`;
  yield* footer(profile, { summary, all, shown, hidden, colours });
  const split = splitOf(profile, shown);
  if (split !== null) yield* splitSection(split);
  if (options.graph !== null) yield* timelinePicture(profile, options.graph);
  if (shown.length === 0 || profile.reading !== undefined) return;
  yield "\n";
  yield* summaryLines(shown);
}

/** Whether there is something that cannot be counted, or is not known. */
function isPartlyUnknown({ allocations, bytes, externalBytes, measuredBytes }: LineMemory, isMeasured: boolean): boolean {
  return [allocations, bytes, externalBytes, ...isMeasured ? [measuredBytes] : []].includes(null);
}

/** Where V8's optimiser has removed objects, in a line of text. */
function* removedObjects(shown: readonly FunctionRow[]): Generator<string> {
  const lines = shown.flatMap(({ lines: rows, path }) => rows.flatMap(({ line, memory }) => {
    return memory !== null && hasRemovedObjects(memory) ? [`${path}:${line}`] : [];
  }));
  if (lines.length === 0) return;
  yield `${removedMark}  V8's optimiser has removed objects: less than half of what the model says was there, at ${[...new Set(lines)].join(", ")}\n`;
}

/** `--format text`. */
export const text: Format = {
  id: "text",
  title: "line_profiler's table for people, function by function, the slowest last",
  extension: "txt",
  binary: false,
  loses: ["call tree", "figures of each thread apart"],
  takes: ["sort", "skipZero", "limit", "minPercent", "function", "file", "unit", "columns", "graph"],
  export: exportText,
};
