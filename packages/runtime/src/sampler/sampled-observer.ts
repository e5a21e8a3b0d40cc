/** The sampled clock's observer: copies the shadow stack at each look, and keeps the account of what it saw. */
import { stackSize, type ThreadMemory } from "../memory.js";
import { Account } from "./account.js";
import type { Figures } from "./figures.js";
import type { Observer } from "./observer.js";
import type { Sources } from "./sources.js";

/** Readings of a stack before a moving one is taken as it is. */
const attempts = 4;

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
