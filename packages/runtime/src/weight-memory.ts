/**
 * What is kept of one thread of the program where expressions are weighed (see weighing.ts), in memory that the sampler reads for its
 * snapshots. An expression that is weighed has a probe, which counts its evaluations.
 */
import { probeLimit } from "./memory.js";
import { zeroed } from "./shared.js";

/** Indices into {@link WeightMemory.cells}. */
export const Cells = {
  /** Bits: what the thread is to be stopped for where an expression ends. */
  wanted: 0,
  /** The position at which the sampler has seen the program stand still, and wants collections to be looked for. */
  stoodAt: 1,
  /** 1 once V8 has been asked for its collections. */
  watched: 2,
} as const;

/** Bits of {@link Cells.wanted}. */
export const Wanted = {
  /** An expression is being weighed. */
  end: 1,
  /** Collections are to be looked for: set by the sampler. */
  collections: 2,
  /** The time of collections polls; see collection-time.ts. */
  poll: 4,
} as const;

/** A {@link WeightMemory.covered} of an expression of which nothing can be known: it has called what is instrumented itself. */
export const unknown = -1;

/** The arrays of one thread, all views of one shared buffer. */
export interface WeightMemory {
  readonly buffer: ArrayBufferLike;
  readonly cells: Int32Array;
  /** By probe: what its counter shows before the evaluation that is to be weighed next. It goes round with the counter. */
  readonly due: Int32Array;
  /** The same as a number that does not go round: the evaluations before that one. 0 at first, so that the first one is weighed. */
  readonly next: Float64Array;
  /** By probe: evaluations that those stand for which were weighed; or {@link unknown}. */
  readonly covered: Float64Array;
  /** By probe: bytes that those have added to V8's heap, and the variance of that sum, in bytes squared. */
  readonly bytes: Float64Array;
  readonly variance: Float64Array;
  /** By probe: bytes beside the heap. */
  readonly externalBytes: Float64Array;
  /** By probe: what the evaluation that was weighed last has added to the heap. */
  readonly last: Float64Array;
  /** By probe: nanoseconds of collections that came where it was the running position; [0]: where no line ran. */
  readonly gcNs: Float64Array;
}

const cellCount = 16;
const columns = 7;

/** The views of a buffer made by {@link createWeightMemory}, in whichever thread. */
export function viewWeightMemory(buffer: ArrayBufferLike): WeightMemory {
  const column = (place: number): Float64Array => new Float64Array(buffer, cellCount * 4 + place * probeLimit * 8, probeLimit);
  return {
    buffer, cells: new Int32Array(buffer, 0, cellCount), next: column(0), covered: column(1), bytes: column(2), variance: column(3),
    externalBytes: column(4), last: column(5), gcNs: column(6),
    due: new Int32Array(buffer, cellCount * 4 + columns * probeLimit * 8, probeLimit),
  };
}

/** New memory for the calling thread, all zero. */
export function createWeightMemory(): WeightMemory {
  return viewWeightMemory(zeroed(cellCount * 4 + columns * probeLimit * 8 + probeLimit * 4));
}
