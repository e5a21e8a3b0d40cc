/**
 * What linked code calls, whichever clock runs. It imports these when it is loaded, which is before a clock is chosen, so those that
 * differ are looked up at each call.
 */
import type { AbiName } from "@perline/format";
import { traced } from "./hand-over.js";
import { name } from "./naming.js";
import { memory } from "./own-memory.js";
import * as plain from "./plain.js";
import { keepTexts as texts } from "./printed-text.js";
import * as sampled from "./probes.js";
import { weigh, weighed } from "./unweighed.js";

/** What the two clocks do differently. */
export type ClockEvents = typeof plain
  & Pick<typeof sampled, "close" | "fail" | "handle" | "line" | "open" | "pause" | "resume" | "suspend">;

/** The names that linked code imports, beside `register`. */
export type LinkedNames = Readonly<Record<Exclude<AbiName, OwnName>, unknown>> & ClockEvents;

/** Names that generated code declares by itself, and the one that makes it known. */
type OwnName = "base" | "frame" | "link" | "local" | "register" | "returning" | "value";

const sampledEvents: ClockEvents = {
  close: sampled.close, fail: sampled.fail, handle: sampled.handle, open: sampled.open, pause: sampled.pause, resume: sampled.resume,
  suspend: sampled.suspend, line: sampled.line, move: plain.move, leave: plain.leave,
};

let clock = sampledEvents;

/** Chooses what the clock's names do from now on; without an argument what they do under the sampled clock. */
export function useClock(events = sampledEvents): void {
  clock = events;
}

const { stack, hits } = memory;
const { aim, count, disposable, enter, keep } = sampled;

/** Each name's meaning, the same for all linked code of a thread. */
export const linkedNames: LinkedNames = {
  stack, hits, count, enter, keep, aim, disposable, name, texts, traced, weigh, weighed,
  line: (frame, id) => clock.line(frame, id),
  move: (frame, id) => clock.move(frame, id),
  leave: (frame) => clock.leave(frame),
  fail: (frame) => clock.fail(frame),
  suspend: (frame, id) => clock.suspend(frame, id),
  resume: (frame) => clock.resume(frame),
  handle: (frame, how) => clock.handle(frame, how),
  open: (id) => clock.open(id),
  close: (value) => clock.close(value),
  pause: (frame, id) => clock.pause(frame, id),
};
