/**
 * Which evaluations are weighed, and what they stand for: the first ones, then one in each stretch of evaluations, wherever in it
 * chance has it, for the whole stretch. So each of a stretch is as likely, and the sum is unbiased. A stretch is an eighth of what
 * came before it: how many are weighed grows with the logarithm of the evaluations, and late ones count as early ones do.
 */
import { unknown, type WeightMemory } from "./weight-memory.js";

// Taken before user code can replace them.
const { floor, max } = Math;
const never = Infinity;

/** Evaluations in a stretch for each that came before it. */
const growth = 1 / 8;

/** The columns in which samples are summed up. */
export type SampleColumns = Pick<WeightMemory, "due" | "covered" | "bytes" | "variance" | "externalBytes" | "last">;

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
export function samplesIn({ due, covered, bytes, variance, externalBytes, last }: SampleColumns, random: () => number): WeightSamples {
  const lengthAt = (evaluations: number): number => max(1, floor(evaluations * growth));
  return {
    add(probe, evaluation, weight) {
      const before = covered[probe]!;
      const end = max(evaluation, before + lengthAt(before));
      const length = end - before;
      const step = weight.bytes - last[probe]!;
      bytes[probe]! += length * weight.bytes;
      externalBytes[probe]! += length * weight.externalBytes;
      // What neighbours differ by is what those of a stretch do; a stretch of one is known.
      if (before > 0) variance[probe]! += length * (length - 1) * step * step / 2;
      last[probe] = weight.bytes;
      covered[probe] = end;
      due[probe] = end + 1 + floor(random() * lengthAt(end));
    },
    postpone(probe, evaluation) {
      due[probe] = evaluation + 1 + floor(random() * lengthAt(evaluation));
    },
    giveUp(probe) {
      covered[probe] = unknown;
      due[probe] = never;
    },
  };
}
