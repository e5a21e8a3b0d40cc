/**
 * Flags for the program's Node.
 *
 * V8 does not optimise functions with more bytecode than a limit, inlines no more than others allow, and optimises what has run for so
 * many bytes; they are raised by what probes add. That takes effect in a running process too, so every process of the run does it for
 * itself.
 *
 * Frames cost stack, so the stack V8 allows itself is raised by what they cost, where the thread's real stack has the room; the
 * flag is read when the process starts, so it must stand on the command line.
 */
import fs from "node:fs";
import process from "node:process";
import { concat, indexOf, join, map, replaceAll, slice, some, startsWith, trim } from "@perline/transform/primitives";
import { tracesFlag } from "./handover.js";

// Taken before user code can replace them.
const { readFileSync } = fs;
const { round } = Math;

const isNode20 = startsWith(process.versions.node, "20.");

/** V8's own limit on 64-bit processors, in KiB. */
const usualKiB = 984;
/** Frames of instrumented functions over bare ones, measured with the smallest recursive functions. */
const growth = 1.75;
/** What the thread's stack holds beside JavaScript's part, in KiB. */
const reserveKiB = 256;
/** As Linux calls it. */
const stackLimit = "Max stack size";
const stackFlag = "--stack-size";

/** A limit of V8's on bytecode. */
interface Limit {
  flag: string;
  /** V8's own value, in bytes. */
  usual: number;
  /** How many times that it becomes. */
  growth: number;
}

/** On functions that are optimised: grown as the shortest lines do, cases of a switch. */
const optimised: Limit = { flag: "--max-optimized-bytecode-size", usual: 61_440, growth: 12 };
/**
 * On each function that is inlined into another, and on all of them. More of the former made large programs slower to optimise; with
 * less of the latter it was chance whether programs of many short methods were quick.
 */
const inlined: Limit = { flag: "--max-inlined-bytecode-size", usual: 460, growth: 1.5 };
const inlinedInAll: Limit = { flag: "--max-inlined-bytecode-size-cumulative", usual: 920, growth: 2.7 };
/**
 * On what runs before V8 asks whether it is worth optimising: probes make code some 2.7 times as long. Else twice as many functions
 * are optimised in a program's first second, in threads that compete with it for its cores. Newer V8s count calls for that.
 */
const untilOptimised: Limit = { flag: "--interrupt-budget", usual: 67_584, growth: 3 };
const limits = concat([optimised, inlined, inlinedInAll], isNode20 ? [untilOptimised] : []);

/** The stack of the main thread, in KiB; 0 where it is not known. */
function realStackKiB(): number {
  if (process.platform === "darwin") return 8192;
  try {
    // A line for each limit: its name, the soft one, the hard one.
    const limits = readFileSync("/proc/self/limits", "latin1");
    const values = trim(slice(limits, indexOf(limits, stackLimit) + stackLimit.length));
    const soft = slice(values, 0, indexOf(values, " "));
    return soft === "unlimited" ? Infinity : +soft / 1024;
  } catch {
    return 0;
  }
}

/** Of this process, and so of those that it starts; read before the program could see it. */
const realKiB = realStackKiB();

/** The flag that raises the stack, for a Node that gets these flags by its user; none where there is no room for it. */
function stackFlags(given: readonly string[]): string[] {
  const raised = round((valueOf(stackFlag, given) ?? usualKiB) * growth);
  return raised + reserveKiB <= realKiB ? [`${stackFlag}=${raised}`] : [];
}

/**
 * Optimised code calls copies of the built-ins, which are nearer; on Node 20 V8's profiler does not know those, and would charge them
 * to the code.
 */
const farFlags = isNode20 ? ["--no-short-builtin-calls"] : [];

/** The flags that are added for a process of Node's; `given`: those that it gets by its user. `split`: whether V8 profiles it too. */
export function nodeFlags(given: readonly string[], split: boolean): string[] {
  const own = concat(stackFlags(given), some(given, (flag) => flag === tracesFlag) ? [] : [tracesFlag]);
  return split ? concat(own, farFlags) : own;
}

/** The flags that let V8 optimise with probes what it would optimise without, as one string; `given`: the flags its user gave. */
export function optimiserFlags(given: readonly string[]): string {
  return join(map(limits, (limit) => raised(limit, given)), " ");
}

/** The flag that raises a limit. */
function raised({ flag, usual, growth: times }: Limit, given: readonly string[]): string {
  return `${flag}=${round((valueOf(flag, given) ?? usual) * times)}`;
}

/** What a flag of V8's was given as; null where it was not. */
function valueOf(flag: string, given: readonly string[]): number | null {
  for (let index = given.length - 1; index >= 0; index--) {
    const arg = given[index]!;
    if (startsWith(replaceAll(arg, "_", "-"), `${flag}=`)) return +slice(arg, flag.length + 1);
  }
  return null;
}
