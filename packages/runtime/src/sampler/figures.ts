/** The times of one thread, by whichever clock: what an observer hands to the record. */
import type { Course } from "./course.js";

/** Figures of call paths, by row of a tree. */
export interface PathColumns {
  readonly selfNs: Float64Array;
  /** Null where the clock takes no samples. */
  readonly samples: Float64Array | null;
  /** Activations that began there; null where the clock does not see each of them. */
  readonly calls: Float64Array | null;
}

/** A tree of call paths, one row a node; see {@link CallTree} of the format package. */
export interface TreeColumns extends PathColumns {
  readonly count: number;
  readonly parent: Int32Array;
  /** By row: line number over all sources; 0 for the roots. */
  readonly line: Int32Array;
  readonly live: Uint8Array | Int32Array;
  readonly folded: number;
  /** What the rows had at each mark of the program. */
  readonly marked: readonly PathColumns[];
}

/** Times in nanoseconds. durationNs = sum of selfNs + emptyNs. Columns may be shorter than their table: what is missing is 0. */
export interface Figures {
  readonly durationNs: number;
  /** Time with no known line on the stack: idle or outside. */
  readonly emptyNs: number;
  readonly sampleCount: number;
  /** By line. */
  readonly selfNs: Float64Array;
  /** By line. */
  readonly totalNs: Float64Array;
  /** By function. */
  readonly functionTotalNs: Float64Array;
  /** By source. */
  readonly fileTotalNs: Float64Array;
  /** By line: samples that saw it; null where the clock takes none. */
  readonly samples: Float64Array | null;
  /** Half-width of the 95 % interval of a line's total; null where the clock is exact. */
  readonly errorNs: ((line: number) => number) | null;
  readonly tree: TreeColumns;
  /** Null where nobody looked on. */
  readonly course: Pick<Course, "record"> | null;
}
