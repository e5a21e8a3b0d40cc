/**
 * Which pauses between two samples are gaps: the scheduler put the sampler aside, or its heap was collected. A gap says nothing
 * about what the program did in it, so it must not be charged to the two samples at its ends as if it did.
 */

/** Of gaps, the share in which the program stood still: known cost, under `npm run bench -- accept interval`. */
export const stoodStill = 0.35;
/** A pause of so many times the usual one is a gap. */
const gapFactor = 8;
/** How quickly the usual pause follows the samples. */
const learning = 1 / 16;
/** Longer than any pause that is meant, whatever the pace. */
const unseenFromNs = 20e6;

export class Gaps {
  /** Usual time between two samples, in nanoseconds; 0 before the first. */
  usualNs = 0;
  /** Time of pauses so long that the samples at their ends do not say what ran. */
  unseenNs = 0;

  /** Between two moments at which the program was seen, or to be seen, lie `ns`. */
  wait(ns: number): void {
    if (ns > unseenFromNs) this.unseenNs += ns;
  }

  /** Whether a pause of `ns` is a gap; learns from it. */
  isGap(ns: number): boolean {
    this.wait(ns);
    const gap = this.usualNs > 0 && ns > gapFactor * this.usualNs;
    this.usualNs += this.usualNs === 0 ? ns : (Math.min(ns, gapFactor * this.usualNs) - this.usualNs) * learning;
    return gap;
  }
}
