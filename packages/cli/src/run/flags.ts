/**
 * Flags for the program's Node. Frames cost stack, so the stack V8 allows itself is raised by what they cost, where the
 * thread's real stack has the room; the flag is read when the process starts, so it must stand on the command line.
 */
import { readFileSync } from "node:fs";

/** V8's own limit on 64-bit processors, in KiB. */
const usualKiB = 984;
/** Frames of instrumented functions over bare ones, measured with the smallest recursive functions. */
const growth = 1.75;
/** What the thread's stack holds beside JavaScript's part, in KiB. */
const reserveKiB = 256;
const flagName = "--stack-size";

/** Gives access to what turns positions into words; see traces.ts. */
export const tracesFlag = "--expose-internals";

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
export function stackFlags(given: readonly string[]): string[] {
  const own = given.findLast((arg) => arg.replaceAll("_", "-").startsWith(`${flagName}=`))?.split("=")[1];
  const raised = Math.round(Number(own ?? usualKiB) * growth);
  return raised + reserveKiB <= realStackKiB() ? [`${flagName}=${raised}`] : [];
}
