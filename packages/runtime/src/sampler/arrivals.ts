/** What exact counters say between two looks at the program. */

/** How often the program arrived at places (probes) between two looks, one behind the other. */
export interface Arrivals {
  /** The places it knows of: from here, */
  readonly first: number;
  /** to before here. */
  readonly end: number;
  /** Arrivals at that place between the looks; NaN where that is not known. */
  at(place: number): number;
}

/** Nothing is known of any place. */
export const noArrivals: Arrivals = { first: 0, end: 0, at: () => Number.NaN };
