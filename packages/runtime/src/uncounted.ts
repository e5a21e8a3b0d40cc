/**
 * Large tables beside the program's heap. V8 takes the bytes of an ordinary array buffer for a reason to collect garbage, and those
 * of a shared one not: with tables of 27 MB as ordinary ones, the program's first full collection came within its first 50 ms.
 */

import { zeroed } from "./shared.js";

/** A zeroed table of so many numbers. Its pages cost nothing until they are touched. */
export function uncountedNumbers(length: number): Float64Array {
  return new Float64Array(zeroed(length * 8));
}

/** A zeroed table of so many integers. Its pages cost nothing until they are touched. */
export function uncountedIntegers(length: number): Int32Array {
  return new Int32Array(zeroed(length * 4));
}
