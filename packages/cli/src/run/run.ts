/**
 * A run from end to end: start the program, wait, gather what its processes measured, write it, tell it.
 *
 * A person waits for all that is loaded before the program is started, so that is little, and the rest comes while Node comes up
 * in the program's process.
 */
import { resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { PerlineError, type Reading } from "@perline/format";
import type { ReportOptions } from "@perline/reporter";
import { findRoot } from "@perline/transform/selection";
import { requireOneAbi } from "../abi.js";
import { realOf } from "../real-path.js";
import { requireSplittable, type Settings } from "../settings/index.js";
import { cacheFolder } from "./cache-folder.js";
import { type Ending, type Guardian, runChild, Signals, type Start } from "./child.js";
import { canStart } from "./code.js";
import { nodeFlags } from "./flags.js";
import { entryFile, handOver, mayBeSole, soleFileOf } from "./entry.js";
import type * as finishing from "./finish.js";
import { environmentFor, type Handover, type ScriptHandover, starter, tracesFlag, withFlags } from "./handover.js";
import { hostOptions } from "./host-options.js";
import { givenFlags } from "./node-command.js";
import { closeSession, openSession } from "./session.js";
import type { Target } from "./target.js";
import { requireWritable } from "./writable.js";

/** What to run, and how. */
export interface Run {
  target: Target;
  settings: Settings;
  /** What the memory clock reads; null or none: time is measured. */
  reading?: Reading | null;
  /** Flags that the person gave for the Node of a script. */
  nodeArgs: readonly string[];
  /** How the report is shown, where it is. */
  report?: Partial<ReportOptions>;
  /** Whether what it writes is read by whoever runs it. */
  isRead?: boolean;
}

/**
 * Runs a program and writes its profile; then ends as the program ended.
 *
 * @throws PerlineError before the program starts: `usage`, `abi-mismatch`, `output-not-writable`, `script-not-found`
 */
export async function run({ report = {}, ...rest }: Run): Promise<void> {
  const { target, settings } = rest;
  requireOneAbi();
  requireSplittable(settings, rest.reading ?? null);
  const output = resolve(settings.output ?? `${target.name}.perline.json`);
  requireWritable(output);
  requireOther(output, target);
  const isInput = target.code?.name === "[stdin]";
  const code = target.code === null || !isInput ? target.code : { ...target.code, text: await readAll(process.stdin) };
  const signals = new Signals();
  const folder = openSession();
  try {
    const ended = runToEnd({ ...rest, target: { ...target, code } }, folder, signals);
    const { finish, publishRegularly } = module.require("./finish.js") as typeof finishing;
    const stopPublishing = publishRegularly(folder, output, settings.interval);
    const ending = await ended.finally(stopPublishing);
    await finish({ folder, output, settings, isCode: code !== null, ending, report });
  } finally {
    closeSession(folder);
    signals.release();
  }
}

/** @throws PerlineError `usage` where the profile would replace the program */
function requireOther(output: string, { kind, code, args: [script = ""] }: Target): void {
  if (kind === "command" || code !== null || realOf(resolve(script)) !== realOf(output)) return;
  throw new PerlineError("usage", "the profile would replace the program", { file: script, hint: "Choose another place with --output." });
}

/**
 * Starts the program's process and waits for its end. While Node comes up there, what it will want first is made ready here.
 *
 * @throws PerlineError `script-not-found` where it cannot be started
 */
export async function runToEnd(run: Run, folder: string, guardian: Guardian): Promise<Ending> {
  const { target, settings, reading = null, nodeArgs } = run;
  const root = findRoot(process.cwd());
  const given = givenFlags(target, nodeArgs);
  const flags = given === null ? [] : nodeFlags(given, settings.split);
  const cache = cacheFolder(settings);
  const options = hostOptions(settings, { reading, root, cache, traces: flags.includes(tracesFlag) });
  const file = mayBeSole(nodeArgs, process.env) ? soleFileOf(target, options) : null;
  const entry = file === null ? null : entryFile(folder);
  const ending = runChild(startOf(run, { folder, root, cache, flags, entry }), guardian);
  if (file !== null && entry !== null) void handOver(file, options, entry);
  return ending.catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PerlineError("script-not-found", `the program cannot be started: ${reason}`, { file: target.executable, cause });
  });
}

/** What the program's process is told beyond what was asked for. */
interface Surroundings extends Pick<Handover, "folder" | "root" | "cache">, Pick<ScriptHandover, "flags" | "entry"> {}

/** How the program's process is started. A script is Node's; a command that is not gets its environment and nothing else. */
function startOf(run: Run, { folder, root, cache, flags, entry }: Surroundings): Start {
  const { target, settings, reading = null, nodeArgs, isRead = false } = run;
  const { executable, args, kind } = target;
  const shared = { folder, settings, reading, root, cache, nodeOptions: process.env["NODE_OPTIONS"] ?? null };
  if (kind === "command") {
    const env = environmentFor({ ...shared, script: withFlags(flags) }, process.env);
    return { executable, args: [...flags, ...args], env, input: null, argv0: null, isRead };
  }

  const code = target.code !== null && canStart(target.code) ? target.code : null;
  const text = code === null ? target.code?.text : starter;
  return {
    executable,
    args: [...nodeArgs, ...flags, ...(target.code?.name === "[eval]" && text !== undefined ? ["-e", text] : []), ...args],
    env: environmentFor({ ...shared, script: { flags, code, entry } }, process.env),
    input: target.code?.name === "[stdin]" && text !== undefined ? text : null,
    argv0: process.argv0,
    isRead,
  };
}
