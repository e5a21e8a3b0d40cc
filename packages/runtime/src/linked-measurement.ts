/**
 * Begins the measurement of a process whose code was linked, from whichever thread is the first, and ends it as `perline run` does:
 * the profile is written behind the program's last exit listener, and a rolling snapshot stays after any other death.
 *
 * There is no outer process whose words could be told from the program's. So nothing is said but where the profile is not, or is not
 * where a person would look for it.
 */
import { accessSync, constants, existsSync, readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { MessageChannel } from "node:worker_threads";
import type { ClockChoice, Profile } from "@perline/format";
import { measureProbeNs } from "./calibration.js";
import { type Claim, claim } from "./claim.js";
import type * as exactClock from "./exact.js";
import { onExit } from "./exit.js";
import { forgetCounts } from "./forget.js";
import { useClock } from "./linked-shared.js";
import type { LinkedSettings } from "./linked-settings.js";
import { announce, OwnThread } from "./own-thread.js";
import { processMemory, type ThreadSettings } from "./process-memory.js";
import { defaultFile, projectRoot } from "./program.js";
import { reportOf } from "./report.js";
import type * as samplerClient from "./sampler/client.js";
import { defaultCallTreeLimit } from "./vocabulary.js";

const load = createRequire(__filename);
const { version } = load("../package.json") as { version: string };
const nsPerSecond = 1e9;

/** How to measure, all of it known. */
export interface MeasurementSettings extends Omit<LinkedSettings, "autostart" | "clock"> {
  clock: ClockChoice;
}

/**
 * Begins the measurement of the process in this thread, which stands still until the sampler watches. Gives where the profile goes;
 * null where nothing can be measured, which is told.
 */
export function beginMeasurement({ clock, output, interval, delay, duration, view }: MeasurementSettings): string | null {
  const reason = forbidding();
  if (reason !== null) return nowhere(`nothing is measured: ${reason}`);
  try {
    const wanted = resolve(output ?? defaultFile());
    const owned = claim(canHold(wanted) ? wanted : join(tmpdir(), `${process.pid}-${basename(wanted)}`));
    const thread = new OwnThread(clockOf(clock));
    const { startSampler } = load("./sampler/client.js") as typeof samplerClient;
    const sampler = startSampler({
      clock, reading: null, outFile: owned.file, root: projectRoot(), argv: [...process.argv], perline: version,
      rollingMs: interval === null ? null : interval * 1000, delayNs: delay * nsPerSecond,
      durationNs: duration === null ? null : duration * nsPerSecond, restoreFunctionText: false, weighs: false,
      traced: null, splits: false,
    }, new MessageChannel().port1);
    processMemory.probeNs[0] = measureProbeNs(clock) ?? 0;
    if (!sampler.ready()) return nowhere("nothing is measured: the thread that measures did not come up");
    onExit(() => {
      if (sampler.finish(thread)) conclude(owned, { wanted, view });
    });
    begin(thread);
    return owned.file;
  } catch (error) {
    return nowhere(`nothing is measured: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Measures this worker thread of a process whose measurement has begun. */
export function attachThread({ clock }: ThreadSettings): void {
  const thread = new OwnThread(clockOf(clock));
  announce({ clock, weighs: false }, null);
  onExit(() => void thread.end());
  begin(thread);
}

/** Chooses the clock of linked code; gives what begins it. */
function clockOf(clock: ThreadSettings["clock"]): { begin(): void } {
  if (clock !== "exact") return { begin: () => useClock() };
  const exact = load("./exact.js") as typeof exactClock;
  exact.limitTree(defaultCallTreeLimit);
  return {
    begin() {
      useClock(exact);
      exact.beginExact();
    },
  };
}

/** Code counts from now on. */
function begin(thread: OwnThread): void {
  forgetCounts();
  thread.begin();
}

/** Why nothing can be measured here; null where it can be. */
function forbidding(): string | null {
  if (typeof SharedArrayBuffer === "undefined") return "there is no SharedArrayBuffer";
  return Reflect.get(process, "permission") === undefined ? null : "Node's permission model forbids threads and files";
}

/** Whether a file can be made beside it. */
function canHold(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The process ends, and its profile is written, or could not be. */
function conclude({ file, release }: Claim, { wanted, view }: { wanted: string; view: boolean }): void {
  release();
  if (!existsSync(file)) {
    nowhere(`the profile is lost: ${file} could not be written`);
    return;
  }
  if (dirname(file) !== dirname(wanted)) say(`${wanted} could not be written; the profile is ${file}`);
  if (!view) return;
  try {
    writeSync(1, reportOf(JSON.parse(readFileSync(file, "utf8")) as Profile));
  } catch (error) {
    say(`the report cannot be printed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function nowhere(sentence: string): null {
  say(sentence);
  return null;
}

function say(sentence: string): void {
  try {
    writeSync(2, `perline: ${sentence}\n`);
  } catch {
    // Nobody listens.
  }
}
