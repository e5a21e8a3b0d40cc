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
import { Spinner } from "./spinner.js";
import type { WatchedThread } from "./watched-thread.js";

/** A spin that lasts so much too long was put aside by the system. */
const preemptedNs = 1_000_000;

/** How it went. */
export interface Glanced {
  /** Nanoseconds spent spinning. */
  spunNs: number;
  /** Whether a spin was put aside. */
  preempted: boolean;
}

export class Glances {
  private readonly spinner = new Spinner();
  private seed: number;

  /** `session`: where a wake-up is told. `seed`: any integer. */
  constructor(private readonly session: Int32Array, seed: number) {
    this.seed = seed | 0 || 1;
  }

  /**
   * Pauses as often as the pace says, and looks after each pause but the last: that look is the caller's, who has more to do
   * with it. Every pause is drawn anew, from half to one and a half of the mean, so that no rhythm of the program can hide from
   * us. A wake-up ends it.
   */
  take(threads: readonly WatchedThread[], { meanNs, spin, looks }: Pace): Glanced {
    let spunNs = 0;
    for (let left = looks; left > 0; left--) {
      const ns = meanNs * (0.5 + this.random());
      if (spin) {
        const before = now();
        this.spinner.wait(ns, this.session, Session.wake);
        const took = now() - before;
        this.spinner.took(took);
        spunNs += took;
        if (took - ns > preemptedNs) return { spunNs, preempted: true };
      } else Atomics.wait(this.session, Session.wake, 0, ns / 1e6);
      if (left === 1 || Atomics.load(this.session, Session.wake) === 1) break;
      const time = now();
      for (let index = 0; index < threads.length; index++) threads[index]!.glance(time);
    }
    return { spunNs, preempted: false };
  }

  /** Uniform in [0, 1): xorshift32. */
  private random(): number {
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    return (this.seed >>> 0) / 4_294_967_296;
  }
}
