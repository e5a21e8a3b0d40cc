/**
 * What instrumented code calls under the memory clock: each transition reads how much memory is in use, and charges the difference
 * since the last reading, callees included, to one line of each function on the stack: that of its innermost activation. So the
 * increments of a function's lines add up to what was more in use when it was left than when it was entered, whatever it does in
 * between; while it is suspended it is not on the stack.
 *
 * Invariants, beside those of transitions.ts
 *   innermost[f]    the innermost frame of function f; 0 for none
 *   outer[n]        the innermost frame of frame n's function below it; 0 for none
 *   begun[f]        the reading from which on the line of that frame is to be charged
 */
import { probeLimit, stackSize } from "./memory.js";
import { memory } from "./own-memory.js";
import { usageMemory } from "./own-usage-memory.js";
import { processMemory } from "./process-memory.js";
import type { Gauge } from "./readings.js";
import { ownLine as lineOfFrame, type Transitions, transitionsOf } from "./transitions.js";
import { uncountedIntegers, uncountedNumbers } from "./uncounted.js";

const { hits, stack } = memory;
const { functionOf, lineOf } = processMemory;
const { entryBytes, incrementBytes, usageBytes } = usageMemory;
const ownLine = lineOfFrame;
const { min } = Math;

const innermost = uncountedIntegers(probeLimit);
const outer = uncountedIntegers(stackSize);
const begun = uncountedNumbers(probeLimit);

/** Charges a line of function `fn` with what has come since that began to be its. */
function settle(line: number, fn: number, bytes: number): void {
  incrementBytes[line]! += bytes - begun[fn]!;
  if (bytes > usageBytes[line]!) usageBytes[line] = bytes;
  begun[fn] = bytes;
}

/** Frame `index` stands on a line from the reading on. */
function begin(index: number, line: number, bytes: number): void {
  if (line === 0) return;
  const fn = functionOf[line]!;
  const below = innermost[fn]!;
  if (below > 0) settle(ownLine[below]!, fn, bytes);
  if (entryBytes[fn] === 0) entryBytes[fn] = bytes;
  begun[fn] = bytes;
  outer[index] = below;
  innermost[fn] = index;
}

/** Frame `index` leaves its line. */
function end(index: number, bytes: number): void {
  const line = ownLine[index]!;
  if (line === 0) return;
  const fn = functionOf[line]!;
  settle(line, fn, bytes);
  innermost[fn] = outer[index]!;
}

/** Frame `index` goes on to another line, most often of the same function. */
function change(index: number, to: number, bytes: number): void {
  const from = ownLine[index]!;
  const fn = functionOf[to]!;
  if (from !== 0 && to !== 0 && functionOf[from] === fn) {
    settle(from, fn, bytes);
    return;
  }
  end(index, bytes);
  begin(index, to, bytes);
}

const nothing = (): void => undefined;

/** Whether frame `frame` runs, on the line of position `id`. */
function stays(frame: number, id: number): boolean {
  const line = lineOf[id]!;
  return line > 0 && stack[0] === frame && ownLine[frame] === line;
}

/** The transitions of this thread, by what `gauge` reads. */
function transitionsBy({ read, settle: settleGauge }: Gauge): Transitions {
  const { move, line, leave, pause, suspend, resume, handle, fail, open, close } = transitionsOf({
    charge: read, begin, called: nothing, change, end, run: nothing, stand: nothing, suspend: nothing, resume: nothing,
  });
  // Not by rest parameters: their arrays would be taken for the program's.
  const one = <A, Result>(transition: (a: A) => Result) => (a: A): Result => {
    const result = transition(a);
    settleGauge();
    return result;
  };
  const two = <A, B, Result>(transition: (a: A, b: B) => Result) => (a: A, b: B): Result => {
    const result = transition(a, b);
    settleGauge();
    return result;
  };
  const [moved, arrived, closed] = [two(move), two(line), one(close)];
  return {
    leave: one(leave), pause: two(pause), suspend: two(suspend), resume: one(resume), handle: two(handle),
    fail: one(fail), open: two(open),
    close(value) {
      closed(value);
      return value;
    },
    // Within a line nothing is read.
    move(frame, id) {
      if (stays(frame, id)) stack[frame] = id;
      else moved(frame, id);
    },
    line(frame, id) {
      if (!stays(frame, id)) return arrived(frame, id);
      stack[frame] = id;
      hits[id]! += 1;
    },
  };
}

/** Turns after which V8 has compiled, and mostly optimised, what runs at each transition. */
const warmUp = 2_000;

/** Runs transitions of a frame that has no line. */
function compile({ open, line, move, leave }: Transitions): void {
  for (let turn = 0; turn < warmUp; turn++) {
    const frame = open(0);
    line(frame, 0);
    move(frame, 0);
    leave(~frame);
  }
  hits[0] = 0;
}

/** The memory clock of this thread. */
export interface UsageClock {
  transitions: Transitions;
  /** User code starts now. */
  readonly begin: () => void;
  /** What has come since the last reading is charged to the lines that are on the stack. */
  readonly end: () => void;
}

/** The memory clock, by what `gauge` reads. Once in a thread, before user code. */
export function usageClock(gauge: Gauge): UsageClock {
  const transitions = transitionsBy(gauge);
  return {
    transitions,
    begin() {
      if (gauge.seesOwn) compile(transitions);
      gauge.collect();
    },
    end() {
      const bytes = gauge.read();
      for (let index = min(stack[0]!, stackSize - 1); index > 0; index--) {
        const line = ownLine[index]!;
        const fn = functionOf[line]!;
        if (line !== 0 && innermost[fn] === index) settle(line, fn, bytes);
      }
      gauge.settle();
    },
  };
}
