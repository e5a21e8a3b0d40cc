/**
 * What one probe costs on this machine: measured where it disturbs nobody, by the main thread before there is a program, while the
 * sampler's thread comes up, on memory of its own.
 */
import type { ClockChoice, MeasuredClock } from "@perline/format";
import { now } from "./clock.js";
import { zeroed } from "./shared.js";

const turns = 1_000;
/** A clock that reads time. */
type TimingClock = Exclude<ClockChoice, "none">;

/** Until V8 has optimised the code, a probe seems to cost more nanoseconds than this, on any machine. */
const optimisedNs: Readonly<Record<TimingClock, number>> = { sampled: 8, exact: 120 };
/** Rounds of optimised code; one is enough unless the machine is busy. */
const optimisedRounds = 100;
/** Where V8 never compiles it, or did so before. */
const patienceNs = 8e6;

const stack = new Int32Array(zeroed(64));
const cells = new Float64Array(zeroed(64));

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

/**
 * Nanoseconds of one probe: the best of many rounds, the first of which warm the code up. Takes some 2 ms. Null where V8 did not
 * optimise it in time: what it costs until then says nothing of a program that runs for long; and where there is no time that it
 * could be a part of.
 */
export function measureProbeNs(clock: MeasuredClock): number | null {
  if (clock === "none" || clock === "memory") return null;
  const lines = clock === "exact" ? exactLines : sampledLines;
  const start = now();
  let best = Number.POSITIVE_INFINITY;
  let optimised = 0;
  for (let begin = start; begin - start < patienceNs && optimised < optimisedRounds;) {
    lines();
    const end = now();
    const ns = (end - begin) / turns;
    best = Math.min(best, ns);
    if (ns < optimisedNs[clock]) optimised += 1;
    begin = end;
  }
  return optimised === 0 ? null : best;
}
