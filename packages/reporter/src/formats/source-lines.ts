/** The source text that a profile holds, by line, as it can be shown: control characters have signs. */
import { type SourceRecord, visible } from "@perline/format";

/** A longer line, in characters, is cut: a minified file is one line, shown once for each of its functions. */
const longestLine = 10_000;

/**
 * The lines of a text, the same that a parser of JavaScript counts, without blanks at their ends; a last line break begins none.
 * Item 0 is line 1.
 */
export function splitLines(text: string): string[] {
  return text.replace(/(?:\r\n|[\n\r\u2028\u2029])$/u, "").split(/\r\n|[\n\r\u2028\u2029]/u).map(visible).map((line) => (
    line.length <= longestLine ? line.trimEnd() : `${line.slice(0, longestLine)} ... and ${line.length - longestLine} characters more`
  ));
}

/** Gives the lines of sources, each split once; none where the text was kept out. */
export function sourceLines(): (source: SourceRecord) => readonly string[] {
  const known = new Map<SourceRecord, readonly string[]>();
  return (source) => {
    const lines = known.get(source) ?? (source.text === null ? [] : splitLines(source.text));
    known.set(source, lines);
    return lines;
  };
}
