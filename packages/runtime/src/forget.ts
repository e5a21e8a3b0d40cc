/** What linked code has left behind before its measurement begins is forgotten. */
import { now } from "./clock.js";
import { nowhere } from "./memory.js";
import { memory } from "./own-memory.js";
import { processMemory } from "./process-memory.js";

const { awaitNs, hits, pending, throws } = memory;

/**
 * What this thread has counted is forgotten; what waits has waited from now on. No frame is on its stack yet; where the late ones say
 * that they are (see late-frames.ts) is no line.
 */
export function forgetCounts(): void {
  const used = Atomics.load(processMemory.ids, 0);
  hits.fill(0, 0, used);
  throws.fill(0, 0, used);
  const time = now();
  for (let id = 0; id < used; id++) awaitNs[id] = pending[id]! === 0 ? 0 : -pending[id]! * time;
  processMemory.lineOf[nowhere] = -1;
}
