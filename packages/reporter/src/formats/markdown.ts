/**
 * A short report in Markdown, for review comments and language models: the hottest lines with their source, and where the time went.
 *
 * Lines are ordered by self time, the largest first, as the sum of that column then says how much of the run is shown; without time
 * by hits.
 */
import { type Profile, type ReportSplit, type ReportSplitLine, visible } from "@perline/format";
import { combineThreads } from "../figures.js";
import { type Format } from "../format.js";
import { absence, accounting, exactness, hiddenOf, incompleteness, noteOf, warningsOf } from "../notices.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { selectFunctions } from "../select.js";
import { selectThreads } from "../threads.js";
import { countOf, formatCount, formatDuration, formatPercent } from "../units.js";
import { type FunctionRow, functionRows, withLines } from "../views/functions.js";
import { type LineRow } from "../views/lines.js";
import { splitOf } from "../views/split.js";
import { summarise } from "../views/summary.js";
import { programOf } from "./remarks.js";
import { sourceLines } from "./source-lines.js";
import { hintWords, lineWords, mixedNote, ownNote, totalWords } from "./split-words.js";

/** Lines that are shown unless told. */
const usualLines = 20;
/** A longer source line, in characters, is cut. */
const longestSource = 120;

/** A line of a function. */
interface Hot {
  fn: FunctionRow;
  row: LineRow;
}

/** A column of the table. */
interface Column {
  title: string;
  cell(this: void, hot: Hot): string;
}

/** A sentence that stands for itself: nothing of it is Markdown or HTML. */
function plain(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|~&$]/g, (sign) => `\\${sign}`).replaceAll("\t", " ");
}

/** What a program wrote, as code, within more backticks than it has of them: nothing of it is a link, or calls a person. */
function code(text: string): string {
  const cut = text.length > longestSource ? `${text.slice(0, longestSource)}…` : text;
  const content = visible(cut.trim()).replaceAll("\t", " ").replaceAll("|", "\\|");
  if (content === "") return "";
  const fence = "`".repeat(1 + Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length)));
  const blank = /^`|`$/.test(content) ? " " : "";
  return `${fence}${blank}${content}${blank}${fence}`;
}

function columnsOf(hot: readonly Hot[], durationNs: number | null, split: ReportSplit | null): Column[] {
  const splits = new Map(split?.lines.map((line) => [keyOf(line), line]));
  const linesOf = sourceLines();
  const some = (figure: (row: LineRow) => number | null | undefined): boolean => hot.some(({ row }) => (figure(row) ?? 0) > 0);
  const time = (figure: (times: NonNullable<LineRow["times"]>) => number): Column["cell"] => ({ row: { times } }) => (
    times === null ? "" : formatDuration(figure(times))
  );
  const count = (figure: (row: LineRow) => number | null | undefined): Column["cell"] => ({ row }) => {
    const known = figure(row) ?? null;
    return known === null ? "" : formatCount(known);
  };
  return [
    { title: "Line", cell: ({ fn, row }) => code(`${fn.path}:${row.line}`) },
    { title: "Function", cell: ({ fn }) => code(fn.name) },
    { title: "Hits", cell: ({ row: { hits } }) => (hits === null ? "not countable" : formatCount(hits)) },
    ...durationNs === null ? [] : [
      { title: "Self", cell: time(({ selfNs }) => selfNs) },
      { title: "% of run", cell: ({ row }: Hot) => formatPercent(row.times?.selfNs ?? 0, durationNs) },
      { title: "Total", cell: time(({ totalNs }) => totalNs) },
    ],
    ...split === null ? [] : [{ title: "Self went into", cell: ({ fn, row }: Hot) => {
      const known = splits.get(keyOf({ path: fn.path, line: row.line, function: fn.name }));
      return known === undefined ? "" : plain(lineWords(known).join(", "));
    } }],
    ...some(({ times }) => times?.awaitNs) ? [{ title: "Await", cell: time(({ awaitNs }) => awaitNs) }] : [],
    ...some(({ memory }) => memory?.allocations) ? [
      { title: "Allocs", cell: count(({ memory }) => memory?.allocations) },
      { title: "Bytes", cell: count(({ memory }) => memory?.bytes) },
    ] : [],
    { title: "Source", cell: ({ fn, row }) => code(linesOf(fn.figures.source)[row.line - 1] ?? "") },
  ];
}

function* table(hot: readonly Hot[], durationNs: number | null, split: ReportSplit | null): Generator<string> {
  const columns = columnsOf(hot, durationNs, split);
  yield `| ${columns.map(({ title }) => title).join(" | ")} |\n`;
  yield `|${columns.map(({ title }) => (/Line|Function|Source|into/.test(title) ? "---" : "---:")).join("|")}|\n`;
  for (const line of hot) yield `| ${columns.map(({ cell }) => cell(line)).join(" | ")} |\n`;
}

const keyOf = ({ path, line, function: fn }: Pick<ReportSplitLine, "path" | "line" | "function">): string => `${path}:${line} ${fn}`;

/** Where self time went in all, what to include to learn more, and what a sign means. */
function* splitNotes(split: ReportSplit): Generator<string> {
  yield `- ${plain(`Self time went into ${totalWords(split).join(", ")}.`)}\n`;
  for (const { sentence, options } of hintWords(split)) yield `- ${plain(sentence)} ${code(options)}\n`;
  if (split.lines.some(({ mixed }) => mixed)) yield `- ${plain(mixedNote)}\n`;
  if (split.parts.some(({ kind }) => kind === "own")) yield `- ${plain(ownNote)}\n`;
}

/** The lines with most, and how many others there are that ran. */
function hottest(rows: readonly FunctionRow[], limit: number): { hot: Hot[]; others: number } {
  const figure = ({ row }: Hot): number => row.times?.selfNs ?? row.hits ?? 0;
  const ran = rows.flatMap((fn) => fn.lines.map((row): Hot => ({ fn, row }))).filter((hot) => figure(hot) > 0);
  return { hot: ran.toSorted((a, b) => figure(b) - figure(a)).slice(0, limit), others: Math.max(0, ran.length - limit) };
}

function* exportMarkdown(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const options = { ...defaultReportOptions, ...asked };
  const { profile, hidden: otherThreads } = selectThreads(whole, options);
  const summary = summarise(profile);
  const durationNs = summary.times?.durationNs ?? null;
  const all = withLines(combineThreads(profile).flatMap(functionRows));
  const { shown, hidden } = selectFunctions(all, { ...options, limit: null }, durationNs);
  const { hot, others } = hottest(shown, options.limit ?? usualLines);
  const split = splitOf(profile, shown);
  yield `# Hot lines of ${code(programOf(profile))}\n\n`;
  const incomplete = incompleteness(profile);
  if (incomplete !== null) yield `**${plain(incomplete)}**\n\n`;
  if (hot.length > 0) {
    yield* table(hot, durationNs, split);
    yield "\n";
  }
  const left = [...otherThreads, ...hidden, ...others > 0 ? [`${countOf(others, "line")} with less`] : []];
  const sentences = [
    absence(profile, summary, all), accounting(profile, summary), exactness(profile, summary, []),
    ...warningsOf(profile, []).map(noteOf), left.length === 0 ? null : hiddenOf(left),
  ];
  for (const sentence of sentences) if (sentence !== null) yield `- ${plain(sentence)}\n`;
  if (split !== null) yield* splitNotes(split);
}

/** `--format markdown`. */
export const markdown: Format = {
  id: "markdown",
  title: "the hottest lines with their source and figures, short, for review comments and language models",
  extension: "md",
  binary: false,
  loses: ["lines with less than those shown", "call tree", "source text around lines", "figures of each thread apart"],
  takes: ["skipZero", "limit", "minPercent", "function", "file"],
  export: exportMarkdown,
};
