/**
 * The sampler's priority while the run is young. Else Linux has it wait for the end of the others' slices, milliseconds in which
 * nobody looks: V8's compiler keeps a young program's cores busy.
 *
 * The system grants it to who may (root, CAP_SYS_NICE, RLIMIT_NICE); for others things are as they are.
 */
import type * as system from "node:os";
import { builtin } from "../builtin.js";
import { systemThread } from "../system-thread.js";

/** The highest there is but one; see sched(7). */
const urgent = -19;

/** Of the calling thread. */
export class Priority {
  private readonly os = builtin("node:os") as typeof system | undefined;
  // Elsewhere a process has a priority, and a thread none of its own.
  private readonly thread = systemThread();
  private usual = 0;
  /** Whether it comes before others. */
  isFirst = false;

  /** Has the system put this thread before others, or back among them. Gives whether that is granted. */
  comeFirst(first: boolean): boolean {
    const { os, thread } = this;
    if (os === undefined || thread === null) return false;
    try {
      if (!this.isFirst) this.usual = os.getPriority(thread);
      os.setPriority(thread, first ? urgent : this.usual);
      this.isFirst = first;
      return true;
    } catch {
      return false;
    }
  }
}
