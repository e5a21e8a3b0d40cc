/** `perline report`: prints or converts one or more profiles. */
import { PerlineError } from "@perline/format";
import type { ReportOptions } from "@perline/reporter";
import { FileSelection } from "@perline/transform/selection";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";

/** How it is called, and what it does. */
export const reportCommand: Command = {
  name: "report",
  summary: "print or convert one or more profiles",
  description: "Prints a profile, or several as one, function by function and line by line; the slowest last.",
  usage: ["[options] <profile...>"],
  words: { name: "profile", meaning: "what `perline run` wrote; .gz too", atLeast: 1, atMost: Infinity, passedOn: false },
  options: [
    { flags: "-f, --format <id>", meaning: "text (default), or json for machines" },
    { flags: "-o, --output <file>", meaning: "write there and not to stdout" },
    { flags: "-t, --sort <key>", meaning: "time (total + await), total, self, await, calls, hits, name or file" },
    { flags: "-u, --unit <unit>", meaning: "of times: ns, us, ms, s, auto, or a number of seconds such as 1e-3" },
    { flags: "-z, --skip-zero", meaning: "hide functions that never ran" },
    { flags: "-n, --limit <count>", meaning: "show that many functions, the slowest" },
    { flags: "--min-percent <percent>", meaning: "hide functions with a smaller share of the run" },
    { flags: "--function <pattern>", meaning: "show functions whose name matches a regular expression" },
    { flags: "--file <glob>", meaning: "show files that match; may be repeated" },
    { flags: "--process <which>", meaning: "of these processes: a number, or a part of a command; may be repeated" },
    { flags: "--thread <which>", meaning: "of these threads: a number in its process, or a name such as main; may be repeated" },
    { flags: "--columns <ids>", meaning: "exactly these after the usual ones: await,self,throws,pending,samples,error,probe" },
  ],
  epilogue: `What the options hide is counted in the report.

Examples:
  $ perline report app.perline.json
  $ perline report --sort self --limit 5 --skip-zero app.perline.json
  $ perline report --format json -o report.json first.json second.json`,
  run: report,
};

/** @throws PerlineError `usage` for a glob that is none */
function globsOf(globs: readonly string[] = []): string[] {
  try {
    new FileSelection({ root: "/", include: globs, exclude: [] });
    return [...globs];
  } catch (cause) {
    if (!(cause instanceof PerlineError)) throw cause;
    throw new PerlineError("usage", `--file: ${cause.message}`, { cause });
  }
}

async function report(given: Given): Promise<void> {
  const [{ loadProfile }, { printReport }, reporter] = await Promise.all([
    import("../report/load.js"), import("../report/print.js"), import("@perline/reporter"),
  ]);
  const threads = { process: given.list("process") ?? [], thread: given.list("thread") ?? [] };
  const [sort, unit, limit] = [given.text("sort"), given.text("unit"), given.text("limit")];
  const [minPercent, pattern, columns] = [given.text("min-percent"), given.text("function"), given.text("columns")];
  const options: Partial<ReportOptions> = {
    ...threads,
    file: globsOf(given.list("file")),
    skipZero: given.has("skip-zero"),
    ...(sort === undefined ? {} : { sort: reporter.parseSort(sort) }),
    ...(unit === undefined ? {} : { unit: reporter.parseUnit(unit) }),
    ...(limit === undefined ? {} : { limit: reporter.parseLimit(limit) }),
    ...(minPercent === undefined ? {} : { minPercent: reporter.parsePercent(minPercent) }),
    ...(pattern === undefined ? {} : { function: reporter.parseFunctionPattern(pattern) }),
    ...(columns === undefined ? {} : { columns: reporter.parseColumns(columns) }),
  };
  const profile = reporter.mergeProfiles(given.words.map(loadProfile));
  // What is not there is told before anything is written.
  reporter.selectThreads(profile, threads);
  await printReport(profile, { format: given.text("format") ?? "text", options, output: given.text("output") ?? null });
}
