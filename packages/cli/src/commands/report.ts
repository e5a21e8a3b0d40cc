/** `perline report`: prints or converts one or more profiles. */
import type { Command } from "commander";
import { PerlineError } from "@perline/format";
import type { ReportOptions } from "@perline/reporter";
import { FileSelection } from "@perline/transform/selection";
import { append } from "./repeatable.js";

/** The options as typed. */
interface Typed {
  format: string;
  output?: string;
  sort?: string;
  unit?: string;
  skipZero?: true;
  limit?: string;
  minPercent?: string;
  function?: string;
  file?: string[];
  process?: string[];
  thread?: string[];
  columns?: string;
}

/** Adds the command. */
export function defineReport(program: Command): void {
  program.command("report")
    .summary("print or convert one or more profiles")
    .description("Prints a profile, or several as one, function by function and line by line; the slowest last.")
    .argument("<profile...>", "what `perline run` wrote; .gz too")
    .option("-f, --format <id>", "text, or json for machines", "text")
    .option("-o, --output <file>", "write there and not to stdout")
    .option("-t, --sort <key>", "time (total + await), total, self, await, calls, hits, name or file")
    .option("-u, --unit <unit>", "of times: ns, us, ms, s, auto, or a number of seconds such as 1e-3")
    .option("-z, --skip-zero", "hide functions that never ran")
    .option("-n, --limit <count>", "show that many functions, the slowest")
    .option("--min-percent <percent>", "hide functions with a smaller share of the run")
    .option("--function <pattern>", "show functions whose name matches a regular expression")
    .option("--file <glob>", "show files that match; may be repeated", append)
    .option("--process <which>", "of these processes: a number, or a part of a command; may be repeated", append)
    .option("--thread <which>", "of these threads: a number in its process, or a name such as main; may be repeated", append)
    .option("--columns <ids>", "exactly these after the usual ones: await,self,throws,pending,samples,error")
    .addHelpText("after", `
What the options hide is counted in the report.

Examples:
  $ perline report app.perline.json
  $ perline report --sort self --limit 5 --skip-zero app.perline.json
  $ perline report --format json -o report.json first.json second.json`)
    .action((profiles: string[], typed: Typed) => report(profiles, typed));
}

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

async function report(files: readonly string[], typed: Typed): Promise<void> {
  const [{ loadProfile }, { printReport }, reporter] = await Promise.all([
    import("../report/load.js"), import("../report/print.js"), import("@perline/reporter"),
  ]);
  const options: Partial<ReportOptions> = {
    file: globsOf(typed.file),
    process: typed.process ?? [],
    thread: typed.thread ?? [],
    skipZero: typed.skipZero ?? false,
    ...(typed.sort === undefined ? {} : { sort: reporter.parseSort(typed.sort) }),
    ...(typed.unit === undefined ? {} : { unit: reporter.parseUnit(typed.unit) }),
    ...(typed.limit === undefined ? {} : { limit: reporter.parseLimit(typed.limit) }),
    ...(typed.minPercent === undefined ? {} : { minPercent: reporter.parsePercent(typed.minPercent) }),
    ...(typed.function === undefined ? {} : { function: reporter.parseFunctionPattern(typed.function) }),
    ...(typed.columns === undefined ? {} : { columns: reporter.parseColumns(typed.columns) }),
  };
  const profile = reporter.mergeProfiles(files.map(loadProfile));
  // What is not there is told before anything is written.
  reporter.selectThreads(profile, { process: typed.process ?? [], thread: typed.thread ?? [] });
  await printReport(profile, { format: typed.format, options, output: typed.output ?? null });
}
