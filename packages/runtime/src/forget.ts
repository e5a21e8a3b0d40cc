/** What linked code has left behind before its measurement begins is forgotten. */
import { now } from "./clock.js";
import { nowhere, stackSize } from "./memory.js";
import { memory } from "./own-memory.js";
import { processMemory } from "./process-memory.js";

const { awaitNs, hits, pending, stack, throws } = memory;

/**
 * What this thread has counted is forgotten; what waits has waited from now on. Frames that stand on the stack have not told where
 * they are: that is known from their next line on.
 */
export function forgetCounts(): void {
  const used = Atomics.load(processMemory.ids, 0);
  hits.fill(0, 0, used);
  throws.fill(0, 0, used);
  const time = now();
  for (let id = 0; id < used; id++) awaitNs[id] = pending[id]! === 0 ? 0 : -pending[id]! * time;
  processMemory.lineOf[nowhere] = -1;
  for (let index = Math.min(stack[0]!, stackSize - 1); index > 0; index--) if (stack[index]! > 0) stack[index] = nowhere;
}
