/** What expressions were seen to add to memory: a sample of their evaluations, read to the byte. */

/** A {@link WeightColumns.covered} of an expression of which nothing is known: it has called what is instrumented itself. */
export const unknownWeight = -1;

/** Of one source in one thread, a row for each expression that was weighed. Whole numbers, all by row. */
export interface WeightColumns {
  /** The probe that counts its evaluations; ascending. */
  probe: number[];
  /** Evaluations that those stand for which were weighed; or {@link unknownWeight}. */
  covered: number[];
  /** Bytes that those have added to V8's heap. */
  bytes: number[];
  /** Variance of that sum, in bytes squared. */
  variance: number[];
  /** Bytes that they have added beside the heap. */
  externalBytes: number[];
}
