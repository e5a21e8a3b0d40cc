/**
 * What stays alive, by the line that created it: tracemalloc's lines, to the letter, at the end and at the highest point; the lines
 * that grow from moment to moment; and memory over time.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import { incompleteness } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectThreads } from "../threads.js";
import { countOf, formatBytes, formatCount, formatDuration, formatPercent } from "../units.js";
import { type Growth, type LiveLine, type LiveThread, liveThreads } from "../views/live.js";
import { bars, partsOf } from "./bars.js";
import { type Colours, coloursIf } from "./colours.js";

/** Lines of each list, unless told. */
const usualLimit = 10;
/** Moments of the picture where nobody says how wide it may be: more are drawn together. */
const widest = 80;
const titles = ["Score", "Growth", "Rate", "Survival"] as const;
const widths = [5, 11, 17, 8] as const;

/** What is alive of a line at a moment, as tracemalloc writes it. */
function statistic({ path, line, bytes, objects, errorBytes }: LiveLine, at: number): string {
  const [size, count, error] = [bytes[at] ?? 0, objects[at] ?? 0, errorBytes[at] ?? 0];
  const average = count === 0 ? "" : `, average=${formatBytes(size / count)}`;
  const accuracy = error === 0 ? "" : ` (± ${formatBytes(error)})`;
  return visible(`${path}:${line}: size=${formatBytes(size)}, count=${formatCount(count)}${average}${accuracy}`);
}

/** How a list is shown. */
interface Shown {
  heading: string;
  limit: number;
}

/** The lines of which something was alive at a moment, those with most first. */
function* aliveAt({ lines, moments }: LiveThread, at: number, { heading, limit }: Shown): Generator<string> {
  const moment = moments[at] ?? { bytes: 0, objects: 0 };
  yield `${heading}: ${formatBytes(moment.bytes)} in ${countOf(moment.objects, "object")}\n`;
  const alive = lines.filter(({ objects }) => (objects[at] ?? 0) > 0).toSorted((a, b) => (b.bytes[at] ?? 0) - (a.bytes[at] ?? 0));
  for (const line of alive.slice(0, limit)) yield `${statistic(line, at)}\n`;
  if (alive.length > limit) yield `... and ${countOf(alive.length - limit, "line")} more\n`;
}

/** What a line gains from one mark to the next, or in a second. */
function rateOf({ bytes, moments, durationNs }: Growth, isMarked: boolean): string {
  if (isMarked) return `${formatBytes(bytes / (moments - 1), true)}/mark`;
  return durationNs === 0 ? "" : `${formatBytes((bytes * 1e9) / durationNs, true)}/s`;
}

function* growing({ lines, moments }: LiveThread, limit: number, { bold }: Colours): Generator<string> {
  const grown = lines.flatMap((line) => (line.growth === null ? [] : [{ line, growth: line.growth }]))
    .toSorted((a, b) => b.growth.score - a.growth.score || b.growth.bytes - a.growth.bytes);
  const isMarked = moments.filter(({ label }) => label !== null).length >= 3;
  const [first] = grown;
  if (first === undefined) {
    yield moments.length < 4 ? "No line can be seen to grow: that takes three moments before the end (memory.mark, or time).\n" : "No line grows.\n";
    return;
  }
  yield `Lines that grow, over ${countOf(first.growth.moments, isMarked ? "mark" : "moment")}:\n`;
  const header = `${titles.map((title, column) => title.padStart(widths[column] ?? 0)).join("  ")}  Line`;
  yield `${header}\n${"=".repeat(header.length)}\n`;
  for (const { line, growth } of grown.slice(0, limit)) {
    const cells = [formatCount(growth.score), formatBytes(growth.bytes, true), rateOf(growth, isMarked), `${formatPercent(line.survival, 1)} %`];
    const text = line.text === null ? "" : `  ${line.text}`;
    yield `${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ")}  ${bold(visible(`${line.path}:${line.line}`))}${visible(text)}\n`;
  }
  if (grown.length > limit) yield `... and ${countOf(grown.length - limit, "line")} more\n`;
  if (first.line.traceback.length < 2) return;
  yield "\nMost of the first comes from (most recent call last):\n";
  for (const { path, line, text } of first.line.traceback) {
    yield visible(`  File "${path}", line ${line}`) + "\n";
    if (text !== null && text !== "") yield `    ${visible(text)}\n`;
  }
}

/** What is alive at each moment, as a row of bars, and below it the marks. */
function* overTime({ moments, highest }: LiveThread, columns: number): Generator<string> {
  const most = moments[highest]?.bytes ?? 0;
  if (most === 0) return;
  const parts = partsOf(moments, columns);
  const figures = parts.map((part) => part.reduce((largest, moment) => Math.max(largest, moment.bytes), 0));
  const marks = parts.map((part) => (part.some(({ label }) => label !== null) ? "^" : " ")).join("").trimEnd();
  yield `Alive over time, up to ${formatBytes(most)}:\n${bars(figures, most)}\n`;
  if (marks === "") return;
  const labels = moments.flatMap(({ label, bytes }) => (label === null ? [] : [`${visible(label)} ${formatBytes(bytes)}`]));
  yield `${marks}  ${labels.length <= usualLimit ? labels.join(", ") : countOf(labels.length, "mark")}\n`;
}

/** How lists and pictures of a thread are shown. */
interface Look {
  limit: number;
  colours: Colours;
  /** Of the picture. */
  columns: number;
}

function* threadPieces(thread: LiveThread, { limit, colours, columns }: Look): Generator<string> {
  const { moments, highest, lines, sampleBytes } = thread;
  const last = moments.length - 1;
  const created = lines.reduce((sum, line) => sum + line.created, 0);
  yield* aliveAt(thread, last, { heading: "Alive at the end", limit });
  const top = moments[highest];
  if (top !== undefined && highest !== last) {
    const when = top.label === null ? `after ${formatDuration(top.atNs)}` : JSON.stringify(top.label);
    yield "\n";
    yield* aliveAt(thread, highest, { heading: `Alive at the highest point, ${visible(when)}`, limit });
  }
  yield "\n";
  yield* growing(thread, limit, colours);
  yield "\n";
  yield* overTime(thread, columns);
  const sampled = sampleBytes === 1 ? "" : `, estimated from one for each ${formatBytes(sampleBytes)}`;
  yield `Created: ${countOf(created, "object")}${sampled}. Of arrays, maps, sets and buffers sizes are those of the moment, of others those at first.\n`;
}

function* exportLeaks(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const colours = coloursIf(options.colour);
  const { profile } = selectThreads(whole, options);
  const incomplete = incompleteness(profile);
  if (incomplete !== null) yield `${colours.yellow(visible(incomplete))}\n\n`;
  const threads = liveThreads(profile);
  if (threads.length === 0) yield "No objects were traced: perline run --leaks does that.\n";
  for (const thread of threads) {
    if (threads.length > 1) yield `Process ${thread.pid}, thread ${thread.thread.id} (${visible(thread.thread.name)})\n\n`;
    yield* threadPieces(thread, { limit: options.limit ?? usualLimit, colours, columns: options.graph ?? widest });
    if (threads.length > 1) yield "\n";
  }
}

/** `--format leaks`. */
export const leaks: Format = {
  id: "leaks",
  title: "what stays alive of the objects that lines created, and which lines grow (perline run --leaks)",
  extension: "txt",
  binary: false,
  loses: ["hits", "times", "call tree"],
  takes: ["limit", "graph"],
  export: exportLeaks,
};
