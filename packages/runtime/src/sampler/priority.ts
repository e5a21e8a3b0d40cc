/**
 * The sampler's priority while the run is young: it sleeps, and wants a core for some microseconds at a time, but at once. Else
 * Linux has it wait for the end of the others' slices, milliseconds in which nobody looks: V8's compiler keeps a young program's
 * cores busy.
 *
 * The system grants it to who may (root, CAP_SYS_NICE, RLIMIT_NICE); for others things are as they are.
 */
import type * as system from "node:os";
import { builtin } from "../builtin.js";
import { systemThread } from "../system-thread.js";

/** The highest there is but one; see sched(7). */
const urgent = -19;

/** Has the system put this thread before others. Gives what takes that back; null where it is not granted. */
export function comeFirst(): (() => void) | null {
  const os = builtin("node:os") as typeof system | undefined;
  // Elsewhere a process has a priority, and a thread none of its own.
  const thread = systemThread();
  if (os === undefined || thread === null) return null;
  const granted = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch {
      return false;
    }
  };
  let usual = 0;
  const isFirst = granted(() => {
    usual = os.getPriority(thread);
    os.setPriority(thread, urgent);
  });
  return isFirst ? () => void granted(() => os.setPriority(thread, usual)) : null;
}
