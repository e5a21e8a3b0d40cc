/** memory_profiler's own example in TypeScript: an array of a million numbers, one of twenty million, and the second dropped. */

/** @profile */
function myFunction(): number[] {
  const a = new Array<number>(1_000_000).fill(1);
  let b: number[] | null = new Array<number>(20_000_000).fill(2);
  b = null;
  return b ?? a;
}

console.log(`${myFunction().length} numbers are left`);
