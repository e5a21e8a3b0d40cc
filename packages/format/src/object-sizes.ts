/**
 * What V8's objects take on its heap: a model of their layout, pure, checked against V8 itself by the tests.
 *
 * Sizes are sums of pointers, whose size is read from the V8 that runs, and of fields of 8 bytes. Code that is not optimised gives
 * objects and arrays from literals, and arrays from `new`, a memento behind them: two pointers.
 */
import type { SiteKind } from "./sites.js";

/** What runs the code: whether it puts mementos behind objects. */
export type Tier = "interpreted" | "optimised";

/** Of which V8 the sizes are. */
export interface Layout {
  /** 8; 4 where pointers are compressed. */
  pointerBytes: number;
  tier: Tier;
}

/** Every object begins with its map, its properties and its elements. */
const header = 3;

/** In-object properties that an object begins with which has none. */
const slack = 4;

/** Memory outside the heap up to this many bytes is kept in it. */
const largestOnHeap = 64;

/** Pointers and bytes of one object with `slots`, 0 or more; null for a kind whose size its slots do not tell. */
function partsOf(kind: SiteKind, slots: number): { pointers: number; bytes: number; memento: boolean } | null {
  const parts = (pointers: number, { bytes = 0, memento = false } = {}): { pointers: number; bytes: number; memento: boolean } =>
    ({ pointers, bytes, memento });
  switch (kind) {
    case "object":
      return slots === 0 ? parts(header + slack) : parts(header + slots, { memento: true });
    case "array":
      return parts(header + 1 + (slots === 0 ? 0 : 2 + slots), { memento: true });
    case "doubles":
      return parts(header + 3, { bytes: 8 * slots, memento: true });
    case "closure":
      return parts(7);
    case "function":
      return parts(8);
    case "class":
      return parts(69 + 4 * slots);
    case "regexp":
      return parts(7);
    case "string":
      return parts(3 * slots, { bytes: 8 * slots });
    case "number":
      return parts(1, { bytes: 8 });
    case "map":
      return parts(23);
    case "set":
      return parts(19);
    case "date":
      return parts(12);
    case "promise":
      // Its functions that resolve and reject it, and the context that they share.
      return parts(header + 3 + (slots === 0 ? 0 : 8 * slots + 5));
    case "arrayBuffer":
      return parts(header, { bytes: 64 });
    case "typedArray":
      return slots > largestOnHeap ? parts(header, { bytes: 160 }) : parts(header + 2, { bytes: 160 + slots });
    default:
      return null;
  }
}

/** Bytes of an object on V8's heap; null where its size is not known without running it. `slots`: see SiteTable. */
export function heapBytes(kind: SiteKind, slots: number, { pointerBytes, tier }: Layout): number | null {
  const parts = slots < 0 ? null : partsOf(kind, slots);
  if (parts === null) return null;
  const memento = parts.memento && tier === "interpreted" ? 2 : 0;
  return Math.ceil(((parts.pointers + memento) * pointerBytes + parts.bytes) / pointerBytes) * pointerBytes;
}

/** Bytes that an object holds outside V8's heap; null where that is not known without running it. */
export function externalBytes(kind: SiteKind, slots: number): number | null {
  switch (kind) {
    case "arrayBuffer":
      return slots < 0 ? null : slots;
    case "typedArray":
      return slots < 0 ? null : slots > largestOnHeap ? slots : 0;
    case "buffer":
      return null;
    default:
      return 0;
  }
}
