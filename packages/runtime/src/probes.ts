/**
 * What instrumented code calls under the sampled clock. The only code of ours that runs while the program runs.
 *
 * What runs most, `count`, `line` and `enter`, are calls and not the same stores in the program's code: V8 inlines them where it has
 * optimised that, and until then one call of a function that is optimised already takes half the time of its stores, or less; it is
 * less bytecode and less text as well.
 *
 * Invariants
 *   stack[0]        the depth: index of the running frame, 0 outside instrumented code
 *   stack[n]        position (a probe id) of frame n; 0 for a frame that has none yet
 *   stack[1] < 0    the frames above were resumed after an await; -stack[1] is the context of their callers
 *   frame           the one binding of an activation; its states are told in the format package's abi.ts
 *
 *                    stack: [ 2 | 17 | 40 ]      frame of the caller = 1, running line 17; of the callee = 2, line 40
 *                             ▲ depth
 *
 * Every way out of a frame restores an absolute depth, so a frame that was skipped (an exception swallowed by code without
 * probes) is healed by whoever leaves next. A frame found above one that an exception reaches (of a module, a field, a body that
 * takes no `finally`) was left by it, and counts it. Microtasks start on an empty stack, so a resumption after an await takes
 * the bottom of the stack: absolute too. A yield resumes wherever `next` was called; generated code pushes there by itself.
 */
import { now } from "./clock.js";
import { callerOf, contextOf, positionOf } from "./contexts.js";
import { countAbove, endAtYield, fly, land } from "./endings.js";
import { Clock } from "./memory.js";
import { memory } from "./own-memory.js";
import { outcome, paused, suspended } from "./vocabulary.js";

export { disposable } from "./disposal.js";
export { aim } from "./endings.js";

const { awaitNs, clock, hits, pending, stack, throws } = memory;
const waited = Clock.waited;
const { caught, thrown } = outcome;

/** Counts a hit. */
export function count(id: number): void {
  hits[id]!++;
}

/** Moves frame `frame` to position `id`, and counts a hit. */
export function line(frame: number, id: number): void {
  stack[frame] = id;
  hits[id]!++;
}

/** Pushes a frame at position `id`, and counts a hit; gives the frame. */
export function enter(id: number): number {
  const index = stack[0]! + 1;
  stack[index] = id;
  stack[0] = index;
  hits[id]!++;
  return index;
}

/** The value; what else was passed has been evaluated after it, which is its purpose. */
export function keep<T>(value: T): T {
  return value;
}

/** Leaves frame `index`; the context entry below a resumed frame goes with it. */
function pop(index: number): void {
  stack[0] = stack[index - 1]! < 0 ? index - 2 : index - 1;
}

/** Pushes the frame that waits in `context` and ends its await; gives its index. */
function push(context: number): number {
  const id = positionOf(context);
  countAbove(0);
  awaitNs[id]! += now() - clock[waited]!;
  pending[id]! -= 1;
  stack[1] = -callerOf(context);
  stack[2] = id;
  stack[0] = 2;
  return 2;
}

/** Leaves a frame, whatever its state; an exception counts for the position it came from. */
export function fail(frame: number): void {
  if (frame > 0) {
    const id = stack[frame]!;
    countAbove(frame);
    // A call in here may find V8's stack full: then the frame is still there, and whoever leaves next counts it.
    pop(frame);
    throws[id]! += 1;
    fly(frame, id);
  } else if (frame > -suspended) {
    pop(~frame);
  } else if (frame > -paused) {
    pop(handle(frame, thrown));
  } else {
    endAtYield(frame, false);
  }
}

/** Pops a frame at an await of position `id`, and starts its await. Gives the suspended frame. */
export function suspend(frame: number, id: number): number {
  const context = contextOf(frame, id);
  awaitNs[id]! -= now() - clock[waited]!;
  pending[id]! += 1;
  pop(frame);
  return -suspended - context;
}

/** Ends the await of a frame, and pushes it. Gives the running frame. */
export function resume(frame: number): number {
  return frame < -suspended && frame > -paused ? push(-suspended - frame) : frame;
}

/**
 * Pops a frame at a yield of position `id`. Gives the suspended frame. Generated code of generators that never await does this
 * by itself.
 */
export function pause(frame: number, id: number): number {
  pop(frame);
  return -paused - id;
}

/**
 * Entry of a user's catch or finally, reached as the outcome `how` says: gives a running frame, whatever its state, and counts
 * the exception that brought control here.
 */
export function handle(frame: number, how: number): number {
  if (frame <= -paused) {
    return open(endAtYield(frame, how === caught, stack[0]! + 1));
  }
  land();
  const failed = how === caught || how === thrown;
  if (frame < -suspended) {
    const index = push(-suspended - frame);
    if (failed) throws[stack[index]!]! += 1;
    return index;
  }
  const index = frame > 0 ? frame : ~frame;
  countAbove(index);
  if (failed && frame > 0) throws[stack[index]!]! += 1;
  stack[0] = index;
  return index;
}

/** Pushes a frame at position `id`; gives it. */
export function open(id: number): number {
  const index = stack[0]! + 1;
  stack[index] = id;
  stack[0] = index;
  return index;
}

/** Pops a frame that has no binding (of a field initializer, a static block); gives the value. */
export function close<T>(value: T): T {
  stack[0]! -= 1;
  return value;
}
