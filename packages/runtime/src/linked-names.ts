/**
 * What the code of one linked source calls: functions of its own, which know where its ids begin.
 *
 * They are made here, in whichever copy of this file the source has loaded, so that V8 takes them into code of the same context; and
 * for each source, so that where they store is a constant in them. Until a clock is chosen they do nothing (see unbegun.ts).
 */
import type { AbiName } from "@perline/format";
import { bareFrame } from "./memory.js";
import type { Stores } from "./stores.js";
import type { Transitions } from "./transitions.js";

/** Names that generated code declares by itself, and the one that gives it the others. */
type OwnName = "frame" | "link" | "local" | "register" | "returning" | "value";

/** What a source gets. */
export type LinkedNames = Readonly<Record<Exclude<AbiName, OwnName>, unknown>>;

/** What the clocks do differently; ids are those of memory. */
export type ClockEvents = Transitions;

/**
 * The clock of a thread: what it does, once it is chosen. It gets its properties then, and is of another shape: what V8 has made of
 * the time before assumes that there are none, and what it makes afterwards that they never change. So optimised code looks at none.
 */
export class ChosenClock {
  declare readonly close?: ClockEvents["close"];
  declare readonly count?: Stores["count"];
  declare readonly enter?: Stores["enter"];
  declare readonly fail?: ClockEvents["fail"];
  declare readonly handle?: ClockEvents["handle"];
  declare readonly leave?: ClockEvents["leave"];
  declare readonly line?: ClockEvents["line"];
  declare readonly move?: ClockEvents["move"];
  declare readonly open?: ClockEvents["open"];
  declare readonly pause?: ClockEvents["pause"];
  declare readonly resume?: ClockEvents["resume"];
  declare readonly suspend?: ClockEvents["suspend"];
}
// A program may give all objects properties.
Object.setPrototypeOf(ChosenClock.prototype, null);

/** What the sources of a thread share. */
export interface SharedNames {
  readonly clock: ChosenClock;
  /** Whether it stays what it once is: then sources that are made known later need not look at it. */
  readonly settles: boolean;
  /** What is done before it is chosen. */
  readonly unbegun: ClockEvents;
  /** What runs most, under the sampled clock. */
  readonly stores: Stores;
  readonly stack: Int32Array;
  readonly hits: Int32Array | Float64Array;
  /** What is the same under any clock, and for any source. */
  readonly same: Readonly<Record<"aim" | "disposable" | "keep" | "name" | "texts", unknown>>;
  readonly traced: (site: number, bytes: number, value: unknown) => unknown;
  readonly weighed: (id: number) => void;
}

/** What a source gets whose first probe has the id `first`. */
export function linkedNames(first: number, shared: SharedNames): LinkedNames {
  const { clock, hits, same, settles, stack, stores, traced, unbegun, weighed } = shared;
  const base = first - 1;
  const isPlain = settles && clock.line === stores.line;
  const often = isPlain ? plain(base, stores) : oftenCalled(base, clock);
  return {
    ...same, ...rarelyCalled(base, clock, unbegun), ...often, base, hits, stack,
    traced: (site: number, bytes: number, value: unknown) => traced(site + base, bytes, value),
    weigh: often.count,
    weighed: (id: number) => weighed(id + base),
  };
}

/** What runs most. */
interface OftenCalled extends Stores {
  readonly active: () => boolean;
}

/** What runs most, under the sampled clock. */
function plain(base: number, { count, enter, leave, line, move, open }: Stores): OftenCalled {
  return {
    leave,
    active: () => true,
    count: (id) => count(id + base),
    enter: (id) => enter(id + base),
    line: (frame, id) => line(frame, id + base),
    move: (frame, id) => move(frame, id + base),
    open: (id) => open(id + base),
  };
}

/** A constant of this file: what is another's V8 looks up. */
const bare = bareFrame;

/** What runs most, of a clock that may not be chosen yet. As short as may be, as in stores.ts. */
function oftenCalled(base: number, clock: ChosenClock): OftenCalled {
  return {
    active: () => clock.line !== undefined,
    count(id) {
      clock.count?.(id + base);
    },
    enter: (id) => (clock.enter === undefined ? bare : clock.enter(id + base)),
    leave(frame) {
      clock.leave?.(frame);
    },
    line(frame, id) {
      clock.line?.(frame, id + base);
    },
    move(frame, id) {
      clock.move?.(frame, id + base);
    },
    open: (id, again) => (clock.open === undefined ? bare : clock.open(id + base, again)),
  };
}

/** What runs where something is suspended, fails, or is a field. */
function rarelyCalled(base: number, clock: ChosenClock, unbegun: ClockEvents): Omit<ClockEvents, keyof Stores> {
  return {
    close: (value) => (clock.close ?? unbegun.close)(value),
    fail: (frame) => (clock.fail ?? unbegun.fail)(frame),
    handle: (frame, how) => (clock.handle ?? unbegun.handle)(frame, how),
    pause: (frame, id) => (clock.pause ?? unbegun.pause)(frame, id + base),
    resume: (frame) => (clock.resume ?? unbegun.resume)(frame),
    suspend: (frame, id) => (clock.suspend ?? unbegun.suspend)(frame, id + base),
  };
}
