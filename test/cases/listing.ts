/** Hits as a listing: the text with a margin, so that what changed is seen where it happened. */
import type { SourceRecord } from "@perline/format";

/** What ends a line in the language, and so for V8. */
const terminator = /\r\n|[\n\r\u2028\u2029]/;

/**
 * A text with the hits of each line: the maximum of a line's probes, one number for each function that has lines there, `-` where
 * arrivals cannot be counted, and nothing where no probe stands. What was left as it is stands below.
 */
export function listing(text: string, source: SourceRecord, hits: readonly number[]): string {
  const { lines, probes, skipped } = source;
  const counts: number[] = lines.line.map((_, row) => (lines.countable[row] === 1 ? 0 : -1));
  probes.forEach((row, probe) => {
    if (row >= 0 && counts[row] !== -1) counts[row] = Math.max(counts[row] ?? 0, hits[probe] ?? 0);
  });
  const margins = new Map<number, string[]>();
  const probed = new Set(probes);
  const rowsWithProbes = lines.line.map((_, row) => row).filter((row) => probed.has(row));
  const byFunction = rowsWithProbes.sort((a, b) => lines.function[a]! - lines.function[b]!);
  for (const row of byFunction) {
    const line = lines.line[row]!;
    margins.set(line, [...(margins.get(line) ?? []), counts[row] === -1 ? "-" : String(counts[row])]);
  }
  const rows = text.split(terminator).map((line, index) => `${(margins.get(index + 1) ?? []).join(",").padStart(8)} | ${line}`.trimEnd());
  if (rows.at(-1)?.trim() === "|") rows.pop();
  const notes = skipped.map(({ line, reason }) => `left alone: ${line === 0 ? "the file" : `line ${line}`}, ${reason}`);
  return [...rows, ...notes].map((row) => `${row}\n`).join("");
}

/** The actual listing, with `*` for hits where the expected one has it: how deep a stack is, say, is not ours to tell. */
export function withAnyNumbers(expected: string, actual: string): string {
  const rows = expected.split("\n");
  return actual.split("\n").map((row, index) => {
    const wanted = rows[index] ?? "";
    return /^ *\* \|/.test(wanted) && afterMargin(wanted) === afterMargin(row) ? wanted : row;
  }).join("\n");
}

function afterMargin(row: string): string {
  return row.slice(row.indexOf("|"));
}

/** Two texts beside each other, only the lines that differ; empty where none does. */
export function difference(expected: string, actual: string): string {
  const [left, right] = [expected.split("\n"), actual.split("\n")];
  const rows: string[] = [];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    if (left[index] === right[index]) continue;
    rows.push(`  line ${index + 1}`, `    expected  ${shown(left[index])}`, `    actual    ${shown(right[index])}`);
  }
  return rows.join("\n");
}

function shown(line: string | undefined): string {
  return line === undefined ? "(nothing)" : line;
}
