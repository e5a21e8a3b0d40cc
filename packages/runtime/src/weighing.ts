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
import { uncountedIntegers } from "./uncounted.js";
import { Cells, unknown, Wanted } from "./weight-memory.js";
import type { WeightSamples } from "./weight-samples.js";

const { hits, stack } = memory;
const { cells, covered, due, gcNs, next } = weightMemory;
const { stoodAt, wanted, watched } = Cells;
// Taken before user code can replace them.
const { and, load, or } = Atomics;
const { max } = Math;

/** The share of the program's time that may be spent on weighing, and what may be from the beginning. */
const share = 0.02;
const allowanceNs = 3e6;
/** Readings for one evaluation. */
const readings = 4;
/** Growth from which on V8 is asked for its collections: one most often frees more, so that the heap has shrunk where it came. */
const muchBytes = 1 << 16;
/** Stands above the frame that runs, where an instrumented function would write its position. */
const untouched = 0;

const nothing: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };

/** What weighing asks. */
export interface Instruments {
  /** Bytes in use on V8's heap, and beside it. */
  readonly statistics: () => { readonly used_heap_size: number; readonly external_memory: number };
  readonly collections: Collections;
  /** In nanoseconds. */
  readonly now: () => number;
  readonly samples: WeightSamples;
}

/** What scales.ts calls. */
export interface Weighing {
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
export function weighingBy({ statistics, collections, now, samples }: Instruments): Weighing {
  const opens = (): void => {
    cells[watched] = 1;
  };
  const time = collectionTimeBy({ collections, now, gcNs, opens });
  /** By probe: 1 where an evaluation has met a collection, or may well meet one. */
  const collects = uncountedIntegers(due.length);
  const weight = { bytes: 0, externalBytes: 0 };
  /** The expression that is being weighed, its evaluation and its frame; 0 for none. */
  let current = 0;
  let evaluation = 0;
  let frame = 0;
  /** Whether collections are known up to its begin. */
  let isSettled = false;
  /** What the next readings would be if nothing were added. */
  let base = 0;
  let externalBase = 0;
  let startedAt = 0;
  let spentNs = 0;
  /** What the readings of one evaluation take. */
  let readingsNs = 0;

  /** Charges the collections that the sampler has seen. */
  function look(): void {
    if ((load(cells, wanted) & Wanted.collections) === 0) return;
    and(cells, wanted, ~Wanted.collections);
    time.look(max(0, cells[stoodAt]!));
  }

  function read(): void {
    for (let attempt = 0; attempt < 3; attempt++) {
      const { used_heap_size: before } = statistics();
      if (isSettled) time.isolate();
      const { used_heap_size: first } = statistics();
      const { used_heap_size: second, external_memory: external } = statistics();
      base = second + second - first;
      externalBase = external;
      // Else there was a collection that the next reading must not be told of.
      if (second >= first && first >= before) break;
    }
  }

  /** What has been added by a reading; gives false where nobody knows. */
  function settle(heap: number, external: number): boolean {
    const grown = heap - base;
    weight.bytes = grown;
    weight.externalBytes = external - externalBase;
    if (!isSettled && grown >= 0 && grown < muchBytes) return true;
    // What adds much is what collections come in, and one may free just what is added.
    collects[current] = 1;
    const isKnown = time.isWatching();
    const { count, bytes, externalBytes } = isKnown ? time.told(stack[stack[0]!] ?? 0) : nothing;
    if (isKnown && count === 0) return grown >= 0;
    weight.bytes += bytes;
    weight.externalBytes += externalBytes;
    // A collection behind the reading has freed what was read.
    return isSettled && statistics().used_heap_size >= heap;
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
    start() {
      time.start();
      const begun = now();
      statistics();
      startedAt = now();
      readingsNs = readings * (startedAt - begun);
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
      spentNs += now() - begun + readingsNs;
      // Last, so that nothing of the above is weighed.
      read();
    },
    end(probe) {
      // Another expression, or a later evaluation of this one.
      if (current !== probe || ((hits[probe]! - due[probe]! - 1) | 0) !== 0) {
        abandon();
        return look();
      }
      const { used_heap_size: heap, external_memory: external } = statistics();
      const begun = now();
      if (!isAlone()) samples.giveUp(probe);
      else if (settle(heap, external)) {
        weight.bytes = max(0, weight.bytes);
        weight.externalBytes = max(0, weight.externalBytes);
        samples.add(probe, evaluation, weight);
      } else samples.postpone(probe, evaluation);
      clear();
      look();
      spentNs += now() - begun;
    },
    finish: time.finish,
  };
}
