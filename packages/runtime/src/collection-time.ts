/**
 * The time of collections, by the position where they came. V8 takes longer to report a collection than a short one takes, so it
 * watches only as much as a small share of the program's time allows: all the time where collections are few, else in windows. The
 * first one opens when the program first comes to where it can be closed again.
 *
 * V8 is asked so often that at most one collection has come meanwhile: who was told of two goes on being told (collections.ts).
 * Where none has come several times it is asked half as often, and more often where several have. Behind a first pause a window is as
 * long as from one question to the next, whatever comes in it, and begins at random: the thread looks where it has just stood still.
 *
 * What came in a window stands for the pause before it too: it is scaled by the time from the last window's end to its own, over its
 * length. A pause that the end of the program ends is told by the window before.
 */
import type { Collected, Collections } from "./collections.js";

// Taken before user code can replace them.
const { max, min, round } = Math;

/** The share of the program's time that watching may take, and what it may from the beginning. */
const share = 0.01;
const allowanceNs = 1e6;
/** What the report of a collection takes, about. */
const reportNs = 50e3;
/** What takes longer to ask for one was the system, which had put the thread aside: that is no time that is spent here. */
const asideNs = 200e3;
/** How many may be told on though nobody asks: each has every collection take as much longer. */
const mostLeft = 1;
/** Questions in a row to which there was no collection, behind which it is asked half as often. */
const manyNone = 8;

/** From one question to the next: at first, at least and at most, where a window has no other end. */
const firstPeriodNs = 500e3;
const leastPeriodNs = 50e3;
const mostPeriodNs = 100e6;
/** The thread polls where it may look too seldom by itself. */
const polledPeriodNs = 5e6;

/** What it asks, and where it adds. */
export interface CollectionTimeInput {
  readonly collections: Collections;
  /** In nanoseconds. */
  readonly now: () => number;
  /** Processor time of the process, in nanoseconds: while it waits for a processor nothing can be spent. */
  readonly busy: () => number;
  /** By position, in nanoseconds; [0]: where nobody knows what ran. */
  readonly gcNs: Float64Array;
  /** A window opens. */
  readonly opens: () => void;
  /** The thread is to poll from now on, at any expression that may be weighed; or no more. */
  readonly polls: (wanted: boolean) => void;
  /** Gives numbers from 0 to below 1. */
  readonly random: () => number;
}

/** Who charges collections. */
export interface CollectionTime {
  /** User code starts. */
  readonly start: () => void;
  /** Whatever has come belongs to a position. */
  readonly look: (position: number) => void;
  /** A window may be to be closed or opened; what has come belongs to a position. */
  readonly poll: (position: number) => void;
  /** What has come is nobody's; what comes from now on is known, also in a pause. */
  readonly isolate: () => void;
  /** Whether it is known what has come. */
  readonly isWatching: () => boolean;
  /** What has come, which belongs to a position. */
  readonly told: (position: number) => Readonly<Collected>;
  /** Nobody need know any more in a pause. */
  readonly release: () => void;
  /** Nothing more comes. */
  readonly finish: () => void;
}

/** The time of a thread's collections. */
export function collectionTimeBy({ collections, now, busy, gcNs, opens, polls, random }: CollectionTimeInput): CollectionTime {
  /** What has come in the window: positions and nanoseconds in turns. */
  let charges: number[] = [];
  let inWindow = false;
  let hasPaused = false;
  /** When V8 was asked last, and how long it is to be until it is again. */
  let askedAt = 0;
  let periodNs = firstPeriodNs;
  /** Questions in a row to which there was none. */
  let none = 0;
  /** When the next window is to open; Infinity: nobody has looked yet. */
  let opensAt = Infinity;
  /** Whether V8 watches in a pause: for one expression. */
  let isBorrowed = false;
  let startedAt = 0;
  let busyAtStart = 0;
  /** When the window has begun, and the one before has ended. */
  let beganAt = 0;
  let endedAt = 0;
  let spentNs = 0;
  /** Time of collections of which nobody knows yet what ran. */
  let unseenNs = 0;

  /** Asks for what has come in a window. */
  function ask(): Readonly<Collected> {
    const told = collections.ask();
    spentNs += told.count * reportNs;
    const at = now();
    if (told.count > 1) periodNs = max(leastPeriodNs, (at - askedAt) / (2 * told.count));
    none = told.count > 0 ? 0 : at - askedAt < periodNs ? none : none + 1;
    if (none === manyNone) {
      periodNs = min(mostPeriodNs, 2 * periodNs);
      none = 0;
    }
    askedAt = at;
    polls(periodNs <= polledPeriodNs);
    return told;
  }

  function charge(position: number, ns: number): void {
    const all = ns + unseenNs;
    unseenNs = 0;
    if (all === 0) return;
    gcNs[position]! += all;
    charges[charges.length] = position;
    charges[charges.length] = all;
  }

  /** What came in the window stands for a pause as well. */
  function standFor(pauseNs: number): void {
    const windowNs = endedAt - beganAt;
    if (windowNs <= 0) return;
    for (let index = 0; index < charges.length; index += 2) {
      gcNs[charges[index]!]! += round(charges[index + 1]! * pauseNs / windowNs);
    }
  }

  function close(at: number): void {
    charge(0, 0);
    const pauseNs = beganAt - endedAt;
    endedAt = at;
    inWindow = false;
    hasPaused = true;
    polls(false);
    collections.rest();
    standFor(pauseNs);
  }

  function open(at: number): void {
    beganAt = askedAt = at;
    opensAt = Infinity;
    inWindow = true;
    charges = [];
    opens();
    polls(periodNs <= polledPeriodNs);
    collections.watch();
  }

  function release(): void {
    if (!isBorrowed) return;
    isBorrowed = false;
    collections.rest();
  }

  function isLate(at: number): boolean {
    return collections.left() > mostLeft || spentNs > allowanceNs + share * min(at - startedAt, busy() - busyAtStart);
  }

  /** Charges what has come in the window; closes it, or leaves it open, as there is time. */
  function goOn(at: number, position: number): void {
    const isOne = hasPaused && periodNs < mostPeriodNs;
    const { count, ns } = ask();
    if (ns > 0) charge(position, ns);
    spentNs += min(now() - at, asideNs * max(1, count));
    if (isLate(at) || isOne) close(at);
  }

  return {
    start() {
      busyAtStart = busy();
      startedAt = beganAt = endedAt = now();
    },
    look(position) {
      release();
      const at = now();
      if (inWindow) {
        if (!hasPaused || at - askedAt >= periodNs) goOn(at, position);
      } else if (opensAt === Infinity && !isLate(at)) {
        if (!hasPaused) return open(at);
        opensAt = at + 2 * periodNs * random();
        polls(true);
      }
    },
    poll(position) {
      const at = now();
      if (!inWindow && at >= opensAt) open(at);
      else if (inWindow && at - askedAt >= periodNs) goOn(at, position);
    },
    isolate() {
      if (inWindow) unseenNs += ask().ns;
      else if (isBorrowed) collections.ask();
      else {
        isBorrowed = true;
        collections.watch();
      }
    },
    isWatching: () => inWindow || isBorrowed,
    told(position) {
      const told = inWindow ? ask() : collections.ask();
      if (inWindow && told.ns > 0) charge(position, told.ns);
      return told;
    },
    release,
    finish() {
      release();
      const at = now();
      if (inWindow) {
        charge(0, ask().ns);
        close(at);
      } else standFor(at - endedAt);
    },
  };
}
