/**
 * Weighs expressions: reads the heap before and behind an evaluation, which tells to the byte what it has added.
 *
 * A reading leaves garbage of its own, which two in a row tell. V8 is asked for its collections, which costs more than a reading,
 * where there may have been one: where the heap has shrunk or grown by much, and in expressions that it once did in; what they have
 * freed is added again. At most a small share of the program's time is spent here; what there is no time for is left to another
 * evaluation.
 *
 * What an instrumented function adds belongs to its own lines. Whether one was called shows on the shadow stack, above the frame that
 * runs: its first frame has written there. Nothing is told of an expression in which that happens.
 */
import { collectionTimeBy } from "./collection-time.js";
import type { Collected, Collections } from "./collections.js";
import { memory } from "./own-memory.js";
import { weightMemory } from "./own-weight-memory.js";
import { stackSize } from "./memory.js";
import { heapScaleBy, type HeapStatistics } from "./heap-scale.js";
import { uncountedIntegers } from "./uncounted.js";
import { Cells, unknown, Wanted } from "./weight-memory.js";
import type { WeightSamples } from "./weight-samples.js";

const { hits, stack } = memory;
const { cells, covered, due, gcNs, next } = weightMemory;
const { stoodAt, wanted, watched } = Cells;
// Taken before user code can replace them.
const { and, load, or } = Atomics;
const { max, min } = Math;

/** The share of the program's time that may be spent on weighing, and what may be from the beginning. */
const share = 0.02;
const allowanceNs = 3e6;
/** Readings for one evaluation, and those that show what one takes. */
const readings = 4;
const trials = 8;
/** What took longer than this was the system, which had put the thread aside: that is no time that is spent here. */
const asideNs = 200e3;
/** From one time that is polled to the next, about, and how many evaluations may be passed by between. */
const pollNs = 50e3;
const mostPasses = 1023;
/** Growth from which on V8 is asked for its collections: one most often frees more, so that the heap has shrunk where it came. */
const muchBytes = 1 << 16;
/** Stands above the frame that runs, where an instrumented function would write its position. */
const untouched = 0;

/** Places of readings: before an evaluation, of which the last two tell what one leaves, behind it, and later still. */
const [early, first, second, behind] = [0, 1, 2, 3];

const nothing: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };

/** What weighing asks. */
export interface Instruments {
  readonly statistics: () => HeapStatistics;
  readonly collections: Collections;
  /** In nanoseconds. */
  readonly now: () => number;
  /** Processor time of the process, in nanoseconds. */
  readonly busy: () => number;
  readonly samples: WeightSamples;
  /** Gives numbers from 0 to below 1. */
  readonly random: () => number;
}

/** What scales.ts calls. */
export interface Weighing {
  /** Takes a reading, so that V8 compiles what does. */
  readonly prepare: () => void;
  /** User code starts now. */
  readonly start: () => void;
  /** An expression is about to be evaluated, and is due. */
  readonly begin: (probe: number) => void;
  /** It has been evaluated, and something is wanted. */
  readonly end: (probe: number) => void;
  /** Nothing more comes. */
  readonly finish: () => void;
}

/** The weighing of this thread. */
export function weighingBy({ statistics, collections, now, busy, samples, random }: Instruments): Weighing {
  const { take, grown, grownBeside } = heapScaleBy(statistics);
  const opens = (): void => {
    cells[watched] = 1;
  };
  const polls = (isWanted: boolean): void => {
    if (isWanted) or(cells, wanted, Wanted.poll);
    else and(cells, wanted, ~Wanted.poll);
  };
  const time = collectionTimeBy({ collections, now, busy, gcNs, opens, polls, random });
  /** By probe: 1 where an evaluation has met a collection, or may well meet one. */
  const collects = uncountedIntegers(due.length);
  const weight = { bytes: 0, externalBytes: 0 };
  /** The expression that is being weighed, its evaluation and its frame; 0 for none. */
  let current = 0;
  let evaluation = 0;
  let frame = 0;
  /** Whether collections are known up to its begin. */
  let isSettled = false;
  let startedAt = 0;
  let spentNs = 0;
  /** When it was polled last; evaluations that are passed by until then, and have been. */
  let polledAt = 0;
  let passes = 0;
  let passed = 0;
  /** What the readings of one evaluation take. */
  let readingsNs = 0;

  /** What a reading takes where nobody puts the thread aside meanwhile. */
  function leastNs(): number {
    let least = Infinity;
    for (let time = 0; time < trials; time++) {
      const begun = now();
      take(early);
      least = min(least, now() - begun);
    }
    return least;
  }

  /** Polls, so often as is of use. */
  function poll(): void {
    const at = now();
    // Of what is evaluated every few nanoseconds most is passed by.
    passes = at - polledAt < pollNs / 2 ? min(2 * passes + 1, mostPasses) : at - polledAt > pollNs ? passes >> 1 : passes;
    passed = 0;
    polledAt = at;
    time.poll(max(0, stack[stack[0]!] ?? 0));
  }

  /** Charges the collections that the sampler has seen, or that have come in a short window. */
  function look(): void {
    const asked = load(cells, wanted);
    if ((asked & Wanted.collections) !== 0) {
      and(cells, wanted, ~Wanted.collections);
      time.look(max(0, cells[stoodAt]!));
    } else if ((asked & Wanted.poll) !== 0) poll();
  }

  function read(): void {
    for (let attempt = 0; attempt < 3; attempt++) {
      take(early);
      if (isSettled) time.isolate();
      take(first);
      take(second);
      // Else there was a collection that the next reading must not be told of.
      if (grown(first, second) >= 0 && grown(early, first) >= 0) break;
    }
  }

  /** What has been added up to the reading behind; gives false where nobody knows. */
  function settle(): boolean {
    const added = grown(second, behind) - grown(first, second);
    weight.bytes = added;
    weight.externalBytes = grownBeside(second, behind);
    if (!isSettled && added >= 0 && added < muchBytes) return true;
    // What adds much is what collections come in, and one may free just what is added.
    collects[current] = 1;
    const isKnown = time.isWatching();
    const { count, bytes, externalBytes } = isKnown ? time.told(stack[stack[0]!] ?? 0) : nothing;
    if (isKnown && count === 0) return added >= 0;
    weight.bytes += bytes;
    weight.externalBytes += externalBytes;
    if (!isSettled) return false;
    // A collection behind the reading has freed what was read.
    take(early);
    return grown(behind, early) >= 0;
  }

  /** Whether no instrumented function has run since the begin. */
  function isAlone(): boolean {
    return stack[0] === frame && stack[frame + 1] === untouched;
  }

  function clear(): void {
    current = 0;
    time.release();
    and(cells, wanted, ~Wanted.end);
  }

  /** What was begun has ended in an exception, or called a function that is weighed as well. */
  function abandon(): void {
    if (current === 0) return;
    samples.postpone(current, evaluation);
    clear();
  }

  return {
    prepare: () => take(early),
    start() {
      time.start();
      readingsNs = readings * leastNs();
      startedAt = now();
    },
    begin(probe) {
      abandon();
      // It has come there once again after all that its counter can show.
      if (covered[probe] === unknown) return;
      const hit = next[probe]! + 1;
      const begun = now();
      const depth = stack[0]!;
      // Of each expression something is told, however many there are.
      const isLate = covered[probe]! > 0 && spentNs > allowanceNs + share * (begun - startedAt);
      if (isLate || depth < 1 || depth + 1 >= stackSize) return samples.postpone(probe, hit);
      current = probe;
      evaluation = hit;
      frame = depth;
      isSettled = collects[probe] === 1;
      stack[depth + 1] = untouched;
      or(cells, wanted, Wanted.end);
      spentNs += min(now() - begun, asideNs) + readingsNs;
      // Last, so that nothing of the above is weighed.
      read();
    },
    end(probe) {
      if (cells[wanted] === Wanted.poll && passed++ < passes) return;
      // Another expression, or a later evaluation of this one.
      if (current !== probe || ((hits[probe]! - due[probe]! - 1) | 0) !== 0) {
        abandon();
        return look();
      }
      take(behind);
      const begun = now();
      if (!isAlone()) samples.giveUp(probe);
      else if (settle()) {
        weight.bytes = max(0, weight.bytes);
        weight.externalBytes = max(0, weight.externalBytes);
        samples.add(probe, evaluation, weight);
      } else samples.postpone(probe, evaluation);
      clear();
      look();
      spentNs += min(now() - begun, asideNs);
    },
    finish: time.finish,
  };
}
