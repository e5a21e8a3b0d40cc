/**
 * A process that another process of the run kills has its say first: test runners end their workers that way, right behind the
 * last test, which the rolling snapshot would not hold yet.
 *
 * Nobody hears a signal that ends a process, and a listener would change what it does. So whoever sends it asks first, by a file
 * beside the other's profile that the other's sampler looks out for, and waits for the answer: some milliseconds, longer on a busy
 * machine. What is asked for is the place where Node hands a signal to the operating system, which leaves no frame.
 */
import fs from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { requestFile, type ThreadMeasurement } from "@perline/runtime/node";
import { childHandles, intercept } from "./inside.js";

const { SIGABRT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGTERM } = constants.signals;
const endings: ReadonlySet<number> = new Set([SIGABRT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGTERM]);

// Taken before user code can replace them.
const { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } = fs;
const { get } = Reflect;
const { wait } = Atomics;

/** Whether the system tells of a process that it cannot answer any more. */
const systemTells = existsSync("/proc/self/stat");
/** Sleeps of a millisecond, for an answer that may not come. */
const patience = systemTells ? 2000 : 100;

/** Lets the processes that this thread kills have their say. `folder`: where the processes of the run keep their profiles. */
export function hearLastWords(folder: string, waiting: ThreadMeasurement["waiting"]): void {
  const hear = (pid: unknown, signal: unknown): void => {
    if (typeof pid !== "number" || pid <= 0 || pid === process.pid || !endings.has(Number(signal))) return;
    waiting.begin();
    try {
      ask(folder, pid);
    } catch {
      // Its last snapshot is what there is.
    } finally {
      waiting.end();
    }
  };
  intercept(process, "_kill", (_, [pid, signal]) => hear(pid, signal));
  intercept(childHandles(), "kill", (handle, [signal]) => hear(get(handle as object, "pid"), signal));
}

/** Asks each measured process of that number for its profile, and waits until it is there. */
function ask(folder: string, pid: number): void {
  const requests = readdirSync(folder)
    .filter((name) => name.startsWith(`${pid}-`) && name.endsWith(".json"))
    .map((name) => requestFile(join(folder, name)));
  for (const request of requests) writeFileSync(request, "");
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let left = patience; left > 0 && requests.some((request) => existsSync(request)) && canAnswer(pid); left--) wait(cell, 0, 0, 1);
  for (const request of requests) rmSync(request, { force: true });
}

/** Whether a process has neither ended (its parent may not know yet) nor been stopped. True where the system does not tell. */
function canAnswer(pid: number): boolean {
  if (!systemTells) return true;
  try {
    // Behind the name in brackets.
    const [state = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1) ?? "";
    return !"ZXTt".includes(state);
  } catch {
    return false;
  }
}
