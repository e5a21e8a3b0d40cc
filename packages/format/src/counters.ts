/** What one thread counted and timed of one source, as a profile has it. */
import type { UsageColumns } from "./usage.js";
import type { WeightColumns } from "./weights.js";

/**
 * Counters of one source in one thread. Where time was measured, selfNs is there, and a column by probe that is null is all zero;
 * where it was not, hits is all there is.
 */
export interface SourceCounters {
  /** Index into the profile's sources. */
  source: number;
  /** By probe. */
  hits: number[];
  /** By probe: nanoseconds suspended at an await, pending activations counted up to the snapshot. */
  awaitNs: number[] | null;
  /** By probe: activations still suspended at the snapshot. */
  pending: number[] | null;
  /** By probe: exceptions that propagated out of a frame with this probe as its position. */
  throws: number[] | null;
  /** By line (row of the line table). */
  selfNs: number[] | null;
  /** By line: time with the line as running line of a live frame. */
  totalNs: number[] | null;
  /** By line: samples that saw the line on the stack. */
  samples: number[] | null;
  /** By line: half-width of the 95 % interval of totalNs; null under the exact clock. */
  errorNs: number[] | null;
  /** By function: time with the function on the stack, recursion counted once. */
  functionTotalNs: number[] | null;
  /** Time with the file on the stack. */
  fileTotalNs: number | null;
  /** How much memory was in use; absent under another clock than `memory`. */
  usage?: UsageColumns;
  /** What expressions have added to memory; absent where they were not weighed. */
  weights?: WeightColumns;
  /**
   * By line: time of collections that came where it was the running line; absent where that was not measured. Where collections are
   * many it is an estimate from those of a part of the time, which on a busy machine can be half of the truth or double.
   */
  gcNs?: number[];
}
