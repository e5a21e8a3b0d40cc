/** What the linked sources of this thread share: its memory, its clock, and what the clock does. */
import { traced } from "./hand-over.js";
import { withLateFrames } from "./late-frames.js";
import { ChosenClock, type ClockEvents, type SharedNames } from "./linked-names.js";
import { name } from "./naming.js";
import { memory } from "./own-memory.js";
import { keepTexts as texts } from "./printed-text.js";
import { aim, close, disposable, fail, handle, keep, pause, resume, suspend } from "./probes.js";
import { storesOf } from "./stores.js";
import { unbegun } from "./unbegun.js";
import { weighed } from "./unweighed.js";

// Taken before user code can replace it.
const { assign } = Object;
const { stack, hits } = memory;

const stores = storesOf(stack, hits);
const { count, enter, leave, line, move, open } = stores;
const sampled: ClockEvents = { close, fail, handle, leave, line, move, open, pause, resume, suspend };

const clock = new ChosenClock();

export const shared: SharedNames = {
  clock, settles: true, stores, stack, hits, same: { aim, disposable, keep, name, texts }, traced, unbegun, weighed,
};

/** Chooses what the clock's names do from now on; without an argument what they do under the sampled clock. */
export function useClock(events = sampled): void {
  const { close, fail, handle, leave, line, move, open, pause, resume, suspend } = withLateFrames(events);
  assign(clock, { close, count, enter, fail, handle, leave, line, move, open, pause, resume, suspend });
}
