/**
 * What one probe costs on this machine: measured where it disturbs nobody, in the sampler's thread, on memory of its own.
 */
import type { ClockKind } from "@perline/format";
import { now } from "../clock.js";

const turns = 1_000;
/** Long enough for the code to be compiled on the way: until then a probe seems to cost tens of nanoseconds. */
const durationNs = 8e6;

const stack = new Int32Array(new SharedArrayBuffer(64));
const cells = new Float64Array(new SharedArrayBuffer(64));

/** A line of the sampled clock: a position and a hit. */
function sampledLines(): void {
  for (let turn = 0; turn < turns; turn++) {
    stack[1] = turn & 7;
    cells[turn & 7]! += 1;
  }
}

/** A line of the exact clock: a clock read, and four sums. */
function exactLines(): void {
  for (let turn = 0; turn < turns; turn++) {
    const time = now();
    const ns = time - cells[0]!;
    cells[0] = time;
    cells[1]! += ns;
    cells[2]! += ns;
    cells[3]! += 1;
    stack[1] = turn & 7;
  }
}

/** Nanoseconds of one probe: the best of many rounds, the first of which warm the code up. Takes some 8 ms. */
export function measureProbeNs(clock: ClockKind): number {
  const lines = clock === "exact" ? exactLines : sampledLines;
  const start = now();
  let best = Number.POSITIVE_INFINITY;
  for (let begin = start; begin - start < durationNs;) {
    lines();
    const end = now();
    best = Math.min(best, (end - begin) / turns);
    begin = end;
  }
  return best;
}
