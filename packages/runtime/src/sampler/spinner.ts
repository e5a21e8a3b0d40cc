/**
 * A wait too short for a sleep: a search through bytes for one that is not there. V8 has the search in machine code from the start.
 * A loop it would have to compile, in threads that compete with the young program for its cores; and who reads the clock instead
 * leaves garbage behind, whose collections are holes in what the sampler sees.
 */
import { now } from "../clock.js";

/** Some 40 µs. */
const bytes = new Uint8Array(1 << 16);
const absent = 1;
const searches = 5;

export class Spinner {
  private readonly bytesPerNs = measure();

  /** Waits for about `ns`, which may be below zero; for some 40 µs where that is less. */
  wait(ns: number): void {
    bytes.includes(absent, bytes.length - Math.max(0, ns) * this.bytesPerNs);
  }
}

/** The fastest of some searches, so that no busy moment makes waits too short. */
function measure(): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let search = 0; search < searches; search++) {
    const start = now();
    bytes.includes(absent);
    shortest = Math.min(shortest, now() - start);
  }
  return bytes.length / shortest;
}
