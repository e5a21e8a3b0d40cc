/**
 * What each thread does that loaded the preload: it takes part in the run, where that is wanted.
 *
 * It prints nothing and never fails: where it cannot measure, the program runs as it is. It runs in every thread of a process,
 * in the thread of module hooks too, where nothing is measured. Each loads what it needs and no more: a program waits for it.
 */
import "./usual-stack.js";
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import { isMainThread } from "node:worker_threads";
import type * as measurement from "./measure.js";
import type * as otherThread from "./other-thread.js";
import {
  type Handover, passOn, preloadFile, processFile, receive, type ScriptHandover, starter, tracesFlag,
} from "./run/handover.js";
import { unsupported } from "./supported.js";

/** Whether this process is one to measure: none that cannot be, none of perline's own, none that outlived its run. */
function isWanted({ folder }: Handover): boolean {
  const command = join(__dirname, "..", "bin") + sep;
  return unsupported(process) === null && process.argv[1]?.startsWith(command) !== true && existsSync(folder);
}

/** Takes what was added out of the flags that the program sees. */
function bareFlags({ flags, code }: ScriptHandover): void {
  process.execArgv = process.execArgv
    .filter((arg) => !flags.includes(arg))
    .map((arg) => (arg === starter && code !== null ? code.text : arg));
  const evaluated = Object.getOwnPropertyDescriptor(process, "_eval");
  if (code !== null && evaluated?.value === starter) Object.defineProperty(process, "_eval", { ...evaluated, value: code.text });
}

/** Takes part in the run that was handed over. */
function takePart(handover: Handover): void {
  const { settings, reading, root, cache, script } = handover;
  passOn(handover, process.env);
  // Loaded here: threads and processes that are left alone do not pay for it, and an `import()` would be too late.
  const { measure } = module.require("./measure.js") as typeof measurement;
  const { code = null, entry = null, flags = [] } = script ?? {};
  const outFile = processFile(handover);
  const place = { root, cache, traces: flags.includes(tracesFlag) };
  measure({ ...place, settings, reading, code, entry, outFile, run: handover, preload: preloadFile, flags });
}

if (isMainThread) {
  const handover = receive(process.env);
  const script = handover?.script ?? null;
  if (script !== null) bareFlags(script);
  if (handover !== null && isWanted(handover)) takePart(handover);
} else {
  (module.require("./other-thread.js") as typeof otherThread).prepareThread();
}
