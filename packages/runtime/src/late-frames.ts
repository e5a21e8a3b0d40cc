/**
 * Activations of linked code that began before their measurement did, and still run: their frame is not on the shadow stack, where
 * callers of theirs are no more than they are. They count their lines; what else is measured belongs to frames that are on the stack,
 * which a late one is from where it is resumed next, under the exact clock from its next line.
 *
 * A frame that is on the stack is at most as high as the depth: what it has called restores that.
 */
import { land } from "./endings.js";
import type { ClockEvents } from "./linked-names.js";
import { bareFrame } from "./memory.js";
import { memory } from "./own-memory.js";
import { suspended } from "./vocabulary.js";

const { stack } = memory;

/** Whether a running or returning frame is not on the stack. */
function isLate(frame: number): boolean {
  return frame > -suspended && stack[0]! < (frame > 0 ? frame : ~frame);
}

/** A clock's events, for frames that may be late. */
export function withLateFrames(events: ClockEvents): ClockEvents {
  const { close, fail, handle } = events;
  return {
    ...events,
    close: (value) => (stack[0]! > 0 ? close(value) : value),
    fail(frame) {
      if (isLate(frame)) land();
      else fail(frame);
    },
    handle(frame, how) {
      if (!isLate(frame)) return handle(frame, how);
      land();
      return bareFrame;
    },
  };
}
