/** `perline report`: prints or converts one or more profiles. */
import type { ReportOptions } from "@perline/reporter";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { named, notEmpty } from "../command-line/value.js";

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

async function report(given: Given): Promise<void> {
  const [{ loadProfile }, { requireDistinct }, { printReport }, reporter] = await Promise.all([
    import("../report/load.js"), import("../report/distinct.js"), import("../report/print.js"), import("@perline/reporter"),
  ]);
  const usual = reporter.defaultReportOptions;
  const wish = <T>(option: string, parse: (text: string) => T, otherwise: T): T => {
    const text = given.text(option);
    return text === undefined ? otherwise : named(option, () => parse(text));
  };
  const options: ReportOptions = {
    ...usual,
    process: given.list("process") ?? [],
    thread: given.list("thread") ?? [],
    file: named("file", () => (given.list("file") ?? []).map(reporter.parseGlob)),
    skipZero: given.has("skip-zero"),
    sort: wish("sort", reporter.parseSort, usual.sort),
    unit: wish("unit", reporter.parseUnit, usual.unit),
    limit: wish("limit", reporter.parseLimit, usual.limit),
    minPercent: wish("min-percent", reporter.parsePercent, usual.minPercent),
    function: wish("function", reporter.parseFunctionPattern, usual.function),
    columns: wish("columns", reporter.parseColumns, usual.columns),
  };
  const [format, output] = [wish("format", reporter.parseFormat, reporter.defaultFormat), wish("output", notEmpty, null)];
  requireDistinct(given.words, { what: "profile", output });
  const profile = reporter.mergeProfiles(given.words.map(loadProfile));
  // What is not there is told before anything is written.
  reporter.selectThreads(profile, options);
  await printReport(profile, { format, options, output });
}
