/**
 * Waiting for a thread that may be dead.
 *
 * Patience is counted in short sleeps and not by the clock: where the process was stopped meanwhile (by Ctrl-Z, or with its whole
 * machine) the clock has gone on, but no thread has had that time.
 */

// Taken before user code can replace them.
const { load, wait } = Atomics;

const sleepMs = 100;

/** Sleeps until the cell is no longer `from`, for `patienceMs` at most. Gives whether that came. */
export function waitForChange(cell: Int32Array, from: number, patienceMs: number): boolean {
  for (let slept = 0; slept < patienceMs; slept += sleepMs) {
    wait(cell, 0, from, sleepMs);
    // Who answered the question before may wake us only now.
    if (load(cell, 0) !== from) return true;
  }
  return false;
}
