/**
 * Looks in quick succession, with random pauses between them.
 *
 * All that is done thousands of times while the run is young is in here and in what it calls: as little as can be, since it is left
 * unoptimised.
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
  /** Where in its cell the last look stands, from 0 to 1. */
  private inCell = 0.5;
  /** The end of the last pause, and what became of it. */
  private pausedUntil = 0;
  private spunNs = 0;
  private preempted = false;

  /** `session`: where a wake-up is told. */
  constructor(private readonly session: Int32Array) {}

  /**
   * Pauses as often as the pace says, and looks after each pause but the last: that look is the caller's, who has more to do
   * with it. The last is slept in any case: others may be waiting for our core, and where we share the program's, the system may
   * move us when we wake. A wake-up ends it.
   */
  take(threads: readonly WatchedThread[], pace: Pace): Glanced {
    this.pausedUntil = now();
    this.spunNs = 0;
    this.preempted = false;
    let left = pace.looks;
    while (this.pause(threads, pace, --left === 0) && left > 0) this.glance(threads);
    return { spunNs: this.spunNs, preempted: this.preempted };
  }

  private glance(threads: readonly WatchedThread[]): void {
    for (let index = 0; index < threads.length; index++) threads[index]!.glance(this.pausedUntil);
  }

  /** Gives whether the pause took the time that it should. */
  private pause(threads: readonly WatchedThread[], { meanNs, sleepNs, settles }: Pace, last: boolean): boolean {
    const ns = this.pauseNs(meanNs);
    const rest = settles ? ns - settle(threads) : ns;
    const woken = last || rest >= sleepNs ? this.sleep(rest - sleepNs) : this.spin(rest);
    const before = this.pausedUntil;
    this.pausedUntil = now();
    this.preempted = this.pausedUntil - before > ns + preemptedNs;
    return !woken && !this.preempted;
  }

  /**
   * The length of the next pause, from 0 to twice the mean: looks stand on a grid of that width, each anywhere in its own cell. So no
   * rhythm of the program can hide from them or keep step with them, as it can where pauses vary less; and they are evener than where
   * each pause is drawn for itself (stratified sampling: Cook, Stochastic Sampling in Computer Graphics, 1986).
   */
  private pauseNs(meanNs: number): number {
    const before = this.inCell;
    this.inCell = Math.random();
    return meanNs * (1 + this.inCell - before);
  }

  /** Sleeps for so long, and what the system adds. Gives whether it was woken. */
  private sleep(ns: number): boolean {
    return Atomics.wait(this.session, Session.wake, 0, Math.max(askedNs, ns) / 1e6) !== "timed-out";
  }

  /** Nothing wakes who spins. */
  private spin(ns: number): boolean {
    this.spinner.wait(ns);
    this.spunNs += ns;
    return false;
  }
}

/** Does a little of what looking has left for later; gives the nanoseconds it took. */
function settle(threads: readonly WatchedThread[]): number {
  const begin = now();
  for (let index = 0; index < threads.length; index++) threads[index]!.observer?.settle();
  return now() - begin;
}
