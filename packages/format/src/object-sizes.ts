/**
 * What V8's objects take on its heap: a model of their layout, pure, checked against V8 itself by the tests.
 *
 * Sizes are sums of pointers, whose size is that of the V8 that runs, and of fields of 8 bytes. Code that is not optimised gives
 * objects and arrays from literals, and arrays from `new`, a memento behind them (two pointers) on Nodes before 24, and a promise its
 * functions that resolve and reject it, which the optimiser takes out.
 */
import type { SiteKind } from "./sites.js";

/** What runs the code. */
export type Tier = "interpreted" | "optimised";

/** Of which V8 the sizes are. */
export interface Layout {
  /** 8; 4 where pointers are compressed. */
  pointerBytes: number;
  /** Node's major version. */
  node: number;
  tier: Tier;
}

/** What an object consists of. */
interface Parts {
  pointers: number;
  bytes?: number;
  /** Pointers more in code that is not optimised. */
  interpreted?: number;
  /** Bytes more from Node 24 on. */
  later?: number;
}

/** Every object begins with its map, its properties and its elements. */
const header = 3;

/** In-object properties that an object begins with which has none. */
const slack = 4;

/** The map and length of a list of elements. */
const list = 2;

/** Memory of a typed array up to this many bytes is kept on the heap. */
const largestOnHeap = 64;

/** The first Node that puts no mementos behind objects, and whose buffers are larger. */
const later = 24;

/** What one object with `slots`, 0 or more, consists of; null for a kind whose size its slots do not tell. */
function partsOf(kind: SiteKind, slots: number, node: number): Parts | null {
  const memento = node < later ? 2 : 0;
  switch (kind) {
    case "object":
      return slots === 0 ? { pointers: header + slack } : { pointers: header + slots, interpreted: memento };
    case "new":
      return { pointers: header + slots };
    case "array":
      return { pointers: header + 1 + (slots === 0 ? 0 : list + slots), interpreted: memento };
    case "doubles":
      return { pointers: header + 1 + list, bytes: 8 * slots, interpreted: memento };
    case "closure":
    case "regexp":
      return { pointers: header + 4 };
    case "function":
      return { pointers: header + 5 };
    case "class":
      return { pointers: 69 + 4 * slots };
    case "string":
      return { pointers: 3 * slots, bytes: 8 * slots };
    case "number":
      return { pointers: 1, bytes: 8 };
    case "map":
      return { pointers: header + 20 };
    case "set":
      return { pointers: header + 16 };
    case "date":
      return { pointers: header + 9 };
    case "promise":
      return { pointers: header + 3, interpreted: slots === 0 ? 0 : 8 * slots + 5 };
    case "arrayBuffer":
      return { pointers: header, bytes: 64, later: 8 };
    case "typedArray":
      if (slots > largestOnHeap) return { pointers: header, bytes: 160, later: 16 };
      return { pointers: header + list, bytes: 160 + slots, later: 16 };
    default:
      return null;
  }
}

/** Bytes of an object on V8's heap; null where its size is not known without running it. `slots`: see SiteTable. */
export function heapBytes(kind: SiteKind, slots: number, { pointerBytes, node, tier }: Layout): number | null {
  const parts = slots < 0 ? null : partsOf(kind, slots, node);
  if (parts === null) return null;
  const pointers = parts.pointers + (tier === "interpreted" ? parts.interpreted ?? 0 : 0);
  const bytes = pointers * pointerBytes + (parts.bytes ?? 0) + (node < later ? 0 : parts.later ?? 0);
  return Math.ceil(bytes / pointerBytes) * pointerBytes;
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
