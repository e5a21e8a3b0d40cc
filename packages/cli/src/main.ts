/** The command line: builds the program from the list of commands, and turns every failure into a sentence and an exit code. */
import { Command, CommanderError } from "commander";
import { PerlineError } from "@perline/format";
import { commands } from "./commands/index.js";
import { exitCodeOf } from "./failure.js";
import { requireSupportedNode } from "./required-node.js";
import { say } from "./say.js";
import { version } from "./version.js";

function programOf(): Command {
  const program = new Command("perline")
    .description("The deterministic line profiler for JavaScript and TypeScript.")
    .version(version, "-V, --version")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
    .addHelpText("after", "\nExample:\n  $ perline run --view app.js\n");
  for (const define of commands) define(program);
  return program;
}

/** A failure as a PerlineError; null for help and version, which are none. */
function failureOf(error: unknown, [command, topic]: readonly string[]): PerlineError | null {
  if (error instanceof PerlineError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    if (error.code === "commander.help" && command === "help") return new PerlineError("usage", `unknown command '${topic}'`, { hint: "Try `perline --help`." });
    if (error.code === "commander.help") return new PerlineError("usage", "a command is missing", { hint: "Try `perline --help`." });
    const [sentence = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
    return new PerlineError("usage", sentence, { hint: suggestion?.replace(/^\((.*)\)$/, "$1") ?? "Try `perline --help`." });
  }
  throw error;
}

/**
 * Runs a command line, without the executable and the script. Ends by `process.exitCode`; never throws what a person caused.
 *
 * @param argv what stands behind `perline`
 */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader that has seen enough (`perline report … | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    requireSupportedNode();
    await programOf().parseAsync(argv, { from: "user" });
  } catch (error) {
    const failure = failureOf(error, argv);
    if (failure === null) return;
    say(failure.describe());
    process.exitCode = exitCodeOf(failure);
  }
}
