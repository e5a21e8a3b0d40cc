/**
 * The sampled clock's observer: copies the shadow stack at each look, and keeps the account of what it saw.
 *
 * A look only writes down; the account is settled later, when there is time. While the run is young, the compiler would work on
 * the code of the account in threads that compete with the program for its cores.
 */
import { stackSize, type ThreadMemory } from "../memory.js";
import { Account } from "./account.js";
import type { Figures } from "./figures.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";

/** Looks that can wait to be settled. */
const waitingLooks = 1 << 15;
/** Frames of all of them; room for the deepest stack. */
const waitingFrames = stackSize;
/** Looks settled in one pause: more than are made meanwhile, and so few that settling leaves no gap. */
const portion = 6;

export class SampledObserver implements Observer {
  overflowDepth = 0;
  brokenLooks = 0;
  highestId = 0;
  private readonly account: Account;
  /** Of looks that wait: time, depth, and the frames, outermost first, of one behind those of the other. */
  private readonly times = new Float64Array(waitingLooks);
  private readonly depths = new Int32Array(waitingLooks);
  private readonly frames = new Int32Array(waitingFrames);
  private looks = 0;
  private framesUsed = 0;
  private settledLooks = 0;
  private settledFrames = 0;
  /** The frames of one look at indices from 1 on, as the account wants them. */
  private path = new Int32Array(256);

  /** Observes from program time `start` on. */
  constructor(private readonly memory: ThreadMemory, sources: Sources, options: { start: number; callTreeLimit: number }) {
    this.account = new Account(options.start, sources, { contexts: memory, callTreeLimit: options.callTreeLimit });
  }

  look(time: number): number {
    const depth = this.read();
    this.times[this.looks] = time;
    this.depths[this.looks] = depth;
    this.looks += 1;
    this.framesUsed += depth;
    return depth;
  }

  /** Takes some of the looks that wait into the account. */
  settle(): void {
    this.settleUpTo(Math.min(this.looks, this.settledLooks + portion));
  }

  close(time: number): void {
    this.settleUpTo(this.looks);
    this.account.close(time);
  }

  figures(): Figures {
    this.settleUpTo(this.looks);
    return this.account.figures();
  }

  private settleUpTo(end: number): void {
    for (; this.settledLooks < end; this.settledLooks++) {
      const depth = this.depths[this.settledLooks]!;
      if (depth >= this.path.length) this.path = new Int32Array(2 * depth);
      for (let index = 0; index < depth; index++) this.path[index + 1] = this.frames[this.settledFrames + index]!;
      this.settledFrames += depth;
      this.account.observe(this.times[this.settledLooks]!, this.path, depth);
    }
    if (this.settledLooks === this.looks) {
      this.looks = this.settledLooks = 0;
      this.framesUsed = this.settledFrames = 0;
    }
  }

  /**
   * Writes the stack behind those that wait; gives its depth. One pass, whatever the program does meanwhile: to read again until
   * nothing moves would prefer the lines at which a program stands over those it passes, and time would go to the wrong lines.
   * Depth and innermost frame are read first and together (they share a cache line while the stack is shallow); callers change
   * more slowly.
   */
  private read(): number {
    const { stack } = this.memory;
    const told = Atomics.load(stack, 0);
    if (told < 0) {
      this.brokenLooks += 1;
      return 0;
    }
    const depth = Math.min(told, stackSize - 1);
    if (this.looks === waitingLooks || this.framesUsed + depth > waitingFrames) this.settleUpTo(this.looks);
    if (told > depth) this.overflowDepth = Math.max(this.overflowDepth, told);
    const { frames } = this;
    const before = this.framesUsed - 1;
    for (let index = depth; index >= 1; index--) {
      const id = stack[index]!;
      frames[before + index] = id;
      if (id > this.highestId) this.highestId = id;
    }
    // A context entry alone is what a suspended frame left behind.
    return depth === 1 && frames[before + 1]! < 0 ? 0 : depth;
  }
}
