/**
 * Waiting for a thread that may be dead.
 *
 * Patience is counted in short sleeps and not by the clock: where the process was stopped meanwhile (by Ctrl-Z, or with its whole
 * machine) the clock has gone on, but no thread has had that time.
 */

// Taken before user code can replace them.
const { load, wait } = Atomics;

const sleepMs = 100;

/** Sleeps until `cells[index]` is no longer `value`, for so long at most. Gives whether that came. */
export function waitForChange(cells: Int32Array, index: number, { from, patienceMs }: { from: number; patienceMs: number }): boolean {
  for (let slept = 0; slept < patienceMs; slept += sleepMs) {
    wait(cells, index, from, sleepMs);
    // To be woken is not enough: whoever changed it before may do that late.
    if (load(cells, index) !== from) return true;
  }
  return false;
}
