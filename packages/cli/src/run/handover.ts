/**
 * What `perline run` hands to the program's process: JSON in one environment variable, that children inherit.
 *
 * Beside it stands NODE_OPTIONS with the preload appended, so that every Node process the program starts takes it up.
 */
import { join } from "node:path";
import process from "node:process";
import type { Reading } from "@perline/format";
import { includes, replaceAll, trim } from "@perline/transform/primitives";
import { handoverVariable } from "../settings/variable.js";
import type { Settings } from "../settings/index.js";

// Taken before user code can replace them.
const { parse, stringify } = JSON;
const { deleteProperty } = Reflect;

/** How the program's processes are to measure themselves. */
export interface Handover {
  /** Absolute: each process writes its profile into it. */
  folder: string;
  /** Absolute: what source paths are relative to. */
  root: string;
  /** Absolute: where instrumented files are kept; null for nowhere. A program may change what that follows from. */
  cache: string | null;
  settings: Settings;
  /** What the memory clock reads; null where time is measured. */
  reading: Reading | null;
  /** NODE_OPTIONS as the program would have had it; null where unset. */
  nodeOptions: string | null;
  /** What concerns the script's own process and none that it starts; null for those, and for a command. */
  script: ScriptHandover | null;
}

/** A program's text that has no file. */
export interface Code {
  text: string;
  /** As Node calls it. */
  name: "[eval]" | "[stdin]";
}

/** What a program's text that has no file is started by; see code.ts. */
export const starterName = "__perline_f3k9_start";

/** What stack traces call what Node is given in place of such a text. */
export const starterUrl = "perline:start";

/** What Node is given in place of such a text. */
export const starter = `${starterName}() //# sourceURL=${starterUrl}`;

/** Gives access to what turns positions into words; see traces.ts. */
export const tracesFlag = "--expose-internals";

/** What the script's process takes back, so that it sees itself as it would without perline. */
export interface ScriptHandover {
  /** Flags that were added for Node. */
  flags: string[];
  /** What the starter on the command line stands for; null where the program is a file. */
  code: Code | null;
  /** Absolute: where the entry is handed over; null where it is not. */
  entry: string | null;
}

/** What each process of the run loads first. */
export const preloadFile = join(__dirname, "..", "preload.js");

/** The environment of the program: as given, with the handover and the preload added. */
export function environmentFor(handover: Handover, given: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const NODE_OPTIONS = preloading(given["NODE_OPTIONS"], preloadFile) ?? given["NODE_OPTIONS"];
  return { ...given, [handoverVariable]: stringify(handover), NODE_OPTIONS };
}

/**
 * The environment of a process that this one starts, so that it takes part; null where it does already, or belongs to a run within
 * this one. `flags`: what is added for it, if it is Node's.
 */
export function joining(handover: Handover, given: Readonly<NodeJS.ProcessEnv>, flags: string[]): NodeJS.ProcessEnv | null {
  const told = given[handoverVariable];
  const takesPart = told !== undefined && preloading(given["NODE_OPTIONS"], preloadFile) === null;
  const isOurs = told !== undefined && includes(told, stringify(handover.folder));
  return takesPart && (flags.length === 0 || !isOurs) ? null : environmentFor({ ...handover, script: withFlags(flags) }, given);
}

/** What a process takes back that runs a file and was given flags; null where it was given none. */
export function withFlags(flags: string[]): ScriptHandover | null {
  return flags.length === 0 ? null : { flags, code: null, entry: null };
}

/** An environment without what lets a process take part. */
export function leaving(given: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, ...environment } = given;
  deleteProperty(environment, handoverVariable);
  const options = trim(replaceAll(NODE_OPTIONS ?? "", requiring(preloadFile), ""));
  return options === "" ? environment : { ...environment, NODE_OPTIONS: options };
}

/** NODE_OPTIONS with a file to be loaded first; null where it is named there already. */
export function preloading(options: string | undefined, file: string): string | null {
  if (options === undefined || options === "") return requiring(file);
  return includes(options, quoted(file)) ? null : `${options} ${requiring(file)}`;
}

/** The words of NODE_OPTIONS by which a file is loaded first. */
function requiring(file: string): string {
  return `--require ${quoted(file)}`;
}

/** Where this process writes its profile: its number alone may come again in a long run. */
export function processFile({ folder }: Handover): string {
  return join(folder, `${process.pid}-${Date.now().toString(36)}.json`);
}

/** What was handed to this process; null where nothing was. */
export function receive(environment: Readonly<NodeJS.ProcessEnv>): Handover | null {
  const text = environment[handoverVariable];
  return text === undefined || text === "" ? null : (parse(text) as Handover);
}

/**
 * Leaves in an environment what the processes that the program starts are to find: the run, without what was this one's own;
 * nothing where children are not to be profiled, and it is then as it would be without perline.
 */
export function passOn(handover: Handover, environment: NodeJS.ProcessEnv): void {
  if (handover.settings.children) {
    environment[handoverVariable] = stringify({ ...handover, script: null } satisfies Handover);
    return;
  }
  deleteProperty(environment, handoverVariable);
  if (handover.nodeOptions === null) deleteProperty(environment, "NODE_OPTIONS");
  else environment["NODE_OPTIONS"] = handover.nodeOptions;
}

/** A path as NODE_OPTIONS wants it: blanks are special there, and within quotes the backslash and the quote. */
function quoted(path: string): string {
  return `"${replaceAll(replaceAll(path, "\\", "\\\\"), "\"", "\\\"")}"`;
}
