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
import path from "node:path";
import process from "node:process";
import { requestFile, type ThreadMeasurement } from "@perline/runtime/node";
import { filter, includes, lastIndexOf, map, slice, some, startsWith } from "@perline/transform/primitives";
import { childHandles, intercept } from "./inside.js";
import { unitAt } from "./text-units.js";

const { SIGABRT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGTERM } = constants.signals;
const endings: readonly unknown[] = [SIGABRT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGTERM];

// Taken before user code can replace them.
const { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } = fs;
const { join } = path;
const { get } = Reflect;
const { wait } = Atomics;
const { Int32Array: Cells, SharedArrayBuffer: Shared } = globalThis;

/** Whether the system tells of a process that it cannot answer any more. */
const systemTells = existsSync("/proc/self/stat");
/** Sleeps of a millisecond, for an answer that may not come. */
const patience = systemTells ? 2000 : 100;

/** Lets the processes that this thread kills have their say. `folder`: where the processes of the run keep their profiles. */
export function hearLastWords(folder: string, waiting: ThreadMeasurement["waiting"]): void {
  const hear = (pid: unknown, signal: unknown): void => {
    if (typeof pid !== "number" || pid <= 0 || pid === process.pid || !some(endings, (ending) => ending === signal)) return;
    waiting.begin();
    try {
      ask(folder, pid);
    } catch {
      // Its last snapshot is what there is.
    } finally {
      waiting.end();
    }
  };
  intercept(process, "_kill", (_, { 0: pid, 1: signal }) => hear(pid, signal));
  intercept(childHandles(), "kill", (handle, { 0: signal }) => hear(get(handle as object, "pid"), signal));
}

/** Asks each measured process of that number for its profile, and waits until it is there. */
function ask(folder: string, pid: number): void {
  const profiles = filter(readdirSync(folder), (name) => startsWith(name, `${pid}-`) && slice(name, -".json".length) === ".json");
  const requests = map(profiles, (name) => requestFile(join(folder, name)));
  for (let index = 0; index < requests.length; index++) writeFileSync(requests[index]!, "");
  const cell = new Cells(new Shared(4));
  for (let left = patience; left > 0 && some(requests, existsSync) && canAnswer(pid); left--) wait(cell, 0, 0, 1);
  for (let index = 0; index < requests.length; index++) rmSync(requests[index]!, { force: true });
}

/** Whether a process has neither ended (its parent may not know yet) nor been stopped. True where the system does not tell. */
function canAnswer(pid: number): boolean {
  if (!systemTells) return true;
  try {
    // Behind the name in brackets.
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !includes("ZXTt", unitAt(status, lastIndexOf(status, ") ", status.length) + 2));
  } catch {
    return false;
  }
}
