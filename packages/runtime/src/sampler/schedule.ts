/**
 * When to look next. Pure: it is told the time and answers with a pause.
 *
 * Dense at first, so that a run of 50 ms has thousands of samples, and spinning where a core is free for it, since a sleep
 * cannot be that short; then sleeping, ever longer, so that a long run stays cheap. Every pause is drawn anew, from half to
 * one and a half of its mean, so that no rhythm of the program can hide from us.
 */

/** How the sampler waits. */
export interface Pause {
  /** Nanoseconds from the moment of the question. */
  ns: number;
  /** Wait by looking at the clock, since a sleep would last longer. */
  spin: boolean;
}

const denseUntilNs = 300e6;
const spinMeanNs = 16_000;
/** A sleep outlasts its time by some 60 µs, so this is as dense as sleeping gets. */
const denseSleepMeanNs = 30_000;
const sleepMeanNs = 100_000;
const longestMeanNs = 1_000_000;
/** The share of the run that the mean pause is, once the run is long. */
const widening = 1 / 10_000;
/** Walking a deep stack takes at most this share of the time; a shallow one costs next to nothing. */
const lookingShare = 1 / 20;
/** Depth from which on walking counts. */
export const deepStack = 64;
/**
 * A spin that lasts so much too long was put aside: it shares its core with a busy thread. The system moves threads when they
 * wake, so one sleep is the way to a free core; where it does not help, there is none.
 */
const preemptedNs = 1_000_000;
const preemptionsBorne = 10;
/** Nothing on the stack for so long: the program probably waits. */
const idleAfterNs = 5_000_000;

export class Schedule {
  private seed: number;
  private preemptions = 0;
  private moving = false;
  private lookingNs = 0;
  private emptySince: number | null = null;
  /** Nanoseconds spent spinning so far. */
  spunNs = 0;

  /** `start`: time of the first look. `spin`: whether a second core seems free. `seed`: any integer. */
  constructor(private readonly start: number, private readonly spin: boolean, seed: number) {
    this.seed = seed | 0 || 1;
  }

  /** A look at `time` found a stack of that depth; walking it took `ns`, which is 0 for a shallow one. */
  looked(time: number, ns: number, depth: number): void {
    this.lookingNs += (ns - this.lookingNs) / 8;
    if (depth > 0) this.emptySince = null;
    else this.emptySince ??= time;
  }

  /** From one look to the next, with a spin between them, it took `ns`, where `wantedNs` was wanted. */
  spun(ns: number, wantedNs: number): void {
    this.spunNs += ns;
    if (ns - wantedNs <= preemptedNs) return;
    this.preemptions += 1;
    this.moving = true;
  }

  /** Whether the program has had nothing on its stack for a while. */
  idle(time: number): boolean {
    return this.emptySince !== null && time - this.emptySince > idleAfterNs;
  }

  /** Whether the run is young and the program busy: each look counts, and nothing else may take time. */
  dense(time: number): boolean {
    return time - this.start < denseUntilNs && !this.idle(time);
  }

  /** How long to pause from `time` on. */
  next(time: number): Pause {
    // A program that waits is watched as one that runs, but for the dense beginning: what it does in between would be seen
    // too seldom otherwise, since a pause that is chosen while it waits is still going on when it wakes.
    const dense = this.dense(time);
    const spin = dense && this.spin && this.preemptions < preemptionsBorne && !this.moving;
    this.moving = false;
    const sleepMean = dense ? denseSleepMeanNs : Math.min(longestMeanNs, Math.max(sleepMeanNs, (time - this.start) * widening));
    const mean = Math.max(spin ? spinMeanNs : sleepMean, this.lookingNs / lookingShare);
    return { ns: Math.round(mean * (0.5 + this.random())), spin };
  }

  /** Uniform in [0, 1): xorshift32. */
  private random(): number {
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    return (this.seed >>> 0) / 4_294_967_296;
  }
}
