/**
 * lcov's tracefile: hits as coverage of lines and functions, for `genhtml`, editors and services that show coverage.
 *
 * Paths are relative to the root, as in every report: run what reads the file from there.
 */
import { type Profile, visible } from "@perline/format";
import { type Format } from "../format.js";
import { defaultReportOptions, type ReportOptions } from "../options.js";
import { coverageOf, type FileCoverage } from "../views/coverage.js";
import { chosenFunctions } from "./chosen.js";
import { distinctNames } from "./distinct-names.js";
import { pieces } from "./pieces.js";

function* record({ path, functions, lines }: FileCoverage): Generator<string> {
  // A comma ends a name for some readers.
  const names = distinctNames(functions).map((name) => visible(name).replaceAll(",", ";"));
  yield `TN:\nSF:${visible(path)}\n`;
  for (const [index, { line }] of functions.entries()) yield `FN:${line},${names[index]}\n`;
  for (const [index, { calls }] of functions.entries()) yield `FNDA:${calls ?? 0},${names[index]}\n`;
  yield `FNF:${functions.length}\nFNH:${functions.filter(({ calls }) => (calls ?? 0) > 0).length}\n`;
  for (const [line, hits] of lines) yield `DA:${line},${hits}\n`;
  yield `LF:${lines.size}\nLH:${[...lines.values()].filter((hits) => hits > 0).length}\nend_of_record\n`;
}

function* exportLcov(whole: Profile, asked: Partial<ReportOptions> = {}): Generator<string> {
  const { shown } = chosenFunctions(whole, { ...defaultReportOptions, ...asked, sort: "file" });
  for (const file of coverageOf(shown)) yield* pieces(record(file));
}

/** `--format lcov`. */
export const lcov: Format = {
  id: "lcov",
  title: "hits as coverage, for genhtml and editors",
  extension: "info",
  binary: false,
  loses: ["times and memory", "which lines cannot be counted", "versions of a file", "figures of each thread apart", "warnings"],
  takes: ["skipZero", "limit", "minPercent", "function", "file"],
  export: exportLcov,
};
