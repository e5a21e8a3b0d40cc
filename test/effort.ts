/**
 * How much the tests of random programs do: little and the same in `npm run check`, much and ever new things in
 * `npm run check -- --nightly`. `mocha --seed=N` repeats a run that was printed.
 */

/** Whether the suite was asked to take its time. */
export const nightly = process.argv.includes("--nightly");

const asked = process.argv.map((argument) => /^--seed=(\d+)$/.exec(argument)?.[1]).find((seed) => seed !== undefined);

/** What random programs grow from; tests print it in their titles. */
export const seed = asked !== undefined ? Number(asked) : nightly ? Date.now() % 2 ** 31 : 20;

/** How many of something a test runs. */
export function runs(counts: { check: number; nightly: number }): number {
  return nightly ? counts.nightly : counts.check;
}

/** Tells, each time it is called, that one more of so many is done: a line each tenth, and none in `check`, which is short. */
export function progress(what: string, of: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (nightly && done % Math.ceil(of / 10) === 0) process.stdout.write(`      ${done} of ${of} ${what}\n`);
  };
}
