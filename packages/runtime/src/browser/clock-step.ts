/** How coarse the browser's clock is: it moves in steps, so that no page can spy on another one by time. */

const performanceNow = performance.now.bind(performance);
const steps = 5;
/** Enough for the coarsest clock there is; more only where it stands still. */
const reads = 1_000_000;

/** The shortest of some steps, in milliseconds; takes as long as they do. */
export function clockStepMs(): number {
  let shortest = Number.POSITIVE_INFINITY;
  let before = performanceNow();
  for (let read = 0, seen = 0; read < reads && seen < steps; read++) {
    const time = performanceNow();
    if (time === before) continue;
    shortest = Math.min(shortest, time - before);
    before = time;
    seen += 1;
  }
  return shortest;
}
