/**
 * What the operating system tells of threads: how long one neither ran nor wanted to run (the event loop's waiting, as seen
 * from another thread), whether it still exists, whether it waits for our core, and whether a core is free. Linux tells; elsewhere
 * there is often no answer.
 */
import type * as files from "node:fs";
import type * as system from "node:os";
import { builtin } from "../builtin.js";
import { now } from "../clock.js";

/** Both undefined in a browser, which tells nothing. */
const fs = builtin("node:fs") as typeof files | undefined;
const os = builtin("node:os") as typeof system | undefined;
const isLinux = os?.platform() === "linux";

interface Reading {
  /** Process time of the reading. */
  at: number;
  /** Nanoseconds on a processor, or in the queue for one. */
  busy: number;
}

export class OsTimes {
  private first: Reading | null = null;
  private last: Reading | null = null;
  /** What was counted before it began again. */
  private earlierNs = 0;

  /** `systemId`: the operating system's number of the thread, or null. */
  constructor(private readonly systemId: number | null) {}

  /** Counting begins, or goes on behind its end. */
  begin(): void {
    this.earlierNs = this.notRunningNs() ?? 0;
    this.first = this.read();
    this.last = null;
  }

  /** Counting ends. */
  end(): void {
    this.last = this.read();
  }

  /** Nanoseconds not running since counting began, up to its end or now; null where the system does not tell. */
  notRunningNs(): number | null {
    const last = this.last ?? this.read();
    if (this.first === null || last === null) return null;
    return this.earlierNs + Math.max(0, last.at - this.first.at - (last.busy - this.first.busy));
  }

  /** Whether the thread still exists; true where the system does not tell. */
  exists(): boolean {
    return fs === undefined || !isLinux || this.systemId === null || fs.existsSync(this.folder());
  }

  private folder(): string {
    return `/proc/${process.pid}/task/${this.systemId}`;
  }

  private read(): Reading | null {
    if (fs === undefined || !isLinux || this.systemId === null) return null;
    try {
      const [running, queued] = fs.readFileSync(`${this.folder()}/schedstat`, "latin1").split(" ");
      const busy = Number(running) + Number(queued);
      return Number.isFinite(busy) ? { at: now(), busy } : null;
    } catch {
      return null;
    }
  }
}

/** Nanoseconds that the calling thread has waited for a processor; 0 where the system does not tell. */
export function queuedNs(): number {
  if (fs === undefined) return 0;
  try {
    return Number(fs.readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[1]);
  } catch {
    return 0;
  }
}

/** Where numbers stand in a thread's line of figures, behind its name: see proc_pid_stat(5). */
const figure = { state: 0, core: 36 };

/**
 * Whether a thread of this process wants to run, and cannot because the calling thread is on its core: seen by who runs there, it does
 * not. `systemId`: the operating system's number of the thread, or null; false where the system does not tell.
 */
export function waitsForOurCore(systemId: number | null): boolean {
  if (fs === undefined || !isLinux || systemId === null) return false;
  try {
    const theirs = figures(fs.readFileSync(`/proc/${process.pid}/task/${systemId}/stat`, "latin1"));
    if (theirs[figure.state] !== "R") return false;
    return theirs[figure.core] === figures(fs.readFileSync("/proc/thread-self/stat", "latin1"))[figure.core];
  } catch {
    return false;
  }
}

/** What stands behind the name, which may hold anything. */
function figures(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/**
 * Whether another core seems free for the sampler while the program runs on its own. Linux tells how many threads want to run
 * at this moment; elsewhere the average of the last minute has to do.
 */
export function coreIsFree(): boolean {
  if (fs === undefined || os === undefined) return false;
  const cores = os.availableParallelism();
  if (cores < 2) return false;
  try {
    const running = Number(/ (\d+)\/\d+ /.exec(fs.readFileSync("/proc/loadavg", "latin1"))?.[1]);
    // One more than there is room for is a passing moment; two are not.
    if (Number.isFinite(running)) return running <= cores + 1;
  } catch {
    // Not Linux, or no access.
  }
  return os.loadavg()[0]! < cores;
}
