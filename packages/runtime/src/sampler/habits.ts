/**
 * What the program usually does at a place (a probe: the innermost position of a stack), learnt from looks: how long it stays, and
 * how long it takes to come back.
 *
 * A visit is known where looks saw both its borders, with no gap between them. A place is silent whose counter stood still when the
 * program was seen to come there, time and again: counted late, in a variable, or come back to after a call. Then its counter says
 * nothing about a gap.
 */
import type { Arrivals } from "./arrivals.js";
import { withRoom } from "./growing.js";

/** A stack, `path[1..depth]`. */
export interface Stack {
  path: Int32Array;
  depth: number;
}

interface Place {
  /** Usual length of a visit, the mean of so many; 0 before the first. */
  visitNs: number;
  visits: number;
  /** Visits in a row that began without an arrival. */
  silentVisits: number;
  /** The stack of the last visit. */
  stack: Stack;
  /** The look that saw it last and was not the first in its stretch without gaps: when, which stretch, arrivals up to then. */
  seenAt: number;
  stretch: number;
  arrivals: number;
  /** Time between looks that saw it, and arrivals in it: sums that fade. */
  turnsNs: number;
  turns: number;
}

/** A visit or a turn counts for so many times the usual one at most: in a longer one the program stood still. */
const longest = 2;
/** The visits that the usual one is the mean of, more or less. */
const remembered = 16;
/** What is left of the sums of turns with each new one. */
const fading = 15 / 16;
/** A visit is seen whole if it usually lasts so many pauses. */
const seenWhole = 4;
/** A look copies the stack and the counters one after the other, so an arrival may seem to be missing once. */
const silentFrom = 2;
/** Stacks that are deeper are not kept. */
const deepest = 64;

export class Habits {
  private readonly places = new Map<number, Place>();
  /** Numbers the stretches between gaps. */
  private stretch = 0;
  /** The place that the last look saw, and program time from which on the program is there; NaN where nobody knows. */
  private place = 0;
  private since = Number.NaN;

  /** A look saw that stack; if its place is another one than before, the program came there at `time`. */
  see({ path, depth }: Stack, time: number, arrivals: Arrivals): void {
    const place = placeOf(path, depth);
    if (place !== this.place) this.learnVisit(time - this.since);
    const comes = place !== this.place;
    this.place = place;
    if (comes) this.since = time;
    if (place === 0) return;
    const known = this.placeAt(place);
    if (comes) {
      known.silentVisits = arrivals.at(place) === 0 ? known.silentVisits + 1 : 0;
      keepStack(known.stack, path, depth);
    }
    this.learnTurn(known, time, arrivals.upTo(place));
  }

  /** A look saw that stack behind a gap: nobody knows since when the program is there. */
  lose({ path, depth }: Stack): void {
    this.stretch += 1;
    this.since = Number.NaN;
    this.place = placeOf(path, depth);
    if (this.place !== 0) keepStack(this.placeAt(this.place).stack, path, depth);
  }

  /** Usual length of a visit; 0 where it is not known, or too short for every visit to be seen by looks so far apart. */
  visitNs(place: number, pauseNs: number): number {
    const known = this.places.get(place);
    return known === undefined || known.visitNs < seenWhole * pauseNs || this.isSilent(place) ? 0 : known.visitNs;
  }

  /** Usual time from an arrival to the next; NaN where it is not known. */
  turnNs(place: number): number {
    const known = this.places.get(place);
    return known === undefined || this.isSilent(place) ? Number.NaN : known.turnsNs / known.turns;
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
        visitNs: 0, visits: 0, silentVisits: 0, stack: { path: new Int32Array(0), depth: 0 },
        seenAt: 0, stretch: -1, arrivals: 0, turnsNs: 0, turns: 0,
      };
      this.places.set(place, known);
    }
    return known;
  }

  /** The visit that ends has lasted so long; NaN where that is not known. */
  private learnVisit(ns: number): void {
    const known = this.places.get(this.place);
    if (known === undefined || Number.isNaN(ns)) return;
    known.visits = Math.min(known.visits + 1, remembered);
    const counted = known.visits === 1 ? ns : Math.min(ns, longest * known.visitNs);
    known.visitNs += (counted - known.visitNs) / known.visits;
  }

  /** A look at `time` saw the place, with so many arrivals up to then. */
  private learnTurn(known: Place, time: number, arrivals: number): void {
    const turns = arrivals - known.arrivals;
    const same = known.stretch === this.stretch;
    if (same && turns === 0) return;
    if (same && turns > 0) {
      const usual = known.turns > 0 ? known.turnsNs / known.turns : Number.POSITIVE_INFINITY;
      known.turnsNs = known.turnsNs * fading + Math.min(time - known.seenAt, longest * turns * usual);
      known.turns = known.turns * fading + turns;
    }
    known.stretch = this.stretch;
    known.seenAt = time;
    known.arrivals = arrivals;
  }
}

/** 0 for a stack that is empty, or too deep to be kept. */
function placeOf(path: Int32Array, depth: number): number {
  return depth > 0 && depth <= deepest ? Math.max(0, path[depth]!) : 0;
}

function keepStack(stack: Stack, path: Int32Array, depth: number): void {
  stack.path = withRoom(stack.path, depth + 1);
  for (let index = 1; index <= depth; index++) stack.path[index] = path[index]!;
  stack.depth = depth;
}
