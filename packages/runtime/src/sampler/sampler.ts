/**
 * The sampler: watches all threads of the process until it is told to finish.
 *
 * Its thread never returns to the event loop: it looks, pauses, and fetches messages by asking. So nothing of it keeps the
 * process alive, and no signal or timer of the program reaches it.
 */
import { availableParallelism, loadavg } from "node:os";
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { now } from "../clock.js";
import { State, stackSize } from "../memory.js";
import { processMemory, Session } from "../process-memory.js";
import { measureProbeNs } from "./calibration.js";
import { type SamplerPlan, threadChannel, type ThreadPlan } from "./plan.js";
import { type Pause, Schedule } from "./schedule.js";
import { Snapshots } from "./snapshots.js";
import { type SourceMessage, Sources } from "./sources.js";
import { WatchedThread } from "./watched-thread.js";

/** Node takes a broadcast channel here as well, which its types do not say. */
const receive = receiveMessageOnPort as (port: MessagePort | BroadcastChannel) => { message: unknown } | undefined;

/** Messages are fetched that often; a snapshot fetches them too. */
const fetchPeriodNs = 2e6;
/** Probe costs are measured with that many snapshots. */
const calibrations = 4;
/** Under the exact clock there is nothing to see between snapshots. */
const exactPause: Pause = { ns: 10e6, spin: false };

export class Sampler {
  private readonly session = processMemory.session;
  private readonly sources = new Sources(processMemory);
  private readonly threads: WatchedThread[];
  private readonly newThreads = new BroadcastChannel(threadChannel);
  private readonly snapshots: Snapshots;
  private readonly schedule: Schedule;
  private fetchedAt = 0;
  private probeNs: number | null = null;
  private calibrations = 0;

  constructor(private readonly plan: SamplerPlan) {
    this.threads = [new WatchedThread(plan.main, this.sources, plan.options)];
    this.snapshots = new Snapshots(plan.options, this.sources, plan.ppid);
    const cores = availableParallelism();
    this.schedule = new Schedule(now(), cores > 1 && loadavg()[0]! < cores, process.pid ^ now());
  }

  /** Watches until asked to finish; writes the final profile. */
  run(): void {
    Atomics.store(this.session, Session.ready, 1);
    Atomics.notify(this.session, Session.ready);
    while (Atomics.load(this.session, Session.finish) === 0) {
      const time = now();
      const asked = Atomics.exchange(this.session, Session.wake, 0) === 1;
      if (asked || time - this.fetchedAt > fetchPeriodNs) this.fetch(time);
      let depth = 0;
      for (const thread of this.threads) {
        depth = Math.max(depth, thread.look(now()));
        if ((thread.observer?.highestId ?? 0) >= this.sources.probeCount) this.fetch(now());
      }
      const looked = now();
      this.schedule.looked(looked, looked - time, depth);
      if (this.snapshots.due(looked, this.schedule.idle(looked))) this.snapshot(false);
      this.pause();
    }
    const end = now();
    this.fetch(end);
    for (const thread of this.threads) thread.finish(end);
    Atomics.store(this.session, Session.finished, this.snapshot(true) ? 1 : 2);
    Atomics.notify(this.session, Session.finished);
  }

  private pause(): void {
    // Whoever takes the wake-up that asks to finish must not go to sleep on it.
    if (Atomics.load(this.session, Session.finish) === 1) return;
    const from = now();
    const { ns, spin } = this.plan.options.clock === "exact" ? exactPause : this.schedule.next(from);
    if (!spin) {
      Atomics.wait(this.session, Session.wake, 0, ns / 1e6);
      return;
    }
    const until = from + ns;
    let last = from;
    let gap = 0;
    for (let time = from; time < until && Atomics.load(this.session, Session.wake) === 0; time = now()) {
      gap = Math.max(gap, time - last);
      last = time;
    }
    this.schedule.spun(from, last, gap);
  }

  /** Takes in new sources and threads. A source is posted before its code can run, so it is there when its ids are seen. */
  private fetch(time: number): void {
    this.fetchedAt = time;
    for (;;) {
      const received = receive(this.plan.sources);
      if (received === undefined) break;
      this.sources.add(received.message as SourceMessage);
    }
    for (;;) {
      const received = receive(this.newThreads);
      if (received === undefined) break;
      this.watch(received.message as ThreadPlan);
    }
    Atomics.add(this.session, Session.fetched, 1);
    Atomics.notify(this.session, Session.fetched);
  }

  /** A few times, since one may fall into a busy moment. */
  private calibrate(): void {
    if (this.calibrations++ >= calibrations) return;
    this.probeNs = Math.min(this.probeNs ?? Number.POSITIVE_INFINITY, measureProbeNs(this.plan.options.clock));
  }

  private watch(plan: ThreadPlan): void {
    const thread = new WatchedThread(plan, this.sources, this.plan.options);
    this.threads.push(thread);
    Atomics.store(thread.memory.state, State.known, 1);
    Atomics.notify(thread.memory.state, State.known);
  }

  private snapshot(complete: boolean): boolean {
    const time = now();
    this.fetch(time);
    this.calibrate();
    const threads = this.threads.flatMap((thread) => thread.record(time) ?? []);
    return this.snapshots.write({ complete, threads, warnings: this.warnings(), probeNs: this.probeNs });
  }

  private warnings(): string[] {
    const warnings: string[] = [];
    for (const { memory, observer, plan } of this.threads) {
      const overflowDepth = observer?.overflowDepth ?? 0;
      if (overflowDepth > 0) {
        warnings.push(`Thread ${plan.id} was ${overflowDepth} calls deep; frames beyond ${stackSize - 1} were not seen.`);
      }
      const lost = memory.state[State.lostContexts]!;
      if (lost > 0) warnings.push(`Thread ${plan.id}: ${lost} suspended activations are shown without their callers.`);
    }
    if (this.snapshots.failures > 0) warnings.push(`${this.snapshots.failures} snapshots could not be written.`);
    return warnings;
  }
}
