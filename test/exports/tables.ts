/** Readers of tables: csv-parse, and marked for those in Markdown. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { marked, type Token, type Tokens } from "marked";
import { type ByLine } from "./subjects.js";

/** A column of figures, by function and line. */
export function csvFigures(file: string, column: string): ByLine {
  const sums: ByLine = {};
  for (const row of parse<Record<string, string>>(readFileSync(file), { columns: true })) {
    const key = `${row["function"]} ${row["file"]}:${row["line"]}`;
    const figure = Number(row[column]);
    if (figure > 0) sums[key] = (sums[key] ?? 0) + figure;
  }
  return sums;
}

const contentOf = (tokens: readonly Token[]): string => tokens.map((token) => ("text" in token ? String(token.text) : token.raw)).join("");

/** The rows of the table, each by the titles of its columns. */
export function markdownRows(file: string): Record<string, string>[] {
  const table = marked.lexer(readFileSync(file, "utf8")).find((token): token is Tokens.Table => token.type === "table");
  const titles = (table?.header ?? []).map(({ tokens }) => contentOf(tokens));
  return (table?.rows ?? []).map((row) => Object.fromEntries(row.map(({ tokens }, at) => [titles[at] ?? "", contentOf(tokens)])));
}

const nsOf: Readonly<Record<string, number>> = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 };

/** The sum of times as they are printed, `52.1 µs`, and by how much what was rounded can differ from it. */
export function durationsOf(cells: readonly string[]): { ns: number; errorNs: number } {
  const parts = cells.map((cell) => /^([\d.]+) (ns|µs|ms|s)$/.exec(cell)).map((match) => {
    const [figure, unit] = [Number(match?.[1]), nsOf[match?.[2] ?? ""] ?? NaN];
    return { ns: figure * unit, errorNs: (figure < 100 ? 0.005 : 0.5) * unit };
  });
  return { ns: parts.reduce((sum, { ns }) => sum + ns, 0), errorNs: parts.reduce((sum, { errorNs }) => sum + errorNs, 0) + 1 };
}
