/** Runs an example by the command that its README gives, small, and reads what came of it. */
import { type Report, type ReportLine } from "@perline/format";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "../docs/commands.js";
import { inTemporaryFolder, perline, root, runWell } from "../runs.js";

export interface ExampleRun {
  /** What the example prints without perline. */
  bareOutput: string;
  /** What `perline run --view` printed: the example's output and the report. */
  output: string;
  report: Report;
  /** The one line of a file that holds this text. */
  line: (file: string, text: string) => ReportLine;
  /** Its hits. */
  hits: (file: string, text: string) => number | null;
}

/** What stands behind `npx perline run` in the README of an example. */
export function argumentsOf(name: string): string[] {
  const command = /`npx perline (run [^`]*)`/.exec(readFileSync(join(root, "examples", name, "README.md"), "utf8"))?.[1];
  if (command === undefined) throw new Error(`the README of ${name} names no command`);
  return commandOf(command.replace(/^run/, "perline")).args;
}

/** Runs `examples/<name>` bare and profiled with this environment. */
export function runExample(name: string, env: Record<string, string>): Promise<ExampleRun> {
  return inTemporaryFolder(async (folder) => {
    const args = argumentsOf(name);
    const script = args.at(-1) ?? "";
    const profile = join(folder, "profile.json");
    const bare = await runWell(["--import", "tsx", script], { env });
    const profiled = await runWell([perline, "run", "--output", profile, ...args], { env });
    const reported = await runWell([perline, "report", "--format", "json", profile]);
    const report = JSON.parse(reported.stdout) as Report;

    const line = (file: string, text: string): ReportLine => {
      const found = report.files.find((each) => each.path.endsWith(`/${file}`));
      const number = readFileSync(join(report.root, found?.path ?? file), "utf8").split("\n").findIndex((each) => each.includes(text)) + 1;
      const row = found?.lines.find((each) => each.line === number);
      if (row === undefined) throw new Error(`the report has no line of ${file} that holds ${text}`);
      return row;
    };
    return { bareOutput: bare.stdout, output: profiled.stdout, report, line, hits: (file, text) => line(file, text).hits };
  });
}
