/** Linked code counts from its first line on, measured or not: a measurement begins by forgetting that. */
import { now } from "./clock.js";
import { memory } from "./own-memory.js";
import { processMemory } from "./process-memory.js";

const { hits, throws, awaitNs, pending } = memory;

/** What this thread has counted is forgotten; what waits has waited from now on. */
export function forgetCounts(): void {
  const used = Atomics.load(processMemory.ids, 0);
  hits.fill(0, 0, used);
  throws.fill(0, 0, used);
  const time = now();
  for (let id = 0; id < used; id++) awaitNs[id] = pending[id]! === 0 ? 0 : -pending[id]! * time;
}
