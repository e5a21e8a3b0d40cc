/**
 * Processes and threads that are started with an environment or flags of their own: what makes them take part, and others inherit,
 * is added on the way. A process that is not Node's is left alone, as far as its command tells.
 */
import process from "node:process";
import threads, { type WorkerOptions } from "node:worker_threads";
import { standIn } from "@perline/runtime/node";
import { binding } from "@perline/transform/binding";
import { concat, indexOf, join, map, slice, some, sublist, tester, trim } from "@perline/transform/primitives";
import { childHandles, intercept, type Native } from "./inside.js";
import { nodeFlags } from "./run/flags.js";
import { type Handover, joining, leaving, preloading } from "./run/handover.js";
import { commandName, ownFlags, startsNode, unsupportedBy } from "./run/node-command.js";

/** What Node hands to the operating system. */
interface Spawning {
  file: string;
  args?: string[];
  envPairs?: string[];
}

const shells = ["sh", "bash", "dash", "zsh", "ash", "ksh", "cmd"];
const namesNode = tester(/\b(node|npm|npx)\b/);

// Taken before user code can replace them.
const { construct, defineProperty } = Reflect;
const { create, keys } = Object;
const { isArray } = Array;
const { setEnvironmentData } = threads;

/** Lets the processes that this thread starts take part in its run. */
export function measureChildren(run: Handover): void {
  const takeIn = (_: unknown, given: unknown[]): void => {
    const { file, args = [], envPairs } = spawningOf(given);
    const isNode = startsNode(file);
    if (envPairs === undefined || !(isNode || mentionsNode(file, args))) return;
    const own = isNode ? ownFlags(sublist(args, 1)) : [];
    const isSupported = unsupportedBy(own) === null;
    const flags = isNode && isSupported ? nodeFlags(own, run.settings.split) : [];
    const environment = environmentOf(envPairs);
    const joined = isSupported ? joining(run, environment, flags) : leaving(environment);
    if (joined !== null) replace(given, { file, args: withFlags(args, flags), envPairs: pairsOf(joined) });
  };
  intercept(childHandles(), "spawn", takeIn);
  intercept(binding("spawn_sync"), "spawn", takeIn);
}

/** Older Nodes hand over one object, newer ones its parts one by one: file, arguments, folder, environment. */
function spawningOf(given: readonly unknown[]): Spawning {
  const { 0: first, 1: args, 3: envPairs } = given;
  return typeof first === "string" ? ({ file: first, args, envPairs } as Spawning) : (first as Spawning);
}

/** Has something else handed over; what was given stays as it is, since the program can see it. */
function replace(given: unknown[], { args, envPairs }: Spawning): void {
  if (typeof given[0] === "string") {
    given[1] = args;
    given[3] = envPairs;
  } else {
    given[0] = { ...(given[0] as Spawning), args, envPairs };
  }
}

/** The words of a command with flags behind the first, which names it. */
function withFlags(args: readonly string[], flags: readonly string[]): string[] {
  return concat(concat(sublist(args, 0, 1), flags), sublist(args, 1));
}

/** Whether a command may start Node by words for a shell. */
function mentionsNode(file: string, args: readonly string[]): boolean {
  const name = commandName(file);
  return some(shells, (shell) => shell === name) && namesNode(join(sublist(args, 1), " "));
}

function environmentOf(pairs: readonly string[]): NodeJS.ProcessEnv {
  const environment = create(null) as NodeJS.ProcessEnv;
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index]!;
    const end = indexOf(pair, "=", 1);
    environment[slice(pair, 0, end)] = slice(pair, end + 1);
  }
  return environment;
}

function pairsOf(environment: NodeJS.ProcessEnv): string[] {
  return map(keys(environment), (name) => `${name}=${environment[name] ?? ""}`);
}

/** What a worker thread is told of its own start. */
interface Start {
  /** As the program calls it; null where it does not. */
  name: string | null;
  /** NODE_OPTIONS of an environment of its own, as given; absent where nothing was added to it. */
  nodeOptions?: string | null;
}

const startKey = "__perline_f3k9_start";

/** Lets the worker threads that this one starts take part. `preload`: absolute file that each loads first; `before`: called first. */
export function measureWorkers(preload: string, before: () => void): void {
  const { Worker } = threads;
  const value = standIn(Worker, {
    construct(_, given: unknown[], target) {
      before();
      const { options, start } = joinedOptions(given[1], preload);
      // Of one argument there may be as many as there are.
      if (options !== given[1]) given[1] = options;
      // A worker gets a copy of all such data while it is made.
      setEnvironmentData(startKey, start);
      try {
        return construct(Worker, given, target as Native) as object;
      } finally {
        setEnvironmentData(startKey);
      }
    },
  });
  defineProperty(threads, "Worker", { value, writable: true, enumerable: true, configurable: true });
}

/** Takes what was added out of this worker's environment. Gives the name that the program gave it; null for none. */
export function takeStart(): string | null {
  const start = threads.getEnvironmentData(startKey) as Start | undefined;
  setEnvironmentData(startKey);
  if (start?.nodeOptions === null) Reflect.deleteProperty(process.env, "NODE_OPTIONS");
  else if (start?.nodeOptions !== undefined) process.env["NODE_OPTIONS"] = start.nodeOptions;
  return start?.name ?? null;
}

/** The options of a worker, the same where it inherits all that it needs; and what it is to be told. */
function joinedOptions(options: unknown, preload: string): { options: unknown; start: Start } {
  if (typeof options !== "object" || options === null) return { options, start: { name: null } };
  const { env, execArgv, name: given } = options as WorkerOptions;
  const name = typeof given === "string" && trim(given) !== "" ? trim(given) : null;
  if (typeof env === "object" && env !== null && env !== process.env) {
    const NODE_OPTIONS = preloading(env["NODE_OPTIONS"], preload);
    if (NODE_OPTIONS === null) return { options, start: { name } };
    return { options: { ...options, env: { ...env, NODE_OPTIONS } }, start: { name, nodeOptions: env["NODE_OPTIONS"] ?? null } };
  }
  const inherits = !isArray(execArgv) || preloading(process.env["NODE_OPTIONS"], preload) === null;
  return { options: inherits ? options : { ...options, execArgv: concat(execArgv, [requireFlag(preload)]) }, start: { name } };
}

/** The flag by which a worker loads a file first. */
export function requireFlag(preload: string): string {
  return `--require=${preload}`;
}
