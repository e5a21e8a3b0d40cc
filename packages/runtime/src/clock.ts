/**
 * The time: whole nanoseconds on one scale for all threads of the process.
 *
 * Node's `hrtime` is the same in all threads, and whole as it is: 35 ns, where `performance.now` takes 5 more to be rounded. Browsers
 * have the latter alone, which counts from each thread's own start: that start is added.
 *
 * The *program clock* is this clock without the time the program stood waiting for perline: see {@link programTime}.
 */
import { Clock, State, type ThreadMemory } from "./memory.js";

// Taken before user code can replace them.
const { max, round } = Math;
const { add, load } = Atomics;

/** Whole seconds of uptime are left out: nanoseconds since boot leave the exact range of a number after 104 days. */
const keptSeconds = 1_000_000;

/** Microseconds of the system's steady clock go round in ours after that many. */
export const keptMicroseconds = keptSeconds * 1e6;

function ofNode(hrtime: NodeJS.HRTime): () => number {
  const started = hrtime()[0];
  const base = started - (started % keptSeconds);
  return () => {
    // Taken apart by index: the program may have replaced how arrays are iterated.
    const time = hrtime();
    return (time[0] - base) * 1e9 + time[1];
  };
}

function ofBrowser(): () => number {
  const { performance } = globalThis;
  const performanceNow = performance.now.bind(performance);
  const offset = round((performance.timeOrigin % (keptSeconds * 1000)) * 1e6);
  return () => round(performanceNow() * 1e6) + offset;
}

// Taken before user code can replace either.
const ofProcess = typeof process === "object" && typeof process.hrtime === "function" ? ofNode(process.hrtime) : ofBrowser();
let read = ofProcess;

/** Nanoseconds, an integer; comparable between threads of the process. */
export function now(): number {
  return read();
}

/** Replaces the clock of this thread: for tests, and while nothing is measured. Without an argument it is the usual one again. */
export function setClock(clock = ofProcess): void {
  read = clock;
}

/** The program stops here, for perline: its clock stops too. Called by the program's thread. */
export function beginWaiting({ clock, state }: ThreadMemory): void {
  const start = now();
  add(state, State.clockSequence, 1);
  clock[Clock.waitingSince] = start;
  add(state, State.clockSequence, 1);
}

/** Who is told of each wait of this thread; null: nobody. */
let waitNoted: ((since: number, ns: number) => void) | null = null;

/** From now on each wait of this thread is told when it ends: process time of its begin, and how long it was. */
export function noteWaits(note: (since: number, ns: number) => void): void {
  waitNoted = note;
}

/** The program goes on; see {@link beginWaiting}. */
export function endWaiting({ clock, state }: ThreadMemory): void {
  const since = clock[Clock.waitingSince]!;
  const wait = now() - since;
  waitNoted?.(since, wait);
  add(state, State.clockSequence, 1);
  clock[Clock.waited]! += wait;
  clock[Clock.waitingSince] = 0;
  add(state, State.clockSequence, 1);
}

/**
 * Nanoseconds the program of that memory has stood waiting for perline, up to `time`; callable from any thread.
 * The sequence number tells a reader that it came between two writes.
 */
export function waitedUntil({ clock, state }: ThreadMemory, time: number): number {
  for (;;) {
    const before = load(state, State.clockSequence);
    const since = clock[Clock.waitingSince]!;
    const waited = clock[Clock.waited]! + (since > 0 ? max(0, time - since) : 0);
    if ((before & 1) === 0 && load(state, State.clockSequence) === before) return waited;
  }
}

/** The program clock of that memory at `time` of the process clock. */
export function programTime(memory: ThreadMemory, time: number): number {
  return time - waitedUntil(memory, time);
}
