/**
 * Programs of known cost, in simulated time, seen by the real schedule and the real account: what the sampler would report,
 * beside the truth. Deterministic and quick, so that thousands of runs are cheap.
 */
import { Account } from "../../packages/runtime/dist/sampler/account.js";
import { Schedule } from "../../packages/runtime/dist/sampler/schedule.js";
import { Sources } from "../../packages/runtime/dist/sampler/sources.js";

/** A stretch of time on one line. */
export interface Phase {
  line: number;
  ns: number;
}

/** One line of a report, beside the truth. */
export interface Observed {
  trueNs: number;
  totalNs: number;
  errorNs: number;
}

export interface Outcome {
  lines: Observed[];
  samples: number;
  durationNs: number;
}

/** Places for a table in which probe id = line = function, of one source. */
export function plainSources(lines: number): Sources {
  const rows = Array.from({ length: lines }, (_, row) => row);
  const column = (): Int32Array => new Int32Array(lines + 2);
  const sources = new Sources({ lineOf: column(), functionOf: column(), sourceOf: column() });
  sources.add({
    base: 1,
    record: {
      path: "simulated.ts", hash: "00", text: null, skipped: [], probes: rows,
      functions: {
        name: rows.map((row) => `f${row}`), kind: rows.map(() => "function" as const),
        line: rows, column: rows, endLine: rows, calls: rows,
      },
      lines: { line: rows.map((row) => row + 1), function: rows, countable: rows.map(() => 1 as const) },
    },
  });
  return sources;
}

/** A random number generator, uniform in [0, 1): so that every run of a test is the same. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 4_294_967_296;
  };
}

/** How a program is run: for how long, over how many lines (numbered from 1), the shortest sleep there is (see Schedule). */
export interface Run {
  durationNs: number;
  lines: number;
  sleepNs: number;
  seed: number;
  /** The sampler is put aside for up to 5 ms, once in so many looks. */
  lostOnceIn?: number;
}

/** Runs a program of endless phases. */
export function simulate(phases: Iterator<Phase, never>, run: Run): Outcome {
  const schedule = new Schedule(0, { sleepNs: run.sleepNs, comesFirst: false });
  const account = new Account(0, plainSources(run.lines), {
    contexts: { contextParent: new Int32Array(2), contextPosition: new Int32Array(2) }, callTreeLimit: 1000,
  });
  const late = random(run.seed);
  const truth = new Float64Array(run.lines + 1);
  const stack = new Int32Array(2);
  let inCell = 0.5;
  const next = (time: number): number => {
    const { meanNs, sleepNs } = schedule.pace(time);
    const before = inCell;
    inCell = late();
    const ns = meanNs * (1 + inCell - before);
    // A spin ends at once, a sleep when the system finds the time: soon where sleeps are short.
    const overrun = ns < sleepNs ? 1000 : sleepNs > 0 ? 10_000 * late() : 30_000 + 40_000 * late();
    const wait = Math.round(ns) + overrun;
    return time + wait + (run.lostOnceIn !== undefined && late() * run.lostOnceIn < 1 ? 5e6 * late() : 0);
  };
  let look = next(0);
  for (let time = 0; time < run.durationNs;) {
    const { line, ns } = phases.next().value;
    const end = Math.min(time + ns, run.durationNs);
    truth[line]! += end - time;
    stack[1] = line;
    for (; look < end; look = next(look)) {
      account.observe(Math.round(look), stack, 1);
      schedule.looked(look, 0, 1);
    }
    time = end;
  }
  account.close(run.durationNs);
  const figures = account.figures();
  return {
    samples: figures.sampleCount,
    durationNs: figures.durationNs,
    lines: Array.from({ length: run.lines }, (_, index) => ({
      trueNs: truth[index + 1]!, totalNs: figures.totalNs[index + 1]!, errorNs: figures.errorNs!(index + 1),
    })),
  };
}
