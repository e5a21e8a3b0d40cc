/**
 * The sampled clock's observer: copies the shadow stack at each look, and keeps the account of what it saw.
 *
 * A look only writes down; the account is settled later, when there is time: while the run is young there are looks to take instead.
 * What a look does, V8's own code does, since ours is left unoptimised.
 *
 * A look is settled once there is another one, and the last before a gap is left out: who is put aside between reading the time and
 * looking has seen what was at the gap's end, and nobody knows.
 */
import { stackSize, type ThreadMemory } from "../memory.js";
import { uncountedIntegers } from "../uncounted.js";
import { Account } from "./account.js";
import { CounterWindow } from "./counter-window.js";
import type { Figures } from "./figures.js";
import { copyFrames } from "./frames.js";
import { Gaps } from "./gaps.js";
import { Habits } from "./habits.js";
import { LookLog } from "./look-log.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";
import { headSize, StackWindow } from "./stack-window.js";

/** Looks that can wait to be settled, if their stacks are shallow. */
const waitingLooks = 1 << 15;
const waitingCells = waitingLooks * headSize;
/** Looks settled in one pause: more than are made meanwhile, and so few that settling leaves no gap. */
const portion = 6;
/** Looks learnt from in one pause: so it gets ahead of settling. */
const learntPortion = 2 * portion;
/** Looks learnt from before one is settled: what comes right behind a gap tells most of where the program stood still in it. */
const ahead = 8;

/** A look, the cell that its stack begins in, and the last look before it that was not left out; -1: the one before the first. */
interface Cursor {
  look: number;
  cell: number;
  before: number;
}

/** How a thread is observed. */
interface Observing {
  /** Program time. */
  start: number;
  callTreeLimit: number;
  /** Whether it is logged which line ran when. */
  logs?: boolean;
}

export class SampledObserver implements Observer {
  overflowDepth = 0;
  brokenLooks = 0;
  readonly log: LookLog | null;
  private readonly account: Account;
  private readonly stack: StackWindow;
  /** Of looks that wait, one behind the other: the time; and the depth, the frames, outermost first, and whatever else was copied. */
  private readonly times = new Float64Array(waitingLooks + 1);
  private readonly stacks = uncountedIntegers(waitingCells + headSize + stackSize);
  private readonly counters: CounterWindow;
  private looks = 0;
  private cellsUsed = 0;
  private knownLooks = 0;
  /** The next look to settle; and the next to learn from, which is ahead: what comes behind a gap tells of the gap. */
  private settling: Cursor = { look: 0, cell: 0, before: -1 };
  private learning: Cursor = { look: 0, cell: 0, before: -1 };
  private readonly habits = new Habits();
  private readonly gaps = new Gaps();
  /** By look: 1 for the last before a gap. */
  private readonly leftOut = new Uint8Array(waitingLooks + 1);
  /** The first look of the stretch without gaps that is learnt from; -1 where none has begun. */
  private stretch = -1;
  /** The frames of one look at indices from 1 on, as the account wants them. */
  private path = new Int32Array(256);

  /** Observes from program time `start` on. */
  constructor(memory: ThreadMemory, sources: Sources, { start, callTreeLimit, logs = false }: Observing) {
    this.counters = new CounterWindow(memory.hits, waitingLooks + 1);
    this.log = logs ? new LookLog() : null;
    const { counters: arrivals, habits, log } = this;
    this.account = new Account(start, sources, { contexts: memory, callTreeLimit, habits, arrivals, log });
    this.stack = new StackWindow(memory.stack);
  }

  glance(time: number): void {
    const at = this.cellsUsed;
    const depth = this.stack.copy(this.stacks, at);
    if (depth < 0 || depth >= stackSize) this.note(depth);
    this.cellsUsed = at + Math.max(this.stacks[at]! + 1, headSize);
    this.times[this.looks] = time;
    this.counters.copy(this.looks++);
    if (this.cellsUsed > waitingCells) this.settleAll();
  }

  get unseenNs(): number {
    return this.account.unseenNs;
  }

  get waiting(): number {
    return this.looks - this.settling.look;
  }

  look(time: number): number {
    const at = this.cellsUsed;
    this.glance(time);
    const depth = this.depthAt(at);
    if (depth > 0) this.counters.include(this.stacks[at + depth]!);
    return depth;
  }

  known(): void {
    this.knownLooks = this.looks;
  }

  settle(): void {
    this.learnUpTo(Math.min(this.looks - 1, this.learning.look + learntPortion));
    this.settleUpTo(Math.min(this.knownLooks, this.learning.look - ahead, this.settling.look + portion));
  }

  close(time: number): void {
    this.settleAll();
    this.account.close(time);
  }

  reopen(time: number): void {
    this.account.reopen(time);
  }

  figures(): Figures {
    this.settleAll();
    return this.account.figures();
  }

  mark(time: number | null): number {
    if (time !== null) this.close(time);
    return this.account.mark();
  }

  /** Notes a depth that a stack cannot have, or that there is no room for, and makes it one that it can. */
  private note(told: number): void {
    if (told < 0) this.brokenLooks += 1;
    else this.overflowDepth = Math.max(this.overflowDepth, told);
    this.stacks[this.cellsUsed] = told < 0 ? 0 : stackSize - 1;
  }

  /** How many frames say something in the stack that was copied to cell `at`. */
  private depthAt(at: number): number {
    const depth = this.stacks[at]!;
    // A context entry alone is what a suspended frame left behind.
    return depth === 1 && this.stacks[at + 1]! < 0 ? 0 : depth;
  }

  private settleAll(): void {
    if (this.looks === 0) return;
    this.learnUpTo(this.looks - 1);
    this.endStretch();
    // Nobody knows what is going to follow the last.
    this.leftOut[this.looks - 1] = 0;
    this.settleUpTo(this.looks);
    this.habits.settled();
    this.counters.restart(this.looks - 1);
    this.looks = this.knownLooks = this.cellsUsed = 0;
    this.settling = { look: 0, cell: 0, before: -1 };
    this.learning = { look: 0, cell: 0, before: -1 };
  }

  private settleUpTo(end: number): void {
    for (const at = this.settling; at.look < end; this.advance(at)) {
      if (this.leftOut[at.look] === 1) continue;
      const depth = this.read(at);
      this.account.observe(this.times[at.look]!, this.path, depth);
    }
  }

  /** Learns from looks up to that one, which is not the last. */
  private learnUpTo(end: number): void {
    const { gaps, habits, learning: at, times } = this;
    for (; at.look < end; this.advance(at)) {
      const time = times[at.look]!;
      const gap = gaps.isGap(times[at.look + 1]! - time);
      this.leftOut[at.look] = gap ? 1 : 0;
      if (gap) {
        this.endStretch();
        continue;
      }
      const stack = { depth: this.read(at), path: this.path };
      if (this.counters.moved) this.endStretch();
      if (this.stretch < 0) {
        this.stretch = at.look;
        habits.begin(stack, time);
      } else habits.see(stack, time, this.counters);
    }
  }

  /** What was learnt from holds up to the last look before the next to learn from. */
  private endStretch(): void {
    const { counters, habits, learning, stretch } = this;
    if (stretch < 0) return;
    counters.turnTo(learning.before, stretch);
    habits.end(counters);
    this.stretch = -1;
  }

  /** Makes a look the one that the path, and the counters, are of; gives its depth. */
  private read({ look, cell, before }: Cursor): number {
    const depth = this.depthAt(cell);
    if (depth >= this.path.length) this.path = new Int32Array(2 * depth);
    copyFrames(this.stacks, { at: cell + 1, depth }, this.path);
    this.counters.turnTo(look, before);
    return depth;
  }

  private advance(at: Cursor): void {
    if (this.leftOut[at.look] === 0) at.before = at.look;
    at.cell += Math.max(this.stacks[at.cell]! + 1, headSize);
    at.look += 1;
  }
}
