/** `perline memory`: runs a program and shows how much memory each line of its marked functions adds. */
import { defaultReportOptions, parsePrecision } from "@perline/reporter";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { run } from "../run/run.js";
import { settingsOf } from "../settings/index.js";
import { layerOf, programOf, runCommand } from "./run.js";

/** Options of `run` that this has too, and means the same by. */
const shared = ["eval", "node-arg", "output", "include", "exclude", "no-children", "no-source", "no-cache", "verbose"];

/** How it is called, and what it does. */
export const memoryCommand: Command = {
  name: "memory",
  summary: "run a program and show how much memory each line adds",
  description: "Runs a program, reads at each line of its marked functions how much memory is in use, and prints memory_profiler's table.",
  usage: runCommand.usage,
  words: runCommand.words,
  options: [
    ...runCommand.options.filter(({ flags }) => shared.some((name) => flags.includes(`--${name}`))),
    { flags: "--select <what>", meaning: "functions marked with profile (default), or all" },
    { flags: "--collect", meaning: "collect garbage before each reading, so that what a line releases shows at that line" },
    { flags: "--rss", meaning: "read the resident memory of the process, and not V8's heap" },
    { flags: "--precision <digits>", meaning: "digits after the point (3)" },
  ],
  epilogue: `The exit code is the program's. \`perline report\` prints the table again.

Examples:
  $ perline memory --collect app.js
  $ perline memory --select all --include "src/load.ts" app.ts`,
  run: start,
};

async function start(given: Given): Promise<void> {
  const precision = given.text("precision");
  const report = precision === undefined ? defaultReportOptions : { precision: parsePrecision(precision) };
  const settings = settingsOf({ ...layerOf(given), view: true }, {
    cwd: process.cwd(), environment: process.env, usual: { select: "marked" },
  });
  await run({
    ...programOf(given, "memory"), settings, report, reading: { of: given.has("rss") ? "rss" : "heap", collects: given.has("collect") },
  });
}
