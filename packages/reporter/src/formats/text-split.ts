/** Where the self time of the hottest lines went, as a section of the text report; readable at eighty columns. */
import { type ReportSplit, visible } from "@perline/format";
import { countOf, formatDuration } from "../units.js";
import { hintWords, lineWords, mixedNote, ownNote, totalWords } from "./split-words.js";

/** Lines that are told of. */
const shownLines = 10;
/** Columns of a terminal that has not many. */
const columns = 80;

/** The section, behind an empty line. */
export function* splitSection(split: ReportSplit): Generator<string> {
  const { lines, intervalNs, selfNs } = split;
  if (selfNs === 0) return;
  yield `\nWhere self time went, as V8's profiler saw it each ${formatDuration(intervalNs)}:\n`;
  yield* wrapped(totalWords(split), "all lines: ");
  for (const line of lines.slice(0, shownLines)) {
    yield `${visible(`${line.path}:${line.line} ${line.function}`)}, self ${formatDuration(line.selfNs)}\n`;
    yield* wrapped(lineWords(line).map(visible), "");
  }
  if (lines.length > shownLines) yield `... and ${countOf(lines.length - shownLines, "line")} with less\n`;
  if (lines.slice(0, shownLines).some(({ mixed }) => mixed)) yield `${mixedNote}\n`;
  if (split.parts.some(({ kind }) => kind === "own")) yield `${ownNote}\n`;
  for (const { sentence, options } of hintWords(split)) yield `${visible(sentence)}\n    ${visible(options)}\n`;
}

/** Phrases in lines, with points between. */
function* wrapped(phrases: readonly string[], title: string): Generator<string> {
  let line = `    ${title}`;
  for (const [index, phrase] of phrases.entries()) {
    const separator = index === 0 ? "" : " · ";
    if (index > 0 && line.length + separator.length + phrase.length > columns) {
      yield `${line}\n`;
      line = `        ${phrase}`;
    } else {
      line += `${separator}${phrase}`;
    }
  }
  yield `${line}\n`;
}
