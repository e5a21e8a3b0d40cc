/** `perline run`: runs a program and profiles it. */
import { PerlineError } from "@perline/format";
import type { Command } from "../command-line/command.js";
import type { Given } from "../command-line/given.js";
import { requireSupportedFlags } from "../required-node.js";
import { givenFlags, ownFlags } from "../run/node-command.js";
import { type Run, run } from "../run/run.js";
import { type Target, targetOf } from "../run/target.js";
import { checkLayer, type Layer, settingsOf } from "../settings/index.js";

/** How it is called, and what it does. */
export const runCommand: Command = {
  name: "run",
  summary: "run a program and profile it",
  description: "Runs a program and profiles it, line by line. What stands behind the script belongs to the script.",
  usage: ["[options] <script> [args...]", "[options] -e <code> [args...]", "[options] -- <command> [args...]"],
  words: {
    name: "words", meaning: "a script, - for stdin, or a name in node_modules/.bin; and its arguments",
    atLeast: 0, atMost: Infinity, passedOn: true,
  },
  options: [
    { flags: "-e, --eval <code>", meaning: "run this code" },
    { flags: "--node-arg <flag>", meaning: "a flag for the program's Node, as --node-arg=--expose-gc; may be repeated" },
    { flags: "-o, --output <file>", meaning: "where the profile goes (default: <script name>.perline.json)" },
    { flags: "-v, --view", meaning: "print the report on stdout at the end" },
    { flags: "--clock <kind>", meaning: "sampled (default); exact: for long lines; none: hits alone, when time does not matter, at the least cost" },
    { flags: "--select <what>", meaning: "all functions (default), or those marked with profile" },
    { flags: "-p, --include <glob>", meaning: "profile exactly these files, or file:function; may be repeated" },
    { flags: "--exclude <glob>", meaning: "leave these out; wins; may be repeated" },
    { flags: "-i, --interval [seconds]", meaning: "bring the profile up to date each so many seconds (1)", bare: "1" },
    { flags: "--delay <seconds>", meaning: "begin to measure later" },
    { flags: "--duration <seconds>", meaning: "measure so long" },
    { flags: "--memory", meaning: "count the objects that each line creates, and their bytes" },
    { flags: "--leaks [bytes,frames]", meaning: "trace objects, one each so many bytes (1), and print what stays alive", bare: "1" },
    { flags: "--split", meaning: "tell how much of a line's time went into packages, Node, collections" },
    { flags: "--no-children", meaning: "do not profile the processes that the program starts" },
    { flags: "--no-source", meaning: "keep source text out of the profile" },
    { flags: "--no-cache", meaning: "instrument anew what the last run has kept, and keep nothing" },
    { flags: "--verbose", meaning: "list what is not instrumented, and why" },
  ],
  epilogue: `Settings come from flags, PERLINE_<NAME> in the environment, and
perline.config.{js,ts,json} or the key "perline" of package.json, in this order.
The exit code is the program's.

Examples:
  $ perline run --view app.js
  $ perline run --include "src/**" --output before.json app.ts --port 8080
  $ perline run --split --view app.js
  $ perline run -- npm test`,
  run: start,
};

async function start(given: Given): Promise<void> {
  const settings = settingsOf(layerOf(given), { cwd: process.cwd(), environment: process.env });
  await run({ ...programOf(given, "run"), settings });
}

/**
 * The program that was named to a command; all that a person can get wrong about it is told before it starts.
 *
 * @throws PerlineError `usage`, `script-not-found`, `node-unsupported`
 */
export function programOf(given: Given, asking: "run" | "memory"): Pick<Run, "target" | "nodeArgs"> {
  const nodeArgs = given.list("node-arg") ?? [];
  const { words, dashed, openOption } = given;
  const target = targetOf({ code: given.text("eval"), words, command: dashed, behindOption: openOption, asking, cwd: process.cwd() });
  requireFlags(target, nodeArgs);
  requireSupportedFlags(givenFlags(target, nodeArgs) ?? []);
  return { target, nodeArgs };
}

/**
 * Makes sure that what was given for a script's Node are flags, and that they will be used.
 *
 * @throws PerlineError `usage`
 */
export function requireFlags({ kind, name }: Target, nodeArgs: readonly string[]): void {
  if (nodeArgs.length > 0 && kind === "command") {
    throw new PerlineError("usage", "--node-arg is for a script: a command has flags of its own", { hint: `Give them to ${name}.` });
  }
  const noFlag = nodeArgs[ownFlags(nodeArgs).length];
  if (noFlag === undefined) return;
  throw new PerlineError("usage", `--node-arg: ${JSON.stringify(noFlag)} is no flag of Node's`, { hint: "Write it as --node-arg=--expose-gc." });
}

/** What the flags say, checked; a flag that was not given says nothing. */
export function layerOf(given: Given): Layer {
  const seconds = (name: string): unknown => {
    const text = given.text(name);
    return text === undefined || text.trim() === "" ? text : toNumber(text);
  };
  const layer = {
    clock: given.text("clock"), select: given.text("select"), include: given.list("include"), exclude: given.list("exclude"),
    output: given.text("output"), view: given.has("view") || undefined, verbose: given.has("verbose") || undefined,
    interval: seconds("interval"), delay: seconds("delay"), duration: seconds("duration"),
    memory: given.has("memory") || undefined,
    leaks: given.text("leaks"),
    split: given.has("split") || undefined,
    children: given.has("no-children") ? false : undefined,
    source: given.has("no-source") ? false : undefined,
    cache: given.has("no-cache") ? false : undefined,
  };
  return checkLayer(layer, { code: "usage", nameOf: flagOf });
}

function toNumber(text: string): number | string {
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** A key as a flag. */
function flagOf(key: string): string {
  return ["children", "source", "cache"].includes(key) ? `--no-${key}` : `--${key}`;
}
