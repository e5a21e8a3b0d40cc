/**
 * How short this thread can sleep. Linux adds up to 50 µs to each sleep, so that it can wake several threads at a time; a thread
 * may ask for less. Then a sampler that sleeps where it can sees nearly as much as one that spins.
 */
import type * as files from "node:fs";
import { builtin } from "../builtin.js";
import { now } from "../clock.js";
import { zeroed } from "../shared.js";
import { systemThread } from "../system-thread.js";

/** The shortest sleep that is asked for, in nanoseconds. Shorter ones the system may not begin at all. */
export const askedNs = 5_000;
const sleeps = 9;
/** Twice what it takes where the system obliges. */
const shortNs = 45_000;

const cell = new Int32Array(zeroed(4));

/**
 * Asks for short sleeps. Gives how many nanoseconds a sleep of {@link askedNs} lasts; null where that is not short. Takes less than
 * a millisecond.
 */
export function shortenSleeps(): number | null {
  askForThem();
  const lengths: number[] = [];
  for (let before = now(); lengths.length < sleeps;) {
    Atomics.wait(cell, 0, 0, askedNs / 1e6);
    const after = now();
    lengths.push(after - before);
    before = after;
  }
  const usual = lengths.sort((a, b) => a - b)[sleeps >> 1]!;
  return usual < shortNs ? usual : null;
}

function askForThem(): void {
  const fs = builtin("node:fs") as typeof files | undefined;
  const thread = systemThread();
  if (fs === undefined || thread === null) return;
  try {
    // See proc(5), timerslack_ns: a thread may always change its own.
    fs.writeFileSync(`/proc/${thread}/timerslack_ns`, "1");
  } catch {
    // No such file, or no access: sleeps are as long as they are.
  }
}
