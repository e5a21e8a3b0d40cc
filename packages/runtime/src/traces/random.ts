/** Numbers by chance that are not the program's: `Math.random` is its own, and gives the same sequence as without us. */

// Taken before user code can replace it.
const { imul } = Math;

/** What gives numbers from 0 to below 1, as a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
