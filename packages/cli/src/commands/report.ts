/** `perline report`: prints or converts one or more profiles. */
import { PerlineError } from "@perline/format";
import { type Format, formats, type ReportOptions } from "@perline/reporter";
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
    { flags: "-f, --format <id>", meaning: "one of those below; unless told, what the name of --output ends in (app.html, app.pprof), else text" },
    { flags: "-o, --output <file>", meaning: "write there and not to stdout" },
    { flags: "-t, --sort <key>", meaning: "time (total + await), total, self, await, calls, hits, name or file; of functions: pstats' keys, several by commas" },
    { flags: "-u, --unit <unit>", meaning: "of times: ns, us, ms, s, auto, or a number of seconds such as 1e-3" },
    { flags: "-z, --skip-zero", meaning: "hide functions that never ran" },
    { flags: "-n, --limit <count>", meaning: "show that many functions, the slowest" },
    { flags: "--min-percent <percent>", meaning: "hide functions with a smaller share of the run" },
    { flags: "--function <pattern>", meaning: "show functions whose name matches a regular expression" },
    { flags: "--file <glob>", meaning: "show files that match; may be repeated" },
    { flags: "--process <which>", meaning: "of these processes: a number, or a part of a command; may be repeated" },
    { flags: "--thread <which>", meaning: "of these threads: a number in its process, or a name such as main; may be repeated" },
    { flags: "--precision <digits>", meaning: "of memory in MiB: digits after the point (3)" },
    { flags: "--since <profile>", meaning: "what came behind a snapshot that the program wrote of itself in the same run, by snapshot(file)" },
    { flags: "--since-mark <label>", meaning: "what came behind a mark that the program set by mark(label); label#2 is the second of that name" },
    { flags: "--graph <when>", meaning: "draw self time over time: always, never, or auto (where stdout is a terminal), which it is unless told" },
    { flags: "--columns <ids>", meaning: "exactly these after the usual ones: await,self,throws,pending,samples,error,probe; of memory gc,allocs,bytes,bytes-per-hit, measured,measured-error,external" },
    { flags: "--restrict <what>", meaning: "functions: so many, a fraction, or those that match; may be repeated, and applies in order" },
    { flags: "--reverse", meaning: "functions: the last first" },
    { flags: "--callers", meaning: "functions: who called each" },
    { flags: "--callees", meaning: "functions: whom each called" },
    { flags: "--per-thread", meaning: "functions: a table for each thread" },
    { flags: "--threshold <percent>", meaning: "tree: hide calls with a smaller share of the run; 1 unless told" },
    { flags: "--show-all", meaning: "tree: unfold packages" },
    { flags: "--flat", meaning: "tree: a list by self time" },
    { flags: "--lines", meaning: "tree: a line a frame" },
    { flags: "--sources <which>", meaning: "html: source text in the page: none, marked (of functions that were measured) or all (all)" },
    { flags: "--physical", meaning: "formats with call paths: what is resumed after an await stands under the event loop, not under who started it" },
  ],
  table: { title: "Formats", rows: formats.map(({ id, extension, title, loses }) => [id, `${title} (.${extension})${loses.length === 0 ? "" : `; without ${loses.join(", ")}`}`]) },
  epilogue: `What the options hide is counted in the report.

Examples:
  $ perline report app.perline.json
  $ perline report --sort self --limit 5 --skip-zero app.perline.json
  $ perline report --since-mark warm app.perline.json
  $ perline report --format functions --sort cumulative app.perline.json
  $ perline report --format tree --threshold 5 app.perline.json
  $ perline report -o app.html app.perline.json
  $ perline report -o app.speedscope.json app.perline.json
  $ perline report --format json -o report.json first.json second.json`,
  run: report,
};

async function report(given: Given): Promise<void> {
  const [{ loadAll, loadProfile }, { requireDistinct }, { printReport }, { parseGraphChoice }, reporter] = await Promise.all([
    import("../report/load.js"), import("../report/distinct.js"), import("../report/print.js"), import("../report/graph.js"),
    import("@perline/reporter"),
  ]);
  const usual = reporter.defaultReportOptions;
  const wish = <T>(option: string, parse: (text: string) => T, otherwise: T): T => {
    const text = given.text(option);
    return text === undefined ? otherwise : named(option, () => parse(text));
  };
  const output = wish("output", notEmpty, null);
  const format = wish("format", reporter.parseFormat, (output === null ? undefined : reporter.formatOfFile(output)) ?? reporter.defaultFormat);
  requireMeant(given, format);
  if (format.binary && output === null && process.stdout.isTTY) {
    throw new PerlineError("usage", `the format ${format.id} is no text, and stdout is a terminal`, { hint: "Name a file with --output." });
  }
  const options: ReportOptions = {
    ...usual,
    order: format.id === "functions" ? wish("sort", reporter.parseFunctionOrder, usual.order) : usual.order,
    reverse: given.has("reverse"),
    restrict: named("restrict", () => (given.list("restrict") ?? []).map(reporter.parseRestriction)),
    related: given.has("callers") ? "callers" : given.has("callees") ? "callees" : null,
    perThread: given.has("per-thread"),
    physical: given.has("physical"),
    threshold: wish("threshold", reporter.parsePercent, usual.threshold),
    showAll: given.has("show-all"),
    flat: given.has("flat"),
    byLine: given.has("lines"),
    process: given.list("process") ?? [],
    thread: given.list("thread") ?? [],
    file: named("file", () => (given.list("file") ?? []).map(reporter.parseGlob)),
    skipZero: given.has("skip-zero"),
    sort: format.id === "functions" ? usual.sort : wish("sort", reporter.parseSort, usual.sort),
    unit: wish("unit", reporter.parseUnit, usual.unit),
    limit: wish("limit", reporter.parseLimit, usual.limit),
    minPercent: wish("min-percent", reporter.parsePercent, usual.minPercent),
    function: wish("function", reporter.parseFunctionPattern, usual.function),
    sources: wish("sources", reporter.parseSources, usual.sources),
    precision: wish("precision", reporter.parsePrecision, usual.precision),
    columns: wish("columns", reporter.parseColumns, usual.columns),
  };
  const [since, label] = [wish("since", notEmpty, null), given.text("since-mark")];
  if (since !== null && label !== undefined) {
    throw new PerlineError("usage", "--since and --since-mark name two moments", { hint: "Ask for what came behind one of them." });
  }
  requireDistinct(since === null ? given.words : [...given.words, since], { what: "profile", output });
  const whole = reporter.mergeProfiles(loadAll(given.words));
  const behind = since === null ? whole : reporter.profileSince(loadProfile(since), whole);
  const profile = label === undefined ? behind : reporter.profileSinceMark(behind, label);
  // What is not there is told before anything is written.
  reporter.selectThreads(profile, options);
  await printReport(profile, { format, options, output, graph: wish("graph", parseGraphChoice, "auto") });
}

/** Options that some formats alone know, and what each of them asks for. */
const wishes: Readonly<Record<string, readonly (keyof ReportOptions)[]>> = {
  sort: ["sort", "order"], "skip-zero": ["skipZero"], limit: ["limit"], "min-percent": ["minPercent"], function: ["function"], file: ["file"],
  unit: ["unit"], columns: ["columns"], graph: ["graph"], restrict: ["restrict"], reverse: ["reverse"], callers: ["related"], callees: ["related"],
  "per-thread": ["perThread"], threshold: ["threshold"], "show-all": ["showAll"], flat: ["flat"], lines: ["byLine"], physical: ["physical"],
  sources: ["sources"],
};

/**
 * Makes sure that nothing is asked of a format that it does not do.
 *
 * @throws PerlineError `usage`
 */
function requireMeant(given: Given, format: Format): void {
  for (const [option, asked] of Object.entries(wishes)) {
    const isTaken = ({ takes }: Format): boolean => asked.some((wish) => takes.includes(wish));
    if (!given.has(option) || isTaken(format)) continue;
    throw new PerlineError("usage", `--${option} means nothing to the format ${format.id}`, {
      hint: `It is for ${formats.filter(isTaken).map(({ id }) => id).join(", ")}.`,
    });
  }
  for (const option of ["since", "since-mark"].filter((each) => format.id === "leaks" && given.has(each))) {
    throw new PerlineError("usage", `--${option} means nothing to the format leaks, which tells of all moments of a run`, { hint: "Leave it out." });
  }
  if (given.has("callers") && given.has("callees")) {
    throw new PerlineError("usage", "--callers and --callees are tables of their own", { hint: "Ask for one after the other." });
  }
}
