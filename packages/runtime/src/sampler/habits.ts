/**
 * What the program usually does at a place (a probe: the innermost position of a stack), learnt from looks and exact counters: how
 * long it is there for each arrival.
 *
 * Looks say how time is shared, counters how often the program arrived where. So time there over arrivals there, both of stretches
 * of looks without a gap, is right on average whether looks see each visit or one of a hundred.
 *
 * A place is silent whose counter stood still when the program was seen to come there, time and again: counted late, in a variable, or
 * come back to after a call. Then a counter that stands still does not say that the program did.
 */
import type { Arrivals } from "./arrivals.js";
import { copyFrames } from "./frames.js";
import { withRoom } from "./growing.js";

/** A stack, `path[1..depth]`. */
export interface Stack {
  path: Int32Array;
  depth: number;
}

interface Place {
  /** Time there in stretches that have ended, and how many visits were seen in them: sums that fade. */
  ns: number;
  visits: number;
  /** Lengths of the last visits, as far as looks saw them, and how many there were. */
  lengths: number[];
  seen: number;
  /** Length of the first. */
  firstNs: number;
  /** What the stretch that goes on adds: time, and visits. */
  stretchNs: number;
  stretchVisits: number;
  /** Visits in a row that began without an arrival. */
  silentVisits: number;
  /** The stack of the last visit. */
  stack: Stack;
}

/** A visit counts for so many times the usual one at most: in a longer one the program stood still. */
const longest = 2;
/** The usual visit is the middle one of so many. */
const kept = 15;
/** With so many arrivals, and as many visits seen, sums fade by half. */
const remembered = 128;
/** A look copies the stack and the counters one after the other, so an arrival may seem to be missing once. */
const silentFrom = 2;
/** Stacks that are deeper are not kept. */
const deepest = 64;

/** The last visits of the place that was asked about. */
const sorted = new Float64Array(kept);

export class Habits {
  /** Where looks saw the program. */
  private readonly places = new Map<number, Place>();
  /** By place: arrivals in stretches that have ended, also where no look saw any; they fade with the times. */
  private arrivals = new Float64Array(0);
  /** Where the program was seen in the stretch that goes on. */
  private readonly touched = new Set<Place>();
  /** Where the last look saw the program, 0 for nowhere; program time at which it came there, and of the first and the last look. */
  private place = 0;
  private since = 0;
  private seenFrom = 0;
  private seenAt = 0;
  /** By program time of a stretch's first look: how long looks went on seeing the program in that visit. */
  private readonly firstVisits = new Map<number, number>();
  /** The first look of the stretch that goes on; NaN once the program has left where that saw it. */
  private first = Number.NaN;
  /** Time at places in stretches that have ended, and what of it was where counters are known. */
  private runningNs = 0;
  private countedNs = 0;

  /** A stretch begins: a look at `time` saw that stack. */
  begin(stack: Stack, time: number): void {
    this.come(stack, time);
    this.seenFrom = this.seenAt = this.first = time;
    this.firstVisits.set(time, 0);
  }

  /** The next look, at `time`, saw that stack; `arrivals`: between this look and the last. */
  see(stack: Stack, time: number, arrivals: Arrivals): void {
    const place = placeOf(stack);
    const isNew = place !== this.place;
    if (isNew || arrivals.at(place) > 0) {
      const border = (this.seenAt + time) / 2;
      this.leave(border);
      this.come(stack, border);
      this.seenFrom = time;
      this.first = Number.NaN;
      if (isNew && place !== 0) {
        const known = this.placeAt(place);
        known.silentVisits = arrivals.at(place) === 0 ? known.silentVisits + 1 : 0;
      }
    } else if (!Number.isNaN(this.first)) this.firstVisits.set(this.first, time - this.first);
    this.seenAt = time;
  }

  /** The stretch ends with the last look; `arrivals`: between its first look and that. */
  end(arrivals: Arrivals): void {
    this.leave(this.seenAt);
    this.place = 0;
    this.arrivals = withRoom(this.arrivals, arrivals.end);
    for (let place = arrivals.first; place < arrivals.end; place++) {
      const arrived = arrivals.at(place);
      if (Number.isNaN(arrived)) continue;
      this.arrivals[place]! += arrived;
      const known = this.places.get(place);
      if (known !== undefined) this.learn(known, place);
    }
    for (const known of this.touched) {
      this.runningNs += known.stretchNs;
      known.stretchNs = known.stretchVisits = 0;
    }
    this.touched.clear();
  }

  /** Nobody is going to ask about the stretches that have begun up to now. */
  settled(): void {
    this.firstVisits.clear();
  }

  /** How long looks went on seeing the program where the first look of a stretch, at `time`, saw it. */
  behindNs(time: number): number {
    return this.firstVisits.get(time) ?? 0;
  }

  /** Usual time there for each arrival; NaN where none is known. */
  visitNs(place: number): number {
    const arrived = this.arrivals[place] ?? 0;
    return arrived === 0 ? Number.NaN : (this.places.get(place)?.ns ?? 0) / arrived;
  }

  /** The share of the time in which the program is where counters are known. */
  get counted(): number {
    return this.runningNs === 0 ? 1 : this.countedNs / this.runningNs;
  }

  /** Whether its counter says nothing; of a place that no look saw nobody knows. */
  isSilent(place: number): boolean {
    return (this.places.get(place)?.silentVisits ?? silentFrom) >= silentFrom;
  }

  /** The stack of its last visit; of depth 0 where none was seen. */
  stackAt(place: number): Readonly<Stack> {
    return this.placeAt(place).stack;
  }

  private placeAt(place: number): Place {
    let known = this.places.get(place);
    if (known === undefined) {
      known = {
        ns: 0, visits: 0, lengths: [], seen: 0, firstNs: 0, stretchNs: 0, stretchVisits: 0, silentVisits: 0,
        stack: { path: new Int32Array(0), depth: 0 },
      };
      this.places.set(place, known);
    }
    return known;
  }

  /** The program comes to the place of that stack at `time`. */
  private come(stack: Stack, time: number): void {
    this.place = placeOf(stack);
    this.since = time;
    if (this.place !== 0) keepStack(this.placeAt(this.place).stack, stack);
  }

  /** The program leaves its place at `time`. */
  private leave(time: number): void {
    if (this.place === 0) return;
    const known = this.placeAt(this.place);
    const ns = time - this.since;
    const seenNs = this.seenAt - this.seenFrom;
    known.lengths[known.seen++ % kept] = seenNs;
    const usualNs = usualLength(known);
    // Only the second tells whether the program stood still in the first.
    if (known.seen === 1) known.firstNs = ns;
    else if (known.seen === 2) known.stretchNs += bounded(known.firstNs, known.lengths[0]!, usualNs) - known.firstNs;
    known.stretchNs += bounded(ns, seenNs, usualNs);
    known.stretchVisits += 1;
    this.touched.add(known);
  }

  /** A stretch has ended: what it says of a place. */
  private learn(known: Place, place: number): void {
    this.countedNs += known.stretchNs;
    known.ns += known.stretchNs;
    known.visits += known.stretchVisits;
    if (Math.min(known.visits, this.arrivals[place]!) < remembered) return;
    known.ns /= 2;
    known.visits /= 2;
    this.arrivals[place]! /= 2;
  }
}

/** 0 for a stack that is empty, or too deep to be kept. */
function placeOf({ path, depth }: Stack): number {
  return depth > 0 && depth <= deepest ? Math.max(0, path[depth]!) : 0;
}

function keepStack(kept: Stack, { path, depth }: Stack): void {
  kept.path = withRoom(kept.path, depth + 1);
  copyFrames(path, { at: 1, depth }, kept.path);
  kept.depth = depth;
}

/** The length of a visit, of which looks saw `seenNs`, but no more than that of one in which the program did not stand still. */
function bounded(ns: number, seenNs: number, usualNs: number): number {
  // Half a pause on both sides, that which looks did not see.
  const pauseNs = ns - seenNs;
  return Math.min(ns, pauseNs + longest * (usualNs + pauseNs));
}

/**
 * The middle one of the last visits, of two in the middle the shorter. Sorted by hand: it is asked for at almost each look, and shall
 * leave no garbage.
 */
function usualLength({ lengths }: Place): number {
  const count = lengths.length;
  for (let index = 0; index < count; index++) {
    const length = lengths[index]!;
    let at = index;
    for (; at > 0 && sorted[at - 1]! > length; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = length;
  }
  return sorted[(count - 1) >> 1]!;
}
