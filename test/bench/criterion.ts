/**
 * What a benchmark is: a claim, how it is measured, and the figures that decide.
 *
 * A criterion never judges itself: it gives figures with limits, and {@link verdict} reads them, so that the harness can be
 * tested without measuring anything.
 */

/** The bound a figure must keep; no limit where a figure only informs. */
export type Limit = { atMost: number } | { atLeast: number } | { between: readonly [low: number, high: number] };

/** One measured number. */
export interface Figure {
  what: string;
  value: number;
  /** Written behind the number: `ms`, `×`, `%`, `runs of 20`. */
  unit: string;
  /** Reach of the middle half over the median; null for a figure that was measured once. */
  spread: number | null;
  limit: Limit | null;
}

/** What a criterion gets from the harness. */
export interface Bench {
  /** Rounds of an interleaved comparison. */
  rounds: number;
  /** Tells a person at a terminal what is being done; silent elsewhere. */
  progress: (text: string) => void;
}

/** One row of the acceptance table. */
export interface Criterion {
  /** What the command line calls it. */
  id: string;
  /** The claim, as a sentence. */
  claim: string;
  measure: (bench: Bench) => Promise<Figure[]>;
}

/** A criterion after it was measured, or the reason why it could not be. */
export interface Outcome {
  id: string;
  claim: string;
  figures: Figure[];
  failure: string | null;
}

/** Whether a figure keeps its limit; a figure that is no number keeps none. */
export function keeps({ value, limit }: Figure): boolean {
  if (limit === null) return true;
  if ("atMost" in limit) return value <= limit.atMost;
  if ("atLeast" in limit) return value >= limit.atLeast;
  return value >= limit.between[0] && value <= limit.between[1];
}

/** `met` only where something was limited, nothing failed, and every limit is kept. */
export function verdict({ figures, failure }: Outcome): "met" | "not met" {
  const limited = figures.some((figure) => figure.limit !== null);
  return failure === null && limited && figures.every(keeps) ? "met" : "not met";
}

/** Measures one criterion; a criterion that throws is an outcome too, since the others still count. */
export async function outcomeOf(criterion: Criterion, bench: Bench): Promise<Outcome> {
  const { id, claim } = criterion;
  try {
    return { id, claim, figures: await criterion.measure(bench), failure: null };
  } catch (error) {
    return { id, claim, figures: [], failure: error instanceof Error ? error.message : String(error) };
  }
}
