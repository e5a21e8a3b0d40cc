/**
 * The sampler: watches all threads of the process until it is told to finish.
 *
 * Its thread never returns to the event loop: it looks, pauses, and fetches messages by asking. So nothing of it keeps the
 * process alive, and no signal or timer of the program reaches it.
 */
import { existsSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { ThreadRecord } from "@perline/format";
import { measureProbeNs } from "../calibration.js";
import { now } from "../clock.js";
import type { ToldSplit } from "../split/told.js";
import { State } from "../memory.js";
import { processMemory, Session } from "../process-memory.js";
import { Glances } from "./glances.js";
import { coreIsFree, queuedNs, waitsForOurCore } from "./os-times.js";
import { MarkNumbers } from "./marks.js";
import { type Order, requestFile, samplerChannel, type SamplerPlan, type ThreadPlan, type Told } from "./plan.js";
import { Priority } from "./priority.js";
import { deepStack, type Pace, Schedule } from "./schedule.js";
import { shortenSleeps } from "./short-sleeps.js";
import { type Moment, rollingNodes, Snapshots } from "./snapshots.js";
import { type SourceMessage, Sources } from "./sources.js";
import { splitRecord } from "./split-record.js";
import { threadWarnings } from "./thread-warnings.js";
import { WatchedThread } from "./watched-thread.js";

/** Node takes a broadcast channel here as well, which its types do not say. */
const receive = receiveMessageOnPort as (port: MessagePort | BroadcastChannel) => { message: unknown } | undefined;

/** Messages are fetched that often; a snapshot fetches them too. */
const fetchPeriodNs = 2e6;
/** Whoever asks for the profile waits that long, and a look for its request takes some microseconds. */
const requestPeriodNs = 8e6;
/** Whoever asked ends the process at once; on a busy machine that may take so long. */
const lastWordNs = 1e9;
/** Beside a run as long as this some milliseconds more at its end are little. */
const longRunNs = 200e6;
/** Looks that take some milliseconds to settle, since the code for it is new. */
const manyLooks = 400;
/** Under another clock than the sampled one there is nothing to see between snapshots; but others ask, and threads end. */
const unhurried: Pace = { meanNs: 10e6, sleepNs: 0, looks: 1, settles: false, comesFirst: false };

export class Sampler {
  private readonly session = processMemory.session;
  private readonly sources = new Sources(processMemory);
  private readonly threads: WatchedThread[];
  private readonly channel = new BroadcastChannel(samplerChannel(processMemory));
  private readonly orders: Order[] = [];
  /** By thread: what it has told at its end of what V8's profiler saw. */
  private readonly splits = new Map<number, ToldSplit>();
  /** Whether nothing counts: threads that come up now do not either. */
  private paused = false;
  private marks = new MarkNumbers();
  private readonly snapshots: Snapshots;
  private readonly glances = new Glances(this.session);
  private fetchedAt = 0;
  private requestsAt = 0;
  private answeredAt = Number.NEGATIVE_INFINITY;
  private schedule: Schedule | null = null;
  private readonly shortestSleepNs = shortenSleeps();

  constructor(private readonly plan: SamplerPlan) {
    this.threads = [new WatchedThread(plan.main, this.sources, plan.options)];
    this.snapshots = new Snapshots(plan.options, this.sources, plan.ppid);
  }

  /** Watches until asked to finish; writes the final profile. */
  run(): void {
    // Before the program may begin: however soon it dies, there is a profile that lacks its end. And a first one takes long.
    this.snapshot(false);
    Atomics.store(this.session, Session.ready, 1);
    Atomics.notify(this.session, Session.ready);
    while (!this.begun()) {
      this.answerRequest(now());
      Atomics.wait(this.session, Session.wake, 0, requestPeriodNs / 1e6);
    }
    const begin = now();
    this.watch();
    const end = now();
    this.fetch(end);
    for (const thread of this.threads) thread.finish(end);
    if (end - begin > longRunNs) this.makeSureOfProbeNs();
    Atomics.store(this.session, Session.finished, this.snapshot(true) ? 1 : 2);
    Atomics.notify(this.session, Session.finished);
  }

  /** What a probe costs, where the machine was too busy to tell before the program. */
  private makeSureOfProbeNs(): void {
    const { probeNs } = processMemory;
    if (probeNs[0] === 0) probeNs[0] = measureProbeNs(this.plan.options.clock) ?? 0;
  }

  private begun(): boolean {
    return Atomics.load(this.threads[0]!.memory.state, State.begun) === 1;
  }

  private watch(): void {
    const start = now();
    // Where sleeps are long all pauses are spun: before others, that would keep them off its core.
    const priority = new Priority();
    const comesFirst = this.shortestSleepNs !== null && this.plan.options.clock === "sampled" && priority.comeFirst(true);
    const schedule = this.schedule = new Schedule(start, { sleepNs: this.sleepNs(), comesFirst });
    while (Atomics.load(this.session, Session.finish) === 0) {
      const before = now();
      const asked = Atomics.exchange(this.session, Session.wake, 0) === 1;
      if (asked || before - this.fetchedAt > fetchPeriodNs) this.fetch(before);
      this.obey();
      if (before - this.requestsAt > requestPeriodNs) this.answerRequest(before);
      // That may have taken a while.
      const time = now();
      const depth = this.look(time);
      schedule.looked(time, depth < deepStack ? 0 : now() - time, depth);
      if (this.snapshots.due(time, { idle: schedule.idle(time), behind: this.isBehind() })) this.snapshot(false);
      // Who has just taken the wake-up that asks to finish must not go to sleep.
      if (Atomics.load(this.session, Session.finish) === 1) break;
      if (schedule.asks(time)) schedule.shared(this.keepsOff());
      const pace = this.plan.options.clock === "sampled" ? schedule.pace(time) : unhurried;
      if (pace.comesFirst !== priority.isFirst) priority.comeFirst(pace.comesFirst);
      schedule.spun(this.glances.take(this.threads, pace));
    }
  }

  /** Whether a thread of the program waits for the core that this one runs on. */
  private keepsOff(): boolean {
    return this.threads.some(({ plan }) => waitsForOurCore(plan.systemId));
  }

  /** Another process of the run is about to end this one: all that is known is written, and nothing will be missing. */
  private answerRequest(time: number): void {
    this.requestsAt = time;
    const request = requestFile(this.plan.options.outFile);
    if (!existsSync(request)) return;
    this.answeredAt = time;
    // It may be the first look at a program that was quicker than us.
    this.look(time);
    this.snapshot(true);
    rmSync(request, { force: true });
  }

  /** Pauses that are shorter are spun while the run is young; see {@link Schedule}. */
  private sleepNs(): number {
    if (availableParallelism() < 2) return 0;
    return this.shortestSleepNs ?? (coreIsFree() ? Infinity : 0);
  }

  /** Whether a snapshot would have to do so much first that nobody looks meanwhile. */
  private isBehind(): boolean {
    for (const { observer } of this.threads) if (observer !== null && observer.waiting > manyLooks) return true;
    return false;
  }

  /** Looks at all threads; gives the depth of the deepest stack. */
  private look(time: number): number {
    let depth = 0;
    for (const thread of this.threads) {
      // A short life may lie between two looks: its sources have to be known before its counters are read.
      if (thread.ending) this.fetch(time);
      depth = Math.max(depth, thread.look(time));
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
      const received = receive(this.channel);
      if (received === undefined) break;
      this.hear(received.message as Told);
    }
    for (const thread of this.threads) thread.observer?.known();
    Atomics.add(this.session, Session.fetched, 1);
    Atomics.notify(this.session, Session.fetched);
  }

  private hear(told: Told): void {
    switch (told.kind) {
      case "thread": return this.admit(told.thread);
      case "source": return this.sources.add(told.source);
      case "warning": return void this.sources.warnings.push(told.warning);
      case "traces": return this.threads.find(({ plan }) => plan.id === told.thread)?.trace(told.traces);
      case "split": return void this.splits.set(told.thread, told.split);
      // Not here: a snapshot fetches too, and its figures are those of one moment.
      case "order": this.orders.push(told.order);
    }
  }

  /** Does what was asked for, in order. */
  private obey(): void {
    for (const order of this.orders.splice(0)) {
      Atomics.store(order.answered, 0, this.carryOut(order) ? 1 : 2);
      Atomics.notify(order.answered, 0);
    }
  }

  private carryOut({ what, name }: Order): boolean {
    const time = now();
    // Whoever asks stands still, and its last look may be long ago.
    this.look(time);
    if (what === "write") return this.snapshots.writeTo(name, this.moment(true));
    if (what === "mark") return this.mark(name, time);
    if (what === "reset") this.marks = new MarkNumbers();
    else this.paused = what === "pause";
    for (const thread of this.threads) thread[what](time);
    return true;
  }

  private mark(label: string, time: number): boolean {
    // Of memory in use there is no difference to tell.
    const mark = this.plan.options.clock === "memory" ? null : this.marks.next(label);
    if (mark === null) return false;
    for (const thread of this.threads) this.marks.fill(thread.mark(mark, time));
    return true;
  }

  private admit(plan: ThreadPlan): void {
    const thread = new WatchedThread(plan, this.sources, this.plan.options);
    if (this.paused) thread.pause(now());
    this.threads.push(thread);
    Atomics.store(thread.memory.state, State.known, 1);
    Atomics.notify(thread.memory.state, State.known);
  }

  private snapshot(complete: boolean): boolean {
    return this.snapshots.write(this.moment(complete));
  }

  /** What the profile tells at this moment. */
  private moment(complete: boolean): Moment {
    const time = now();
    const queued = queuedNs();
    this.fetch(time);
    const whole = complete || this.allIsMeasured() || time - this.answeredAt < lastWordNs;
    const told = this.threads.flatMap((thread) => {
      const record = thread.record(time, whole ? Infinity : rollingNodes);
      return record === null ? [] : [{ record: this.withSplit(record, thread), warnings: threadWarnings(thread, record.durationNs) }];
    });
    return {
      time, costNs: () => now() - time - (queuedNs() - queued), complete: whole,
      threads: told.map(({ record }) => record), warnings: this.warnings(told.flatMap(({ warnings }) => warnings)),
      probeNs: processMemory.probeNs[0]! || null, spunNs: this.schedule?.spunNs ?? 0,
    };
  }

  /** The record with where self time went, once its thread has told. */
  private withSplit(record: ThreadRecord, { observer, plan }: WatchedThread): ThreadRecord {
    const told = this.splits.get(plan.id);
    const log = observer?.log ?? null;
    if (told === undefined || log === null) return record;
    return { ...record, split: splitRecord(told, log, { sources: this.sources, root: this.plan.options.root }) };
  }

  /** Whether all that was asked for is measured, though the program goes on: it stopped the measurement, or the time is over. */
  private allIsMeasured(): boolean {
    return this.paused || (this.plan.options.durationNs !== null && this.threads.every((thread) => thread.closed));
  }

  private warnings(ofThreads: readonly string[]): string[] {
    const warnings = [...this.sources.warnings, ...ofThreads, ...this.marks.warnings()];
    const unmeasured = Atomics.load(this.session, Session.unmeasured);
    if (unmeasured > 0) warnings.push(`${unmeasured} of the program's worker threads could not be measured.`);
    const missed = Atomics.load(this.session, Session.missed);
    if (missed > 0) warnings.push(`${missed} files ran as they are, and are not in the profile: the instrumenter did not answer.`);
    if (this.snapshots.failures > 0) warnings.push(`${this.snapshots.failures} snapshots could not be written.`);
    return warnings;
  }
}
