/** The command line: finds the command, and turns every failure into a sentence and an exit code. */
import { createRequire } from "node:module";
import { PerlineError } from "@perline/format";
import { commandOf, readArguments } from "./command-line/given.js";
import type * as help from "./command-line/help.js";
import { commands } from "./commands/index.js";
import { exitCodeOf } from "./failure.js";
import type * as refusal from "./refusal.js";
import { requireSupportedNode } from "./required-node.js";
import { say } from "./say.js";
import type * as packageVersion from "./version.js";

// Loaded where it is asked for: every run waits for what is loaded here.
const load = createRequire(__filename);

/** What stands behind `perline`, done. */
async function perform([name, ...typed]: readonly string[]): Promise<void> {
  if (name === undefined) throw new PerlineError("usage", "a command is missing", { hint: "Try `perline --help`." });
  if (name === "-V" || name === "--version") {
    const { version } = load("./version.js") as typeof packageVersion;
    process.stdout.write(`${version}\n`);
    return;
  }
  if (name === "-h" || name === "--help") return printHelp();
  if (name === "help") return printHelp(typed.find((word) => !word.startsWith("-")));
  const command = commandOf(name, commands);
  const given = readArguments(command, typed);
  if (given.has("help")) return printHelp(name);
  await command.run(given);
}

/** Prints the help of a command, or of the program. */
function printHelp(topic?: string): void {
  const { helpOf, programHelp } = load("./command-line/help.js") as typeof help;
  // None where stdout is no terminal.
  const width: number | undefined = process.stdout.columns;
  process.stdout.write(`${topic === undefined ? programHelp(commands, width) : helpOf(commandOf(topic, commands), width)}\n`);
}

/** Tells that stdout takes nothing more. */
function failToWrite(cause: Error): void {
  const { refusalOf } = load("./refusal.js") as typeof refusal;
  end(new PerlineError("output-not-writable", `stdout cannot be written: ${refusalOf(cause)}`, { cause }));
}

/** Tells of a failure; the process will end by its code. */
function end(error: PerlineError): void {
  say(error.describe());
  process.exitCode = exitCodeOf(error);
}

/**
 * Runs a command line, without the executable and the script. Ends by `process.exitCode`; never throws what a person caused.
 *
 * @param argv what stands behind `perline`
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`perline report … | head`) is no failure.
    if (error.code !== "EPIPE") failToWrite(error);
  });
  try {
    requireSupportedNode();
    await perform(argv);
  } catch (error) {
    if (!(error instanceof PerlineError)) throw error;
    end(error);
  }
}
