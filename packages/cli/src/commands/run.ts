/** `perline run`: runs a program and profiles it. */
import { Command, type ParseOptionsResult } from "commander";
import { PerlineError } from "@perline/format";
import { run } from "../run/run.js";
import { givenFlags } from "../run/node-command.js";
import { targetOf } from "../run/target.js";
import { checkLayer, type Layer, settingsOf } from "../settings/index.js";
import { requireSupportedFlags } from "../required-node.js";
import { append } from "./repeatable.js";

/** The options as typed. */
interface Typed {
  eval?: string;
  nodeArg?: string[];
  output?: string;
  view?: true;
  clock?: string;
  select?: string;
  include?: string[];
  exclude?: string[];
  interval?: string;
  delay?: string;
  duration?: string;
  children: boolean;
  source: boolean;
  verbose?: true;
}

/** Adds the command. */
export function defineRun(program: Command): void {
  const command = new RunCommand("run").copyInheritedSettings(program)
    .summary("run a program and profile it")
    .description("Runs a program and profiles it, line by line. What stands behind the script belongs to the script.")
    .usage("[options] <script> [args...]\n       perline run [options] -e <code> [args...]\n       perline run [options] -- <command> [args...]")
    .argument("[words...]", "a script, - for stdin, or a name in node_modules/.bin; and its arguments")
    .passThroughOptions()
    .option("-e, --eval <code>", "run this code")
    .option("--node-arg <flag>", "a flag for the program's Node, as --node-arg=--expose-gc; may be repeated", append)
    .option("-o, --output <file>", "where the profile goes (default: <script name>.perline.json)")
    .option("-v, --view", "print the report on stdout at the end")
    .option("--clock <kind>", "sampled (default) or exact")
    .option("--select <what>", "all functions (default), or those marked with profile")
    .option("-p, --include <glob>", "profile exactly these files, or file:function; may be repeated", append)
    .option("--exclude <glob>", "leave these out; wins; may be repeated", append)
    .option("-i, --interval [seconds]", "bring the profile up to date each so many seconds (1)")
    .option("--delay <seconds>", "begin to measure later")
    .option("--duration <seconds>", "measure so long")
    .option("--no-children", "do not profile the processes that the program starts")
    .option("--no-source", "keep source text out of the profile")
    .option("--verbose", "list what is not instrumented, and why")
    .addHelpText("after", `
Settings come from flags, PERLINE_<NAME> in the environment, and perline.config.{js,ts,json} or the key "perline" of package.json,
in this order. The exit code is the program's.

Examples:
  $ perline run --view app.js
  $ perline run --include "src/**" --output before.json app.ts --port 8080
  $ perline run -- npm test`);
  command.action((words: string[], typed: Typed) => start(typed, words, command));
  program.addCommand(command);
}

/** Reads its options as commander does, but for two things that commander does not tell or cannot know. */
class RunCommand extends Command {
  /** Whether `--` stood where the options ended: a command follows, and no script. */
  sawDashes = false;
  /** The option right before the first word whose value may be left out, and was; null for none. */
  openOption: string | null = null;

  override parseOptions(args: string[]): ParseOptionsResult {
    const typed = [...args];
    for (let i = 0; i < typed.length; i++) {
      const [word = "", next = ""] = [typed[i], typed[i + 1]];
      this.sawDashes = word === "--";
      if (this.sawDashes || word === "-" || !word.startsWith("-")) break;
      const name = word.startsWith("--") ? word.replace(/=.*/s, "") : word;
      const option = this.options.find(({ short, long }) => name === short || name === long);
      const takesValue = option?.required === true || option?.optional === true;
      if (option !== undefined && name !== word && !takesValue) throw new PerlineError("usage", `${name} takes no value`);
      this.openOption = null;
      if (name !== word) continue;
      // The seconds of `-i` may be left out: a script behind it is not their number.
      if (option?.optional === true && (next === "" || Number.isNaN(Number(next)))) {
        typed[i] = `${option.long ?? word}=1`;
        this.openOption = option.long ?? word;
      } else if (takesValue) i += 1;
    }
    return super.parseOptions(typed);
  }
}

/** Starts the run; all that a person can get wrong is told before the program starts. */
async function start(typed: Typed, words: readonly string[], { sawDashes, openOption }: RunCommand): Promise<void> {
  const nodeArgs = typed.nodeArg ?? [];
  const settings = settingsOf(layerOf(typed), { cwd: process.cwd(), environment: process.env });
  const target = targetOf({ code: typed.eval, words, command: sawDashes, behindOption: openOption, cwd: process.cwd() });
  requireSupportedFlags(givenFlags(target, nodeArgs) ?? []);
  await run({ target, settings, nodeArgs });
}

/** What the flags say, checked; a flag that was not given says nothing. */
function layerOf(typed: Typed): Layer {
  const seconds = (text: string | undefined): unknown => (text === undefined || text.trim() === "" ? text : toNumber(text));
  const given = {
    clock: typed.clock, select: typed.select, include: typed.include, exclude: typed.exclude, output: typed.output, view: typed.view,
    interval: seconds(typed.interval), delay: seconds(typed.delay), duration: seconds(typed.duration), verbose: typed.verbose,
    children: typed.children ? undefined : false,
    source: typed.source ? undefined : false,
  };
  return checkLayer(given, { code: "usage", nameOf: flagOf });
}

function toNumber(text: string): number | string {
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** A key as a flag. */
function flagOf(key: string): string {
  return key === "children" || key === "source" ? `--no-${key}` : `--${key}`;
}
