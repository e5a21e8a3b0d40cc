/** The sampled clock's observer: copies the shadow stack at each look, and keeps the account of what it saw. */
import { stackSize, type ThreadMemory } from "../memory.js";
import { Account } from "./account.js";
import type { Figures } from "./figures.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";

export class SampledObserver implements Observer {
  overflowDepth = 0;
  highestId = 0;
  private readonly account: Account;
  private readonly copy = new Int32Array(stackSize);

  /** Observes from program time `start` on. */
  constructor(private readonly memory: ThreadMemory, sources: Sources, options: { start: number; callTreeLimit: number }) {
    this.account = new Account(options.start, sources, { contexts: memory, callTreeLimit: options.callTreeLimit });
  }

  look(time: number): number {
    const depth = this.read();
    this.account.observe(time, this.copy, depth);
    return depth;
  }

  close(time: number): void {
    this.account.close(time);
  }

  figures(): Figures {
    return this.account.figures();
  }

  /**
   * Copies the stack; gives its depth. One pass, whatever the program does meanwhile: to read again until nothing moves would
   * prefer the lines at which a program stands over those it passes, and time would go to the wrong lines. Depth and innermost
   * frame are read first and together (they share a cache line while the stack is shallow); callers change more slowly.
   */
  private read(): number {
    const { stack } = this.memory;
    const told = Atomics.load(stack, 0);
    const depth = Math.min(told, stackSize - 1);
    if (told > depth) this.overflowDepth = Math.max(this.overflowDepth, told);
    for (let index = depth; index >= 1; index--) {
      const id = stack[index]!;
      this.copy[index] = id;
      if (id > this.highestId) this.highestId = id;
    }
    // A context entry alone is what a suspended frame left behind.
    return depth === 1 && this.copy[1]! < 0 ? 0 : depth;
  }
}
