/**
 * Which objects are traced where not all are: one for each so many bytes on average, as tcmalloc and Go choose theirs.
 *
 * The distances between samples, in bytes, are exponential. Such a distance has no memory, so each object is chosen by itself, with a
 * probability that its size alone decides: 1 - e^(-size / mean). Who counts each chosen object as 1 / probability objects is right on
 * average, for any sum over objects, whatever their sizes.
 *
 * Bytes are counted down in a cell, by whoever can do that without a call. In whole bytes the odds are the same: fewer whole bytes are
 * left than an object has if, and only if, fewer bytes are.
 */
// Taken before user code can replace them.
const { expm1, log1p, max, min } = Math;

/** What a cell holds at most. */
const most = 2 ** 31 - 1;

export class ByteSampler {
  /** Of the distance, what has no room in the cell. */
  private rest = 0;

  /**
   * @param meanBytes mean distance between samples; up to 1 every object is chosen
   * @param random gives numbers from 0 to below 1
   * @param left one cell: bytes up to the next sample
   */
  constructor(
    private readonly meanBytes: number,
    private readonly random: () => number = Math.random,
    private readonly left: Float64Array | Int32Array = new Float64Array(1),
  ) {
    this.set(this.distance());
  }

  /** Whether an object of that size is traced. */
  chooses(bytes: number): boolean {
    if (this.meanBytes <= 1) return true;
    return (this.left[0]! -= bytes) < 0 && this.passed();
  }

  /** Whether an object is traced whose bytes somebody has counted down in the cell, which fell below zero. */
  passed(): boolean {
    const over = this.rest + this.left[0]!;
    const isChosen = this.rest === 0 || over < 0;
    this.set(isChosen ? this.distance() : over);
    return isChosen;
  }

  /** How likely an object of that size is traced. */
  probability(bytes: number): number {
    return this.meanBytes <= 1 ? 1 : -expm1(-bytes / this.meanBytes);
  }

  private set(distance: number): void {
    this.left[0] = min(distance, most);
    this.rest = max(0, distance - most);
  }

  private distance(): number {
    return this.meanBytes <= 1 ? 0 : -log1p(-this.random()) * this.meanBytes;
  }
}
