/**
 * The arithmetic of the benchmarks: order statistics, ratios of interleaved series, and what chance alone would give.
 *
 * Pure functions over plain arrays. Medians and quartiles, never means: a machine that is busy for a moment must not decide.
 */

/** The value below which the given share (0 to 1) of the sorted values lies, interpolated between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError("no values");
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (place - below);
}

/** The middle value; the mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** How far the middle half of the values reaches, as a share of the median: 0.1 says that half of them lie within 10 %. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / Math.abs(median(values));
}

/** The mean of ratios: twice as long and half as long are as long. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Two series that were taken in turns, one pair a round, so that both saw the same machine. */
export interface Pairs {
  bare: readonly number[];
  measured: readonly number[];
}

/** Median over median: how many times longer (or larger) the measured side is. */
export function ratio({ bare, measured }: Pairs): number {
  return median(measured) / median(bare);
}

/** The ratio of each round; their spread says how far the ratio of the medians can be trusted. */
export function roundRatios({ bare, measured }: Pairs): number[] {
  if (bare.length !== measured.length) throw new RangeError("a round is one value of each side");
  return measured.map((value, round) => value / (bare[round] ?? NaN));
}

/** Random numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Shares of a whole: each value over the sum of all. */
export function shares(values: readonly number[]): number[] {
  const whole = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / whole);
}

/** The largest distance between shares of the same rank, in the same unit (0.01 is a point). */
export function largestError(found: readonly number[], truth: readonly number[]): number {
  return Math.max(...found.map((share, line) => Math.abs(share - (truth[line] ?? NaN))));
}

/**
 * What {@link largestError} is on average when `samples` independent looks are shared out by chance alone according to `truth`.
 * By simulation with a fixed seed; each count is drawn from the rest of the samples in turn, with the normal approximation,
 * whose error is far below the point that the criteria allow.
 */
export function expectedLargestError(truth: readonly number[], samples: number): number {
  const random = randomNumbers(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rounds = 2_000;
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    let left = samples;
    let leftShare = 1;
    const drawn = truth.map((share) => {
      const p = Math.min(1, share / leftShare);
      const count = Math.max(0, Math.min(left, left * p + normal() * Math.sqrt(left * p * (1 - p))));
      left -= count;
      leftShare = Math.max(Number.EPSILON, leftShare - share);
      return count / samples;
    });
    sum += largestError(drawn, truth);
  }
  return sum / rounds;
}
