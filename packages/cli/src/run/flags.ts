/**
 * Flags for the program's Node.
 *
 * V8 does not optimise functions with more bytecode than a limit, which is raised by what probes add; that takes effect in a
 * running process too, so every process of the run does it for itself.
 *
 * Frames cost stack, so the stack V8 allows itself is raised by what they cost, where the thread's real stack has the room; the
 * flag is read when the process starts, so it must stand on the command line.
 */
import { readFileSync } from "node:fs";
import { tracesFlag } from "./handover.js";

/** V8's own limit on 64-bit processors, in KiB. */
const usualKiB = 984;
/** Frames of instrumented functions over bare ones, measured with the smallest recursive functions. */
const growth = 1.75;
/** What the thread's stack holds beside JavaScript's part, in KiB. */
const reserveKiB = 256;
const stackFlag = "--stack-size";

/** V8's own limit on the bytecode of functions it optimises, in bytes. */
const usualBytecode = 61_440;
/** Bytecode of instrumented functions over bare ones, measured with the shortest lines: cases of a switch. */
const bytecodeGrowth = 12;
const bytecodeFlag = "--max-optimized-bytecode-size";

/** The stack of the main thread, in KiB; 0 where it is not known. */
function realStackKiB(): number {
  if (process.platform === "darwin") return 8192;
  try {
    const [, soft = "0"] = /^Max stack size\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft) / 1024;
  } catch {
    return 0;
  }
}

/** The flag that raises the stack, for a Node that gets these flags by its user; none where there is no room for it. */
function stackFlags(given: readonly string[]): string[] {
  const raised = Math.round((valueOf(stackFlag, given) ?? usualKiB) * growth);
  return raised + reserveKiB <= realStackKiB() ? [`${stackFlag}=${raised}`] : [];
}

/** The flags that are added for a process of Node's; `given`: those that it gets by its user. */
export function nodeFlags(given: readonly string[]): string[] {
  return [...stackFlags(given), ...(given.includes(tracesFlag) ? [] : [tracesFlag])];
}

/** The flag that lets V8 optimise with probes what it would optimise without; `given`: the flags its user gave. */
export function optimiserFlag(given: readonly string[]): string {
  return `${bytecodeFlag}=${(valueOf(bytecodeFlag, given) ?? usualBytecode) * bytecodeGrowth}`;
}

/** What a flag of V8's was given as; null where it was not. */
function valueOf(flag: string, given: readonly string[]): number | null {
  const value = given.findLast((arg) => arg.replaceAll("_", "-").startsWith(`${flag}=`))?.split("=")[1];
  return value === undefined ? null : Number(value);
}
