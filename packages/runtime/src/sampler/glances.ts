/**
 * Looks in quick succession, with random pauses between them.
 *
 * All that is done thousands of times while the run is young is in here and in what it calls: as little as can be, and made
 * quick before the program begins (see rehearsal.ts). Else V8 would compile it just when the program's own code is compiled, in
 * threads that compete with the program for its cores. So the objects of this code never change their shape.
 */
import { now } from "../clock.js";
import { Session } from "../process-memory.js";
import type { Pace } from "./schedule.js";
import { askedNs } from "./short-sleeps.js";
import { Spinner } from "./spinner.js";
import type { WatchedThread } from "./watched-thread.js";

/** In a pause that lasts so much too long, the system let others run. */
const preemptedNs = 1_000_000;

/** How it went. */
export interface Glanced {
  /** Nanoseconds spent spinning. */
  spunNs: number;
  /** Whether a pause lasted much too long. */
  preempted: boolean;
}

export class Glances {
  private readonly spinner = new Spinner();
  private seed: number;
  /** Where in its cell the last look stands, from 0 to 1. */
  private inCell = 0.5;

  /** `session`: where a wake-up is told. `seed`: any integer. */
  constructor(private readonly session: Int32Array, seed: number) {
    this.seed = seed | 0 || 1;
  }

  /**
   * Pauses as often as the pace says, and looks after each pause but the last: that look is the caller's, who has more to do
   * with it. The last is slept in any case: others may be waiting for our core, and where we share the program's, the system may
   * move us when we wake. A wake-up ends it.
   */
  take(threads: readonly WatchedThread[], { meanNs, sleepNs, looks, settles }: Pace): Glanced {
    let spunNs = 0;
    for (let left = looks; left > 0; left--) {
      const ns = this.pause(meanNs);
      const before = now();
      if (settles) for (let index = 0; index < threads.length; index++) threads[index]!.observer?.settle();
      const rest = settles ? Math.max(0, ns - (now() - before)) : ns;
      const spun = rest < sleepNs && left > 1;
      const from = settles ? now() : before;
      if (spun) this.spinner.wait(rest, this.session, Session.wake);
      else Atomics.wait(this.session, Session.wake, 0, Math.max(askedNs, rest - sleepNs) / 1e6);
      const time = now();
      if (spun) {
        this.spinner.took(time - from);
        spunNs += time - from;
      }
      if (time - before - ns > preemptedNs) return { spunNs, preempted: true };
      if (left === 1 || Atomics.load(this.session, Session.wake) === 1) break;
      for (let index = 0; index < threads.length; index++) threads[index]!.glance(time);
    }
    return { spunNs, preempted: false };
  }

  /**
   * The next pause, from 0 to twice the mean: looks stand on a grid of that width, each anywhere in its own cell. So no rhythm of
   * the program can hide from them or keep step with them, as it can where pauses vary less; and they are evener than where each
   * pause is drawn for itself (stratified sampling: Cook, Stochastic Sampling in Computer Graphics, 1986).
   */
  private pause(meanNs: number): number {
    const before = this.inCell;
    this.inCell = this.random();
    return meanNs * (1 + this.inCell - before);
  }

  /** Uniform in [0, 1): xorshift32. */
  private random(): number {
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    return (this.seed >>> 0) / 4_294_967_296;
  }
}
