/**
 * Which objects are traced where not all are: one for each so many bytes on average, as tcmalloc and Go choose theirs.
 *
 * The distances between samples, in bytes, are exponential. Such a distance has no memory, so each object is chosen by itself, with a
 * probability that its size alone decides: 1 - e^(-size / mean). Who counts each chosen object as 1 / probability objects is right on
 * average, for any sum over objects, whatever their sizes.
 */
// Taken before user code can replace them.
const { expm1, log1p } = Math;

export class ByteSampler {
  private left: number;

  /**
   * @param meanBytes mean distance between samples; up to 1 every object is chosen
   * @param random gives numbers from 0 to below 1
   */
  constructor(private readonly meanBytes: number, private readonly random: () => number = Math.random) {
    this.left = this.distance();
  }

  /** Whether an object of that size is traced. */
  chooses(bytes: number): boolean {
    if (this.meanBytes <= 1) return true;
    this.left -= bytes;
    if (this.left > 0) return false;
    this.left = this.distance();
    return true;
  }

  /** How likely an object of that size is traced. */
  probability(bytes: number): number {
    return this.meanBytes <= 1 ? 1 : -expm1(-bytes / this.meanBytes);
  }

  private distance(): number {
    return -log1p(-this.random()) * this.meanBytes;
  }
}
