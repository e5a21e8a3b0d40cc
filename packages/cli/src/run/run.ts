/** A run from end to end: start the program, wait, gather what its processes measured, write it, tell it. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { PerlineError } from "@perline/format";
import { findRoot } from "@perline/transform/selection";
import { requireOneAbi } from "../abi.js";
import { say } from "../say.js";
import type { Settings } from "../settings/index.js";
import { type Ending, endAs, runChild, Signals, type Start } from "./child.js";
import { canStart, starter } from "./code.js";
import { stackFlags, tracesFlag } from "./flags.js";
import { entryFile, handOver, mayBeSole, soleFileOf } from "./entry.js";
import { environmentFor, type Handover, type ScriptHandover } from "./handover.js";
import { hostOptions } from "./host-options.js";
import { incompletenessOf, noticesOf, skipsOf } from "./notices.js";
import { publish, requireWritable } from "./output.js";
import { closeSession, gather, type Harvest, openSession, withWarnings } from "./session.js";
import { commandName, quoted } from "./shown.js";
import type { Target } from "./target.js";

/** What to run, and how. */
export interface Run {
  target: Target;
  settings: Settings;
  /** Flags of Node's own that the person gave. */
  nodeArgs: readonly string[];
}

/**
 * Runs a program and writes its profile; then ends as the program ended.
 *
 * @throws PerlineError before the program starts: `abi-mismatch`, `output-not-writable`, `script-not-found`
 */
export async function run({ target, settings, nodeArgs }: Run): Promise<void> {
  requireOneAbi();
  const output = resolve(settings.output ?? `${target.name}.perline.json`);
  requireWritable(output);
  const isInput = target.code?.name === "[stdin]";
  const code = target.code === null || !isInput ? target.code : { ...target.code, text: await readAll(process.stdin) };
  const signals = new Signals();
  const folder = openSession();
  try {
    const stopPublishing = publishRegularly(folder, output, settings.interval);
    const ending = await start({ target: { ...target, code }, settings, nodeArgs }, folder, signals).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PerlineError("script-not-found", `the program cannot be started: ${reason}`, { file: target.executable, cause });
    });
    await stopPublishing();
    await finish({ folder, output, settings, ending });
  } finally {
    closeSession(folder);
    signals.release();
  }
}

/** Starts the program's process and waits for its end. While Node comes up there, what it will want first is made ready here. */
async function start(run: Run, folder: string, signals: Signals): Promise<Ending> {
  const { target, settings, nodeArgs } = run;
  const root = findRoot(process.cwd());
  const flags = target.kind === "command" ? [] : [...stackFlags(nodeArgs), ...(nodeArgs.includes(tracesFlag) ? [] : [tracesFlag])];
  const options = hostOptions(settings, root, flags.includes(tracesFlag));
  const file = mayBeSole(nodeArgs, process.env) ? soleFileOf(target, options) : null;
  const entry = file === null ? null : entryFile(folder);
  const ending = runChild(startOf(run, { folder, root, flags, entry }), signals);
  if (file !== null && entry !== null) void handOver(file, options, entry);
  return ending;
}

/** What the program's process is told beyond what was asked for. */
interface Surroundings extends Pick<Handover, "folder" | "root">, Pick<ScriptHandover, "flags" | "entry"> {}

/** How the program's process is started. A script is Node's; a command gets its environment and nothing else. */
function startOf({ target, settings, nodeArgs }: Run, { folder, root, flags, entry }: Surroundings): Start {
  const { executable, args, kind } = target;
  const shared = { folder, settings, root, nodeOptions: process.env["NODE_OPTIONS"] ?? null };
  if (kind === "command") return { executable, args, env: environmentFor({ ...shared, script: null }, process.env), input: null, argv0: null };

  const code = target.code !== null && canStart(target.code) ? target.code : null;
  const text = code === null ? target.code?.text : starter;
  return {
    executable,
    args: [...nodeArgs, ...flags, ...(target.code?.name === "[eval]" && text !== undefined ? ["-e", text] : []), ...args],
    env: environmentFor({ ...shared, script: { flags, code, entry } }, process.env),
    input: target.code?.name === "[stdin]" && text !== undefined ? text : null,
    argv0: process.argv0,
  };
}

/** Keeps the output up to date while the program runs, where a period is asked for. Gives what ends that. */
function publishRegularly(folder: string, output: string, seconds: number | null): () => Promise<void> {
  if (seconds === null) return () => Promise.resolve();
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(async () => {
      const harvest = await gather(folder, null);
      if (harvest !== null) publish(harvest.content, output);
    }).catch(() => {
      // The program may have taken the folder away; what becomes of the profile is told at the end.
    });
  }, seconds * 1000);
  return () => {
    clearInterval(timer);
    return last;
  };
}

/** How the program ended, and where what it measured is to go. */
interface Finish {
  folder: string;
  output: string;
  settings: Settings;
  ending: Ending;
}

/** The last part. Whatever fails here, the exit code is the program's, unless that hides that there is no profile at all. */
async function finish({ folder, output, settings, ending }: Finish): Promise<void> {
  let place: string | null = null;
  try {
    const harvest = await gather(folder, ending.at);
    if (harvest !== null) place = await deliver(harvest, { output, settings, ending });
    else if (existsSync(folder)) say("no process of Node was profiled, so there is no profile");
    else say(`the profile is lost: its folder ${folder} is gone`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
  closeSession(folder);
  endAs(place === null && ending.code === 0 ? { ...ending, code: 1 } : ending);
}

/** Writes the profile, tells what there is to tell and, where that is asked for, prints the report. Gives where the profile is. */
async function deliver(harvest: Harvest, { output, settings, ending }: Omit<Finish, "folder">): Promise<string | null> {
  const notices = noticesOf(harvest.profile, settings);
  const { profile, content } = notices.length === 0 ? harvest : withWarnings(harvest.profile, notices);
  const place = publish(content, output);
  for (const notice of notices) say(notice);
  if (settings.verbose) for (const skip of skipsOf(profile)) say(skip);
  if (place === null) say(`the profile could be written neither to ${output} nor to the temporary folder`);
  else {
    const shown = place === output ? relative(process.cwd(), place) || place : place;
    const holds = settings.source ? " (it holds source text; --no-source keeps that out)" : "";
    const failed = place === output ? "" : `${output} could not be written; `;
    const command = commandName({ environment: process.env, script: process.argv[1], cwd: process.cwd() });
    const reading = settings.view ? "" : `; read it with: ${command} report ${quoted(shown)}`;
    say(`${failed}the profile is ${shown}${incompletenessOf(profile, ending)}${holds}${reading}`);
  }
  if (settings.view) {
    const { printReport } = await import("../report/print.js");
    await printReport(profile, { format: "text", options: {}, output: null });
  }
  return place;
}
