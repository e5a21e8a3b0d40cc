/**
 * istanbul's coverage file: hits as coverage of statements, one for each line that holds a probe, and of functions.
 *
 * Paths are absolute, as istanbul's own are. Columns are those of the line's first and last character, where the profile has the text.
 */
import { join } from "node:path";
import type { Profile } from "@perline/format";
import { type Format } from "../format.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { coverageOf, type FileCoverage } from "../views/coverage.js";
import { chosenFunctions } from "./chosen.js";
import { splitLines } from "./source-lines.js";

/** A file of the coverage. */
function fileOf({ sources: [source], functions, lines }: FileCoverage, path: string): object {
  const text = source === undefined || source.text === null ? [] : splitLines(source.text);
  const whole = (line: number): object => {
    const content = text[line - 1] ?? "";
    return { start: { line, column: content.length - content.trimStart().length }, end: { line, column: content.length } };
  };
  const byIndex = <Item, Value>(items: Iterable<Item>, of: (item: Item) => Value): Record<string, Value> => (
    Object.fromEntries(Array.from(items, (item, index) => [String(index), of(item)]))
  );
  return {
    path,
    statementMap: byIndex(lines.keys(), whole),
    fnMap: byIndex(functions, ({ name, line, column, endLine }) => ({
      name, line, decl: { start: { line, column }, end: { line, column: column + 1 } },
      loc: { start: { line, column }, end: { line: endLine, column: text[endLine - 1]?.length ?? 0 } },
    })),
    branchMap: {},
    s: byIndex(lines.values(), (hits) => hits),
    f: byIndex(functions, ({ calls }) => calls ?? 0),
    b: {},
  };
}

function* exportIstanbul(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const { profile, shown } = chosenFunctions(whole, { ...defaultReportOptions, ...asked, sort: "file" });
  let separator = "{";
  for (const file of coverageOf(shown)) {
    const path = join(profile.root, file.path);
    yield `${separator}\n${JSON.stringify(path)}:${JSON.stringify(fileOf(file, path))}`;
    separator = ",";
  }
  yield separator === "{" ? "{}\n" : "\n}\n";
}

/** `--format istanbul`. */
export const istanbul: Format = {
  id: "istanbul",
  title: "hits as coverage, for nyc and what reads istanbul's files",
  extension: "coverage.json",
  binary: false,
  loses: ["times and memory", "branches", "which lines cannot be counted", "versions of a file", "figures of each thread apart", "warnings"],
  takes: ["skipZero", "limit", "minPercent", "function", "file"],
  export: exportIstanbul,
};
