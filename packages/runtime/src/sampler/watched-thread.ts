/**
 * One thread of the program as the sampler sees it: its window, its observer, its record.
 *
 * A window (--delay, --duration) is a pair of moments of the program clock: observing begins at the first, and counters are
 * copied at both; what lies outside is not counted. So it is with a pause, behind which counting goes on as if it had not been.
 */
import type { ThreadRecord, ToldTraces } from "@perline/format";
import { programTime, waitedUntil } from "../clock.js";
import { viewExactMemory } from "../exact-memory.js";
import { viewUsageMemory } from "../usage-memory.js";
import { Clock, State, viewMemory, type ThreadMemory } from "../memory.js";
import { type Columns, readColumns, since, withDerived } from "./columns.js";
import { ExactObserver } from "./exact-observer.js";
import { HitCounts } from "./hit-counts.js";
import { largestPaths } from "./largest-paths.js";
import { type Mark, ThreadMarks } from "./marks.js";
import { noObserver } from "./no-observer.js";
import type { Observer } from "./observer.js";
import { OsTimes } from "./os-times.js";
import type { MeasurementOptions, ThreadPlan } from "./plan.js";
import { SampledObserver } from "./sampled-observer.js";
import type { Sources } from "./sources.js";
import { threadRecord } from "./thread-record.js";
import { traceRecord } from "./trace-record.js";
import { Cells, viewWeightMemory, type WeightMemory } from "../weight-memory.js";
import { readUsage, type UsageColumns, usageSince } from "./usage-columns.js";
import { CollectionsWatch } from "./weights.js";

/** A worker is looked for that often: when it was terminated, its stack stands still for ever. */
const lifeSignNs = 5e6;
/** A tree of no paths. */
const roots = 2;
/** No sequence number. */
const changing = -1;

/** What is told of counters at one moment. */
interface Reading {
  columns: Columns;
  /** Null under another clock than the memory clock. */
  usage: UsageColumns | null;
  /** By probe: time of collections; null where nobody has asked for them. */
  gcNs: Float64Array | null;
  waitedNs: number;
}

export class WatchedThread {
  readonly memory: ThreadMemory;
  /** Null where nothing is weighed. */
  private readonly weights: WeightMemory | null;
  private readonly collections: CollectionsWatch | null;
  /** Null before its window. */
  observer: Observer | null = null;
  /** What does not count of all that is read: at the begin of a window that opens late; with what was counted in pauses. */
  private before: Reading | null = null;
  private marks = new ThreadMarks();
  /** What it has told last of the objects that it traces; null: nothing. */
  private traces: ToldTraces | null = null;
  /** At the end, or the begin of a pause; nothing more is counted afterwards. */
  private after: Reading | null = null;
  private paused = false;
  /** Whether its idle time is that of its whole life. */
  private isWhole: boolean;
  private osTimes: OsTimes;
  private readonly hitCounts: HitCounts;
  /** Process time. No integer, which would change the hidden class with its first large value. */
  private seenAlive = Number.NEGATIVE_INFINITY;
  /** At the last look: the sequence number of its clock, and how long it had waited. */
  private sequence = changing;
  private waitedNs = 0;
  /** In program time; known once it is observed. */
  private windowEnd = Number.POSITIVE_INFINITY;

  constructor(
    readonly plan: ThreadPlan,
    private readonly sources: Sources,
    private readonly options: MeasurementOptions,
  ) {
    this.memory = viewMemory(plan.buffer);
    this.weights = plan.weights === null ? null : viewWeightMemory(plan.weights);
    this.collections = this.weights === null ? null : new CollectionsWatch(this.memory, this.weights.cells);
    this.osTimes = new OsTimes(plan.systemId);
    this.hitCounts = new HitCounts(this.memory.hits);
    this.isWhole = options.delayNs === 0 && options.durationNs === null;
  }

  /** Whether nothing is counted any more, or while it is paused. */
  get closed(): boolean {
    return this.after !== null;
  }

  /** Whether it has ended since the last look, and is about to be read for the last time. */
  get ending(): boolean {
    return !this.closed && Atomics.load(this.memory.state, State.ended) === 1;
  }

  /** Looks at the thread at process time `time`. Gives the depth of its stack. */
  look(time: number): number {
    const { clock, state } = this.memory;
    if (Atomics.load(state, State.begun) === 0) return 0;
    if (this.hitCounts.isDue(time)) this.addHits(time);
    if (this.closed) return 0;
    if (Atomics.load(state, State.ended) === 1 || this.dead(time)) {
      this.finish(time);
      return 0;
    }
    this.sequence = Atomics.load(state, State.clockSequence);
    this.waitedNs = waitedUntil(this.memory, time);
    // While it waits its clock stands still.
    if (clock[Clock.waitingSince]! > 0) this.sequence = changing;
    const at = time - this.waitedNs;
    const [begin, end] = this.window();
    if (at < begin || this.paused) return 0;
    this.observer ??= this.open(begin, { time, late: this.options.delayNs > 0 });
    if (at >= end) {
      this.close(end, time);
      return 0;
    }
    this.collections?.look(at);
    return this.observer.look(at);
  }

  /** As {@link look}, as long as nothing but the stack has changed since then; what else has is left to the next look. */
  glance(time: number): void {
    const { observer } = this;
    if (observer === null || Atomics.load(this.memory.state, State.clockSequence) !== this.sequence) return;
    const at = time - this.waitedNs;
    if (at < this.windowEnd) observer.glance(at);
  }

  /** The thread has ended, or is about to: charges what is left up to its end. */
  finish(time: number): void {
    if (this.closed || Atomics.load(this.memory.state, State.begun) === 0) return;
    const told = this.memory.clock[Clock.end]!;
    const last = told > 0 ? told : time;
    const [begin, end] = this.window();
    const until = Math.min(programTime(this.memory, last), end);
    if (this.paused) return;
    this.observer ??= this.open(Math.min(begin, until), { time: last, late: this.options.delayNs > 0 });
    this.close(until, last);
  }

  /** From process time `time` on nothing is counted. */
  pause(time: number): void {
    if (this.closed || this.paused) return;
    this.paused = true;
    this.isWhole = false;
    if (this.observer !== null) this.close(programTime(this.memory, time), time);
  }

  /** From process time `time` on it is counted again. */
  resume(time: number): void {
    if (!this.paused) return;
    this.paused = false;
    const { after, observer } = this;
    if (Atomics.load(this.memory.state, State.begun) === 0 || Atomics.load(this.memory.state, State.ended) === 1) return;
    if (observer === null || after === null) {
      this.observer = this.open(programTime(this.memory, time), { time, late: true });
      return;
    }
    this.before = readingSince(readingSince(this.before, after), this.read(time));
    this.after = null;
    observer.reopen(programTime(this.memory, time));
    this.osTimes.begin();
  }

  /** Nothing was counted before process time `time`. */
  reset(time: number): void {
    const isOver = this.closed && !this.paused;
    this.before = this.after = this.observer = null;
    this.marks = new ThreadMarks();
    this.isWhole = false;
    this.osTimes = new OsTimes(this.plan.systemId);
    if (isOver) this.paused = true;
    else if (!this.paused && Atomics.load(this.memory.state, State.begun) === 1) {
      this.observer = this.open(programTime(this.memory, time), { time, late: true });
    }
  }

  /** Keeps what it has counted at process time `time`, for reports of what comes behind. Gives how many paths it had. */
  mark(mark: Mark, time: number): number {
    const rows = this.observer?.mark(this.closed ? null : programTime(this.memory, time)) ?? 0;
    this.marks.add(mark, this.record(time, roots));
    return rows;
  }

  /** It has told what it traces. */
  trace(traces: ToldTraces): void {
    this.traces = traces;
  }

  /** Its record at process time `time`, with at most `nodes` nodes of its call tree; null while it has nothing to tell. */
  record(time: number, nodes: number): ThreadRecord | null {
    if (this.observer === null) return null;
    const { columns, usage, gcNs, waitedNs } = readingSince(this.before, this.after ?? this.read(time));
    const figures = this.observer.figures(programTime(this.memory, time));
    return threadRecord(figures && { ...figures, tree: largestPaths(figures.tree, nodes) }, this.sources, {
      id: this.plan.id,
      name: this.plan.name,
      idleNs: this.idleNs(),
      instrumentNs: waitedNs,
      loadingNs: this.memory.clock[Clock.loading]!,
      columns: withDerived(columns, this.sources.derived),
      usage,
      weights: this.weights,
      gcNs,
      marks: this.marks,
      traces: this.traces && traceRecord(this.traces, this.memory, this.sources),
    });
  }

  /** Whether the thread was ended from outside, which runs none of its code. */
  private dead(time: number): boolean {
    if (time - this.seenAlive < lifeSignNs) return false;
    this.seenAlive = time;
    return this.plan.id !== 0 && !this.osTimes.exists();
  }

  /** Begin and end in program time. */
  private window(): [begin: number, end: number] {
    const begin = this.memory.clock[Clock.begin]! + this.options.delayNs;
    return [begin, this.options.durationNs === null ? Number.POSITIVE_INFINITY : begin + this.options.durationNs];
  }

  /** The exact figure where the thread has told it; else what the operating system says, if it does. */
  protected idleNs(): number | null {
    const told = this.memory.clock[Clock.idle]!;
    return this.isWhole && !Number.isNaN(told) ? told : this.osTimes.notRunningNs();
  }

  /** Observes from program time `begin` on, which is now, at process time `time`. `late`: what was counted before is not to count. */
  private open(begin: number, { time, late }: { time: number; late: boolean }): Observer {
    const { memory, options, plan, sources } = this;
    this.windowEnd = this.window()[1];
    this.osTimes.begin();
    if (late) this.before = this.read(time);
    if (options.clock === "none" || options.clock === "memory") return noObserver;
    if (plan.exact === null) {
      return new SampledObserver(memory, sources, { start: begin, callTreeLimit: options.callTreeLimit, logs: options.splits });
    }
    const exact = viewExactMemory(plan.exact);
    return new ExactObserver({ thread: memory, exact }, sources, late ? programTime(memory, time) : null);
  }

  private close(until: number, time: number): void {
    this.sequence = changing;
    this.observer?.close(until);
    this.osTimes.end();
    this.after = this.read(time);
  }

  private read(time: number): Reading {
    const waitedNs = waitedUntil(this.memory, time);
    const usage = this.plan.usage === null ? null : readUsage(viewUsageMemory(this.plan.usage), this.sources);
    this.addHits(time);
    const gcNs = this.weights?.cells[Cells.watched] === 1 ? this.weights.gcNs.slice(0, this.sources.probeCount) : null;
    return { columns: readColumns(this.memory, this.hitCounts.upTo(this.sources.probeCount), time - waitedNs), usage, gcNs, waitedNs };
  }

  private addHits(time: number): void {
    const { hitCounts, plan, sources } = this;
    if (hitCounts.add(sources.probeCount, time)) return;
    sources.warnings.push(`Thread ${plan.id}: its counters were once read too late; hits may lack multiples of ${2 ** 32}.`);
  }
}

/** What was counted after a reading; all of it where there is none. */
function readingSince(before: Reading | null, after: Reading): Reading {
  if (before === null) return after;
  const usage = after.usage === null || before.usage === null ? after.usage : usageSince(before.usage, after.usage);
  const gcNs = after.gcNs?.map((ns, id) => ns - (before.gcNs?.[id] ?? 0)) ?? null;
  return { columns: since(before.columns, after.columns), usage, gcNs, waitedNs: after.waitedNs - before.waitedNs };
}
