/**
 * What linked code does where something is suspended, fails, or is a field, before its measurement begins: as little as may be. No
 * clock is read, and the shadow stack stays empty.
 *
 * All activations of that time have the same frame, the lowest: to leave it is to leave an empty stack. What late-frames.ts says of
 * them holds once the measurement has begun. An activation that waits keeps its position and no callers; as many as wait are counted,
 * since what waits when the measurement begins waits from then on.
 */
import { positionOf } from "./contexts.js";
import { land } from "./endings.js";
import type { ClockEvents } from "./linked-names.js";
import { bareFrame, contextLimit, nowhere } from "./memory.js";
import { memory } from "./own-memory.js";
import { paused, suspended } from "./vocabulary.js";

const { pending, stack } = memory;

/** Whether a frame is suspended at an await. */
function waits(frame: number): boolean {
  return frame < -suspended && frame > -paused;
}

/** A frame waits no more. */
function endWait(frame: number): void {
  if (waits(frame)) pending[positionOf(-suspended - frame)]! -= 1;
}

export const unbegun: ClockEvents = {
  close: (value) => value,
  fail(frame) {
    land();
    endWait(frame);
  },
  handle(frame) {
    land();
    endWait(frame);
    // A `finally` block remembers from where it was reached, and takes no position for an exception.
    stack[bareFrame] = nowhere;
    return bareFrame;
  },
  leave: () => undefined,
  line: () => undefined,
  move: () => undefined,
  open: () => bareFrame,
  pause: (_frame, id) => -paused - id,
  resume(frame) {
    if (!waits(frame)) return frame;
    endWait(frame);
    return bareFrame;
  },
  suspend(_frame, id) {
    pending[id]! += 1;
    return -suspended - contextLimit - id;
  },
};
