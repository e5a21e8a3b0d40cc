/**
 * The time of collections, by the position where they came. V8 takes longer to report a collection than a short one takes, so it
 * watches only as much as a small share of the program's time allows: all the time where collections are few, else in windows. The
 * first one opens when the program first comes to where it can be closed again.
 *
 * What came in a window stands for the pause before it too: it is scaled by the time from the last window's end to its own, over its
 * length. A pause that the end of the program ends is told by the window before.
 */
import { type Collected, type Collections, reportNs } from "./collections.js";

// Taken before user code can replace them.
const { min, round } = Math;

/** The share of the program's time that watching may take, and what it may from the beginning. */
const share = 0.01;
const allowanceNs = 1e6;
/** The share that reports may take which nobody reads: a program that has warmed up makes more garbage than it did until then. */
const burdenShare = share / 4;

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
}

/** Who charges collections. */
export interface CollectionTime {
  /** User code starts. */
  readonly start: () => void;
  /** Whatever has come belongs to a position. */
  readonly look: (position: number) => void;
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
export function collectionTimeBy({ collections, now, busy, gcNs, opens }: CollectionTimeInput): CollectionTime {
  /** What has come in the window: positions and nanoseconds in turns. */
  let charges: number[] = [];
  let inWindow = false;
  /** Whether V8 watches in a pause: for one expression. */
  let isBorrowed = false;
  let startedAt = 0;
  let busyAtStart = 0;
  /** When the window has begun, and the one before has ended. */
  let beganAt = 0;
  let endedAt = 0;
  let spentNs = 0;
  /** Up to when reports that nobody reads are among what was spent. */
  let burdenedUntil = 0;
  /** Time of collections of which nobody knows yet what ran. */
  let unseenNs = 0;

  /** Asks for what has come in a window. */
  function ask(): Readonly<Collected> {
    const told = collections.ask();
    spentNs += told.count * reportNs;
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
    collections.rest();
    standFor(pauseNs);
  }

  function open(at: number): void {
    beganAt = at;
    inWindow = true;
    charges = [];
    opens();
    collections.watch();
  }

  function release(): void {
    if (!isBorrowed) return;
    isBorrowed = false;
    collections.rest();
  }

  /** Opens or closes the window, as there is time. */
  function reconsider(at: number): void {
    const burden = collections.burden();
    spentNs += burden * (at - burdenedUntil);
    burdenedUntil = at;
    const isLate = burden > burdenShare || spentNs > allowanceNs + share * min(at - startedAt, busy() - busyAtStart);
    if (inWindow === !isLate) return;
    if (inWindow) close(at);
    else open(at);
  }

  return {
    start() {
      busyAtStart = busy();
      startedAt = beganAt = endedAt = burdenedUntil = now();
    },
    look(position) {
      release();
      const at = now();
      if (inWindow) {
        const { ns } = ask();
        if (ns > 0) charge(position, ns);
        spentNs += now() - at;
      }
      reconsider(at);
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
