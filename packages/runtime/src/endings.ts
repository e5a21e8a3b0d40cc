/**
 * Frames that are gone without a word of theirs. One that was found above the running one was left by an exception.
 *
 * A generator that waits at a `yield` was ended by an exception, which counts as a throw of that line, or by return(), which
 * never does. The language does not tell the two apart without a catch of our own, and that would move what Node prints of an uncaught
 * error. So it is told from what happened right before, at the same depth: a method `throw` is being called, or, while the
 * generator delegates by `yield*`, an exception has just left a frame. A `throw` called by code without probes shows only where
 * a catch clause takes it.
 */
import { stackSize } from "./memory.js";
import { memory } from "./own-memory.js";
import { delegating, paused } from "./vocabulary.js";

const { stack, throws } = memory;

/** The depth at which a call of a method `throw` is being made; -1: none is. */
let aimed = -1;
/** The depth to which an exception has left a frame, and has met no other since; -1: none has. */
let flying = -1;
/** The frame whose `finally` runs because return() ended it: what leaves it without a position is no exception. -1: none. */
let returning = -1;

/**
 * Counts the exception that left the frames above `index`, each at its own position, and pops it: should V8's stack be too full for
 * what comes next, the next one to count finds it gone.
 */
export function countAbove(index: number): void {
  // Within the array, whatever the depth: it may be beyond it, or overwritten. Told without built-ins: where the stack is full they
  // would stand on top of the program's trace.
  const depth = stack[0]!;
  const lowest = index > 0 ? index : 0;
  for (let above = depth < stackSize ? depth : stackSize - 1; above > lowest; above--) {
    const id = stack[above]!;
    stack[0] = above - 1;
    if (id > 0) throws[id]! += 1;
  }
}

/** Gives the value. A method `throw` is about to be called at depth `depth`, or (-1) has returned. */
export function aim<T>(value: T, depth: number): T {
  aimed = depth;
  return value;
}

/** Frame `frame`, which stood at `id`, has been left other than by a return: by an exception, or because its generator was ended. */
export function fly(frame: number, id: number): void {
  aimed = -1;
  flying = id === 0 && frame === returning ? -1 : stack[0]!;
  returning = -1;
}

/** An exception, if there was one, has met a running frame. */
export function land(): void {
  aimed = -1;
  flying = -1;
}

/**
 * A frame was ended at a `yield`; where it is `certain`, by an exception. Gives the position. A clause of its own that runs now does
 * so in frame `next`.
 */
export function endAtYield(frame: number, certain: boolean, next = -1): number {
  const delegates = frame <= -delegating;
  const id = -frame - (delegates ? delegating : paused);
  const depth = stack[0]!;
  const failed = certain || aimed === depth || (delegates && flying === depth);
  if (failed) throws[id]! += 1;
  flying = -1;
  returning = failed ? -1 : next;
  return id;
}
