/**
 * Which evaluations are weighed, and what they stand for: the first ones, then one in each stretch of evaluations, wherever in it
 * chance has it, for the whole stretch. So each of a stretch is as likely, and the sum is unbiased. A stretch is an eighth of what
 * came before it: how many are weighed grows with the logarithm of the evaluations, and late ones count as early ones do.
 *
 * V8 sometimes puts something of its own on the heap while an expression is evaluated: a function that it compiles, its feedback. It
 * would count for a whole stretch. So one that is far above the mean of those before it stands for itself alone, and the rest of its
 * stretch is taken for what those were, until a second one shows that the expression does that now and then: then both count for
 * their stretches. What happens again is unbiased; what is seen once counts once.
 */
import type { ThreadMemory } from "./memory.js";
import { uncountedNumbers } from "./uncounted.js";
import { unknown, type WeightMemory } from "./weight-memory.js";

// Taken before user code can replace them.
const { floor, max } = Math;

/** Evaluations in a stretch for each that came before it. */
const growth = 1 / 8;
/** How far above the mean an evaluation stands out: so many times, and by so many bytes. */
const standsOutBy = 8;
const standsOutBytes = 4096;
/** Withheld of an expression of which more than one evaluation has stood out: nothing any more. */
const confirmed = -1;

/** The columns in which samples are summed up, and the counters of evaluations. */
export type SampleColumns = Pick<WeightMemory, "due" | "next" | "covered" | "bytes" | "variance" | "externalBytes" | "last">
  & Pick<ThreadMemory, "hits">;

/** What one evaluation has added, in bytes. */
export interface Weight {
  bytes: number;
  externalBytes: number;
}

/** The samples of all expressions. */
export interface WeightSamples {
  /** Evaluation `evaluation` was weighed. */
  readonly add: (probe: number, evaluation: number, weight: Readonly<Weight>) => void;
  /** It was not: another one of its stretch, which begins to grow, is to stand for it. */
  readonly postpone: (probe: number, evaluation: number) => void;
  /** Nothing can be known of the expression. */
  readonly giveUp: (probe: number) => void;
}

/** Samples in such columns, by such random numbers from 0 to below 1. */
export function samplesIn(columns: SampleColumns, random: () => number): WeightSamples {
  const { due, next, covered, bytes, variance, externalBytes, last, hits } = columns;
  /** By probe: bytes that the one that stood out would have counted for beside itself; or {@link confirmed}. */
  const withheld = uncountedNumbers(due.length);
  const lengthAt = (evaluations: number): number => max(1, floor(evaluations * growth));

  /** Weighs the evaluation next that has so many before it, or as many as there were by now: a recursion may have come there. */
  function arm(probe: number, before: number): void {
    next[probe] = before + max(0, (hits[probe]! - before) | 0);
    due[probe] = next[probe]!;
  }

  /** What an evaluation counts for the others of its stretch, each. */
  function forOthers(probe: number, { bytes: own }: Readonly<Weight>, others: number): number {
    const before = covered[probe]!;
    const mean = before > 0 ? bytes[probe]! / before : own;
    if (others === 0 || withheld[probe] === confirmed || own <= standsOutBy * mean + standsOutBytes) return own;
    if (withheld[probe] === 0) {
      withheld[probe] = others * (own - mean);
      return mean;
    }
    bytes[probe]! += withheld[probe]!;
    variance[probe]! += withheld[probe]! ** 2 / 2;
    withheld[probe] = confirmed;
    return own;
  }

  return {
    add(probe, evaluation, weight) {
      const before = covered[probe]!;
      const end = max(evaluation, before + lengthAt(before));
      const length = end - before;
      const each = forOthers(probe, weight, length - 1);
      const step = each - last[probe]!;
      bytes[probe]! += weight.bytes + (length - 1) * each;
      externalBytes[probe]! += length * weight.externalBytes;
      // What neighbours differ by is what those of a stretch do; a stretch of one is known.
      if (before > 0) variance[probe]! += length * (length - 1) * step * step / 2;
      last[probe] = each;
      covered[probe] = end;
      arm(probe, end + floor(random() * lengthAt(end)));
    },
    postpone(probe, evaluation) {
      arm(probe, evaluation + floor(random() * lengthAt(evaluation)));
    },
    giveUp(probe) {
      covered[probe] = unknown;
      // Behind all others that the counter can show.
      due[probe] = hits[probe]! - 1;
    },
  };
}
