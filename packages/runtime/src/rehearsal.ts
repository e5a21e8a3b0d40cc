/**
 * Runs what instrumented code calls seldom, once, before the program. V8 compiles a function when it is first called, and takes much
 * more stack for that than the call does. A program whose stack is nearly full, as by a recursion of async functions, would see each of
 * its last hundreds of activations fail in a call of ours.
 *
 * Everything happens at position 0, which is nobody's, and is taken back.
 */
import { fail, handle, pause, resume, suspend } from "./probes.js";
import { memory } from "./own-memory.js";
import { outcome } from "./vocabulary.js";

const { awaitNs, pending, stack, throws } = memory;

/** Rehearses, in a thread in which nothing was measured yet. */
export function rehearse(): void {
  stack[0] = 1;
  const running = handle(resume(suspend(1, 0)), outcome.caught);
  fail(running);
  fail(pause(1, 0));
  stack.fill(0, 0, 4);
  for (const counters of [awaitNs, pending, throws]) counters[0] = 0;
}
