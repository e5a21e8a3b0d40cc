/**
 * The sampler: watches all threads of the process until it is told to finish.
 *
 * Its thread never returns to the event loop: it looks, pauses, and fetches messages by asking. So nothing of it keeps the
 * process alive, and no signal or timer of the program reaches it.
 */
import { availableParallelism } from "node:os";
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { now } from "../clock.js";
import { State, stackSize } from "../memory.js";
import { processMemory, Session } from "../process-memory.js";
import { measureProbeNs } from "./calibration.js";
import { coreIsFree, queuedNs } from "./os-times.js";
import { type SamplerPlan, threadChannel, type ThreadPlan } from "./plan.js";
import { Rehearsal } from "./rehearsal.js";
import { deepStack, type Pause, Schedule } from "./schedule.js";
import { rollingNodes, Snapshots } from "./snapshots.js";
import { type SourceMessage, Sources } from "./sources.js";
import { Spinner } from "./spinner.js";
import { WatchedThread } from "./watched-thread.js";

/** Node takes a broadcast channel here as well, which its types do not say. */
const receive = receiveMessageOnPort as (port: MessagePort | BroadcastChannel) => { message: unknown } | undefined;

/** Messages are fetched that often; a snapshot fetches them too. */
const fetchPeriodNs = 2e6;
/** Under the exact clock there is nothing to see between snapshots. */
const exactPause: Pause = { ns: 10e6, spin: false };

/** What is watched: the program's threads, or a rehearsal's. */
interface Scene {
  threads: readonly WatchedThread[];
  sources: Sources;
  /** Whether there is nothing more to see. Asked for once a look. */
  over(): boolean;
  /** Before each look. */
  turn(): void;
  /** Null where nothing is to be written. */
  snapshots: Snapshots | null;
}

export class Sampler {
  private readonly session = processMemory.session;
  private readonly sources = new Sources(processMemory);
  private readonly threads: WatchedThread[];
  private readonly newThreads = new BroadcastChannel(threadChannel);
  private readonly snapshots: Snapshots;
  private readonly spinner = new Spinner();
  private fetchedAt = 0;
  private probeNs: number | null = null;
  private schedule: Schedule | null = null;

  constructor(private readonly plan: SamplerPlan) {
    this.threads = [new WatchedThread(plan.main, this.sources, plan.options)];
    this.snapshots = new Snapshots(plan.options, this.sources, plan.ppid);
  }

  /** Watches until asked to finish; writes the final profile. */
  run(): void {
    Atomics.store(this.session, Session.ready, 1);
    Atomics.notify(this.session, Session.ready);
    if (this.plan.options.clock === "sampled" && availableParallelism() > 1) this.rehearse();
    if (!this.begun()) {
      this.probeNs = measureProbeNs(this.plan.options.clock);
      this.snapshot(false);
    }
    while (!this.begun()) Atomics.wait(this.session, Session.wake, 0);
    this.watch({ threads: this.threads, sources: this.sources, over: () => false, turn: () => {}, snapshots: this.snapshots });
    const end = now();
    this.fetch(end);
    for (const thread of this.threads) thread.finish(end);
    Atomics.store(this.session, Session.finished, this.snapshot(true) ? 1 : 2);
    Atomics.notify(this.session, Session.finished);
  }

  private begun(): boolean {
    return Atomics.load(this.threads[0]!.memory.state, State.begun) === 1;
  }

  private rehearse(): void {
    const { thread, sources, turn, done } = new Rehearsal(this.plan.options);
    this.watch({ threads: [thread], sources, over: () => this.begun() || done(), turn, snapshots: null });
  }

  private watch(scene: Scene): void {
    const start = now();
    const schedule = this.schedule = new Schedule(start, coreIsFree(), process.pid ^ start);
    // One reading of the clock for each look: readings leave garbage, whose collection is a hole in what we see.
    let pause = exactPause;
    for (let before = start; Atomics.load(this.session, Session.finish) === 0 && !scene.over();) {
      scene.turn();
      const asked = Atomics.exchange(this.session, Session.wake, 0) === 1;
      if (asked || before - this.fetchedAt > fetchPeriodNs) this.fetch(before);
      const time = now();
      if (pause.spin) {
        this.spinner.took(time - before);
        schedule.spun(time - before, pause.ns);
      }
      const depth = this.look(scene, time);
      schedule.looked(time, depth < deepStack ? 0 : now() - time, depth);
      if (scene.snapshots?.due(time, schedule.idle(time)) === true) this.snapshot(false);
      if (this.plan.options.clock === "sampled") pause = schedule.next(time);
      // Who has just taken the wake-up that asks to finish must not go to sleep.
      if (Atomics.load(this.session, Session.finish) === 1) break;
      if (pause.spin) this.spinner.wait(pause.ns, this.session, Session.wake);
      else {
        if (!schedule.dense(time)) for (const thread of scene.threads) thread.observer?.settle();
        Atomics.wait(this.session, Session.wake, 0, pause.ns / 1e6);
      }
      before = time;
    }
  }

  /** Looks at all threads; gives the depth of the deepest stack. */
  private look({ threads, sources }: Scene, time: number): number {
    let depth = 0;
    for (const thread of threads) {
      // A short life may lie between two looks: its sources have to be known before its counters are read.
      if (thread.ending) this.fetch(time);
      depth = Math.max(depth, thread.look(time));
      if ((thread.observer?.highestId ?? 0) >= sources.probeCount) this.fetch(time);
    }
    return depth;
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
      this.admit(received.message as ThreadPlan);
    }
    Atomics.add(this.session, Session.fetched, 1);
    Atomics.notify(this.session, Session.fetched);
  }

  private admit(plan: ThreadPlan): void {
    const thread = new WatchedThread(plan, this.sources, this.plan.options);
    this.threads.push(thread);
    Atomics.store(thread.memory.state, State.known, 1);
    Atomics.notify(thread.memory.state, State.known);
  }

  private snapshot(complete: boolean): boolean {
    const time = now();
    const queued = queuedNs();
    this.fetch(time);
    // Takes milliseconds, by which the first snapshot with a source must not be late.
    if (complete || this.snapshots.sourceTold) this.probeNs ??= measureProbeNs(this.plan.options.clock);
    const whole = complete || this.windowIsOver();
    const threads = this.threads.flatMap((thread) => thread.record(time, whole ? Infinity : rollingNodes) ?? []);
    return this.snapshots.write({
      time, costNs: () => now() - time - (queuedNs() - queued), complete: whole, threads, warnings: this.warnings(),
      probeNs: this.probeNs, spunNs: this.schedule?.spunNs ?? 0,
    });
  }

  /** Whether all that was asked for is measured, though the program goes on. */
  private windowIsOver(): boolean {
    return this.plan.options.durationNs !== null && this.threads.every((thread) => thread.closed);
  }

  private warnings(): string[] {
    const warnings = [...this.sources.warnings];
    for (const { memory, observer, plan } of this.threads) {
      const overflowDepth = observer?.overflowDepth ?? 0;
      if (overflowDepth > 0) {
        warnings.push(`Thread ${plan.id} was ${overflowDepth} calls deep; frames beyond ${stackSize - 1} were not seen.`);
      }
      const lost = memory.state[State.lostContexts]!;
      if (lost > 0) warnings.push(`Thread ${plan.id}: ${lost} suspended activations are shown without their callers.`);
    }
    const unmeasured = Atomics.load(this.session, Session.unmeasured);
    if (unmeasured > 0) warnings.push(`${unmeasured} of the program's worker threads could not be measured.`);
    if (this.snapshots.failures > 0) warnings.push(`${this.snapshots.failures} snapshots could not be written.`);
    return warnings;
  }
}
