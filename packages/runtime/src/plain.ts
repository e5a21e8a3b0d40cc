/**
 * What code that was printed for the exact clock calls under the sampled one, beside what both call: the plain stores that stand in
 * other code itself. Such code is built before it is known which clock there will be.
 */
import { memory } from "./own-memory.js";

const { stack } = memory;

/** Moves frame `frame` to position `id`. */
export function move(frame: number, id: number): void {
  stack[frame] = id;
}

/** Pops a frame that returned: its binding is `~index`. */
export function leave(frame: number): void {
  const index = ~frame;
  // The context entry below a resumed frame goes with it.
  stack[0] = stack[index - 1]! < 0 ? index - 2 : index - 1;
}
