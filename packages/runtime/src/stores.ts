/**
 * What linked code does most, under the sampled clock: what probes.ts has of the same names, and what stands in other code itself.
 * Here what is named is given, and never assigned: V8 knows it for constant, and need not ask whether it is there yet. That makes most
 * so short, up to 27 bytes of bytecode, that V8 takes them in wherever they are called, however much else it has taken in.
 */
import type { ThreadMemory } from "./memory.js";

/** What stores into the arrays; each as abi.ts of the format package says. */
export interface Stores {
  readonly count: (id: number) => void;
  readonly enter: (id: number) => number;
  readonly leave: (frame: number) => void;
  readonly line: (frame: number, id: number) => void;
  readonly move: (frame: number, id: number) => void;
  readonly open: (id: number, again?: number) => number;
}

/** Those of a thread. */
export function storesOf(stack: ThreadMemory["stack"], hits: ThreadMemory["hits"]): Stores {
  return {
    count(id) {
      hits[id]!++;
    },
    enter(id) {
      const index = stack[0]! + 1;
      stack[index] = id;
      stack[0] = index;
      hits[id]!++;
      return index;
    },
    // Only frames that are never suspended are left so: below them is no context.
    leave(frame) {
      stack[0] = -2 - frame;
    },
    line(frame, id) {
      stack[frame] = id;
      hits[id]!++;
    },
    move(frame, id) {
      stack[frame] = id;
    },
    open(id) {
      const index = stack[0]! + 1;
      stack[index] = id;
      stack[0] = index;
      return index;
    },
  };
}
