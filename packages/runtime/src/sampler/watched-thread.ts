/**
 * One thread of the program, seen from the sampler: reads its stack, keeps its account, tells its record.
 *
 * A window (--delay, --duration) is a pair of moments of the program clock: the account begins at the first, and counters
 * are copied at both; what lies outside is not counted.
 */
import type { ThreadRecord } from "@perline/format";
import { programTime, waitedUntil } from "../clock.js";
import { Clock, stackSize, State, viewMemory, type ThreadMemory } from "../memory.js";
import { Account } from "./account.js";
import { type Columns, readColumns, since } from "./columns.js";
import { OsTimes } from "./os-times.js";
import type { MeasurementOptions, ThreadPlan } from "./plan.js";
import type { Sources } from "./sources.js";
import { threadRecord } from "./thread-record.js";

/** Readings of a stack before a moving one is taken as it is. */
const attempts = 4;

export class WatchedThread {
  readonly memory: ThreadMemory;
  /** Deepest stack seen beyond what the memory holds; 0 for none. */
  overflowDepth = 0;
  /** Highest position ever seen. */
  highestId = 0;
  private account: Account | null = null;
  private readonly copy = new Int32Array(stackSize);
  private before: Columns | null = null;
  private after: Columns | null = null;
  private readonly osTimes: OsTimes;
  private waitedBefore = 0;
  private waitedAfter = 0;

  constructor(
    readonly plan: ThreadPlan,
    private readonly sources: Sources,
    private readonly options: MeasurementOptions,
  ) {
    this.memory = viewMemory(plan.buffer);
    this.osTimes = new OsTimes(plan.systemId);
  }

  /** Whether its window is over: nothing more will be counted. */
  get closed(): boolean {
    return this.after !== null;
  }

  /** Looks at the stack at process time `time`. Gives its depth. */
  look(time: number): number {
    const { state, clock } = this.memory;
    if (Atomics.load(state, State.begun) === 0 || this.closed) return 0;
    const begin = clock[Clock.begin]! + this.options.delayNs;
    const at = programTime(this.memory, time);
    if (at < begin) return 0;
    this.account ??= this.open(begin, time);
    if (this.options.durationNs !== null && at >= begin + this.options.durationNs) {
      this.close(begin + this.options.durationNs, time);
      return 0;
    }
    const depth = this.read();
    this.account.observe(at, this.copy, depth);
    return depth;
  }

  /** The thread has ended, or is about to: charges what is left up to its end. */
  finish(time: number): void {
    const { clock } = this.memory;
    if (this.closed || clock[Clock.begin] === 0) return;
    const end = clock[Clock.end]! > 0 ? clock[Clock.end]! : time;
    const begin = clock[Clock.begin]! + this.options.delayNs;
    const last = this.options.durationNs === null ? Number.POSITIVE_INFINITY : begin + this.options.durationNs;
    const until = Math.min(programTime(this.memory, end), last);
    this.account ??= this.open(Math.min(begin, until), end);
    this.close(until, end);
  }

  /** Its record at process time `time`; null while it has nothing to tell. */
  record(time: number): ThreadRecord | null {
    const { account, memory, plan } = this;
    if (account === null) return null;
    const waited = this.closed ? this.waitedAfter : waitedUntil(memory, time);
    const now = this.after ?? readColumns(memory, this.sources.probeCount, time - waited);
    return threadRecord(account, this.sources, {
      id: plan.id,
      name: plan.name,
      idleNs: this.idleNs(account),
      instrumentNs: waited - this.waitedBefore,
      columns: this.before === null ? now : since(this.before, now),
    });
  }

  /** The exact figure where the thread has told it; else what the operating system says; else all time without a line. */
  private idleNs(account: Account): number {
    const told = this.memory.clock[Clock.idle]!;
    const whole = this.options.delayNs === 0 && this.options.durationNs === null;
    if (whole && !Number.isNaN(told)) return told;
    return this.osTimes.notRunningNs() ?? account.emptyNs;
  }

  private open(begin: number, time: number): Account {
    const { memory, sources, options } = this;
    this.osTimes.begin();
    if (options.delayNs > 0) {
      this.before = readColumns(memory, sources.probeCount, programTime(memory, time));
      this.waitedBefore = waitedUntil(memory, time);
    }
    return new Account(begin, sources, { contexts: memory, callTreeLimit: options.callTreeLimit });
  }

  private close(until: number, time: number): void {
    this.account?.close(until);
    this.osTimes.end();
    this.waitedAfter = waitedUntil(this.memory, time);
    this.after = readColumns(this.memory, this.sources.probeCount, programTime(this.memory, time));
  }

  /** Copies the stack; gives its depth. Reads again while the program moves, a few times. */
  private read(): number {
    const { stack } = this.memory;
    for (let attempt = 1; ; attempt++) {
      const told = Atomics.load(stack, 0);
      const depth = Math.min(told, stackSize - 1);
      if (told > depth) this.overflowDepth = Math.max(this.overflowDepth, told);
      for (let index = 1; index <= depth; index++) {
        const id = stack[index]!;
        this.copy[index] = id;
        if (id > this.highestId) this.highestId = id;
      }
      if (attempt === attempts || Atomics.load(stack, 0) === told && this.unchanged(depth)) {
        // A context entry alone is what a suspended frame left behind.
        return depth === 1 && this.copy[1]! < 0 ? 0 : depth;
      }
    }
  }

  private unchanged(depth: number): boolean {
    const { stack } = this.memory;
    for (let index = depth; index >= 1; index--) if (stack[index] !== this.copy[index]) return false;
    return true;
  }
}
