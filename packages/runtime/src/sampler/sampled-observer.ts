/**
 * The sampled clock's observer: copies the shadow stack at each look, and keeps the account of what it saw.
 *
 * A look only writes down; the account is settled later, when there is time. While the run is young, the compiler would work on
 * the code of the account in threads that compete with the program for its cores. And what a look does, V8's own code does, which
 * nothing has to be compiled for.
 */
import { stackSize, type ThreadMemory } from "../memory.js";
import { uncountedIntegers } from "../uncounted.js";
import { Account } from "./account.js";
import type { Figures } from "./figures.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";

/** The depth and the outermost frames of a stack, as one copies them without knowing how many there are: a cache line. */
const headSize = 16;
/** Looks that can wait to be settled, if their stacks are shallow. */
const waitingLooks = 1 << 15;
const waitingCells = waitingLooks * headSize;
/** Looks settled in one pause: more than are made meanwhile, and so few that settling leaves no gap. */
const portion = 6;

export class SampledObserver implements Observer {
  overflowDepth = 0;
  brokenLooks = 0;
  private readonly account: Account;
  /** Depth and outermost frames of the thread, as they are at this moment. */
  private readonly head: Int32Array;
  /** Of looks that wait, one behind the other: the time; and the depth, the frames, outermost first, and whatever else was copied. */
  private readonly times = new Float64Array(waitingLooks + 1);
  private readonly stacks = uncountedIntegers(waitingCells + headSize + stackSize);
  private looks = 0;
  private cellsUsed = 0;
  private knownLooks = 0;
  private settledLooks = 0;
  private settledCells = 0;
  /** The frames of one look at indices from 1 on, as the account wants them. */
  private path = new Int32Array(256);

  /** Observes from program time `start` on. */
  constructor(private readonly memory: ThreadMemory, sources: Sources, options: { start: number; callTreeLimit: number }) {
    this.account = new Account(options.start, sources, { contexts: memory, callTreeLimit: options.callTreeLimit });
    this.head = memory.stack.subarray(0, headSize);
  }

  /**
   * One copy, whatever the program does meanwhile: to copy again until nothing moves would prefer the lines at which a program stands
   * over those it passes, and time would go to the wrong lines.
   */
  glance(time: number): void {
    const at = this.cellsUsed;
    this.stacks.set(this.head, at);
    const depth = this.stacks[at]!;
    this.cellsUsed = depth >= 0 && depth < headSize ? at + headSize : this.copyAll(at, depth);
    this.times[this.looks++] = time;
    if (this.cellsUsed > waitingCells) this.settleUpTo(this.looks);
  }

  look(time: number): number {
    const at = this.cellsUsed;
    this.glance(time);
    return this.depthAt(at);
  }

  known(): void {
    this.knownLooks = this.looks;
  }

  settle(): void {
    this.settleUpTo(Math.min(this.knownLooks, this.settledLooks + portion));
  }

  close(time: number): void {
    this.settleUpTo(this.looks);
    this.account.close(time);
  }

  reopen(time: number): void {
    this.account.reopen(time);
  }

  figures(): Figures {
    this.settleUpTo(this.looks);
    return this.account.figures();
  }

  /** Copies a stack of that depth, which has more frames than a head, to cell `at`; gives the cell behind. */
  private copyAll(at: number, told: number): number {
    if (told < 0) this.brokenLooks += 1;
    else if (told >= stackSize) this.overflowDepth = Math.max(this.overflowDepth, told);
    const depth = told < 0 ? 0 : Math.min(told, stackSize - 1);
    this.stacks.set(this.memory.stack.subarray(1, depth + 1), at + 1);
    this.stacks[at] = depth;
    return at + Math.max(depth + 1, headSize);
  }

  /** How many frames say something in the stack that was copied to cell `at`. */
  private depthAt(at: number): number {
    const depth = this.stacks[at]!;
    // A context entry alone is what a suspended frame left behind.
    return depth === 1 && this.stacks[at + 1]! < 0 ? 0 : depth;
  }

  private settleUpTo(end: number): void {
    for (; this.settledLooks < end; this.settledLooks++) {
      const at = this.settledCells;
      const depth = this.depthAt(at);
      if (depth >= this.path.length) this.path = new Int32Array(2 * depth);
      // A loop, because a subarray would be an object for each look.
      for (let index = 1; index <= depth; index++) this.path[index] = this.stacks[at + index]!;
      this.account.observe(this.times[this.settledLooks]!, this.path, depth);
      this.settledCells += Math.max(this.stacks[at]! + 1, headSize);
    }
    if (this.settledLooks === this.looks) this.looks = this.settledLooks = this.knownLooks = this.cellsUsed = this.settledCells = 0;
  }
}
