/**
 * Readings of the heap of which two can be compared to the byte: each leaves as much garbage as the one before, and comparing them
 * leaves none.
 *
 * V8 makes numbers of a reading objects, unless its optimiser knows better, and as many as it likes in code that is optimised
 * otherwise. So a reading is taken by a function that is never part of another one, since whoever calls it calls a proxy; and what is
 * compared are integers of 32 bits, which go round: heaps differ by less than that between two readings.
 */
import { uncountedIntegers, uncountedNumbers } from "./uncounted.js";

/** What a reading tells, in bytes: of V8's heap, and beside it. */
export interface HeapStatistics {
  readonly used_heap_size: number;
  readonly external_memory: number;
}

/** The readings of a thread. */
export interface HeapScale {
  /** Takes a reading, and keeps it in a place from 0 to 3. */
  readonly take: (place: number) => void;
  /** By how many bytes the heap was larger in the reading in one place than in that in another. */
  readonly grown: (from: number, to: number) => number;
  /** The same of what is beside the heap. */
  readonly grownBeside: (from: number, to: number) => number;
}

const places = 4;

/** Of a proxy that hands everything on. The program cannot add to it. */
const untrapped: ProxyHandler<HeapScale["take"]> = {};
Object.setPrototypeOf(untrapped, null);

/** Scales that ask for such statistics. */
export function heapScaleBy(statistics: () => HeapStatistics): HeapScale {
  const heap = uncountedIntegers(places);
  const external = uncountedNumbers(places);
  const take = (place: number): void => {
    const told = statistics();
    heap[place] = told.used_heap_size;
    external[place] = told.external_memory;
  };
  return {
    take: new Proxy(take, untrapped),
    grown: (from, to) => (heap[to]! - heap[from]!) | 0,
    grownBeside: (from, to) => external[to]! - external[from]!,
  };
}
