/**
 * When to look next. Pure: it is told the time and answers with a pace.
 *
 * Dense at first, so that a run of 50 ms has thousands of samples: pauses that are shorter than a sleep can be are spun, where a
 * core is free for it. Then sleeping, ever longer, so that a long run stays cheap.
 */
import type { Glanced } from "./glances.js";

/** How to look for a while. */
export interface Pace {
  /** Mean pause before a look, in nanoseconds. */
  meanNs: number;
  /**
   * The shortest sleep there is, in nanoseconds: a shorter pause is spun. 0: nothing is spun, and each pause lasts longer than it
   * is meant to.
   */
  sleepNs: number;
  /** How many looks to take at this pace before asking again. */
  looks: number;
  /** Whether looks are settled in the pauses. */
  settles: boolean;
  /** Whether this thread still comes before others. */
  comesFirst: boolean;
}

/** How a thread can look. */
export interface Means {
  /** The shortest sleep there is, in nanoseconds; 0 where nothing may be spun, infinite where sleeps are too long to be of use. */
  sleepNs: number;
  /** Whether the system puts it before others: then it looks when it should. */
  comesFirst: boolean;
}

/**
 * The run is young until then: it is looked at densely, and looking is all that is done. No longer than that: with V8's compiler there
 * are three who want two cores, and whoever is put aside for the sampler is the program, as often as not. No shorter either: loading
 * is part of it, and few long pauses behind many short ones would say most of a run of 50 ms.
 */
const youngUntilNs = 75e6;
/** Mean pause while the run is young. */
const denseMeanNs = 16_000;
/** The same where nothing is spun: a sleep outlasts its time by some 20 to 60 µs. */
const denseSleepMeanNs = 30_000;
/** For so long a pace is kept while the run is young: what comes between takes as long as some looks. */
const denseNs = 640_000;
/** Mean pause once the run is no longer young. */
const sleepMeanNs = 200_000;
const longestMeanNs = 1_000_000;
/** The share of the run that the mean pause is, once the run is long. */
const widening = 1 / 10_000;
/** Walking a deep stack takes at most this share of the time; a shallow one costs next to nothing. */
const lookingShare = 1 / 20;
/** Depth from which on walking counts. */
export const deepStack = 64;
/**
 * Who is put aside shares its core with a busy thread. The system moves threads when they wake, so one sleep is the way to a free
 * core; where it does not help, there is none.
 */
const preemptionsBorne = 10;
/**
 * Who comes first and is on the program's core leaves it next to nothing. As often more the program is seen to wait than not to;
 * then it goes before looking, until it is seen not to as often. Once or twice the system may still be about to move one of them.
 */
const waitsBorne = 3;
/** Paces between two questions whether the program waits, while it does not: asking takes as long as some looks. */
const unaskedPaces = 4;
/** Nothing on the stack for so long: the program probably waits. */
const idleAfterNs = 5_000_000;

export class Schedule {
  private preemptions = 0;
  private waits = 0;
  private givesWay = false;
  private unasked = 0;
  private moving = false;
  private lookingNs = 0;
  private emptySince: number | null = null;
  /** Nanoseconds spent spinning so far. */
  spunNs = 0;

  /** `start`: time of the first look. */
  constructor(private readonly start: number, private readonly means: Means) {}

  /** A look at `time` found a stack of that depth; walking it took `ns`, which is 0 for a shallow one. */
  looked(time: number, ns: number, depth: number): void {
    this.lookingNs += (ns - this.lookingNs) / 8;
    if (depth > 0) this.emptySince = null;
    else this.emptySince ??= time;
  }

  /** What came of the pauses of a pace. */
  spun({ spunNs, preempted }: Glanced): void {
    this.spunNs += spunNs;
    if (!preempted) return;
    this.preemptions += 1;
    this.moving = true;
  }

  /** At `time`, between two paces: whether to ask if the program waits for this thread's core. Where nothing runs nobody does. */
  asks(time: number): boolean {
    if (!this.means.comesFirst || !this.dense(time)) return false;
    this.unasked += 1;
    return this.waits > 0 || this.unasked >= unaskedPaces;
  }

  /** It was seen whether the program waits. */
  shared(isWaiting: boolean): void {
    this.waits = Math.max(0, Math.min(waitsBorne, this.waits + (isWaiting ? 1 : -1)));
    if (this.waits === waitsBorne) this.givesWay = true;
    if (this.waits === 0) this.givesWay = false;
    this.unasked = 0;
  }

  /** Whether the program has had nothing on its stack for a while. */
  idle(time: number): boolean {
    return this.emptySince !== null && time - this.emptySince > idleAfterNs;
  }

  private young(time: number): boolean {
    return time - this.start < youngUntilNs;
  }

  /** Whether the run is young and the program busy: each look counts, and nothing else may take time. */
  private dense(time: number): boolean {
    return this.young(time) && !this.idle(time);
  }

  /** Mean pause once the run is no longer young. */
  private wideMean(time: number): number {
    return Math.min(longestMeanNs, Math.max(sleepMeanNs, (time - this.start) * widening));
  }

  /** How to look from `time` on. */
  pace(time: number): Pace {
    // A program that waits is watched as one that runs, but for the dense beginning: what it does in between would be seen
    // too seldom otherwise, since a pause that is chosen while it waits is still going on when it wakes.
    const dense = this.dense(time);
    const comesFirst = this.means.comesFirst && !this.givesWay && this.young(time);
    const sleepNs = dense && this.preemptions < preemptionsBorne && !this.moving ? this.means.sleepNs : 0;
    this.moving = false;
    const denseMean = sleepNs > 0 ? denseMeanNs : denseSleepMeanNs;
    const deepMean = this.lookingNs / lookingShare;
    const meanNs = Math.max(dense ? denseMean : this.wideMean(time), deepMean);
    const looks = dense ? Math.max(1, Math.round(denseNs / meanNs)) : 1;
    return { meanNs, sleepNs, looks, settles: !dense, comesFirst };
  }
}
