/**
 * The questions of Python's objgraph, asked of the running program, or of a heap that was read from a file.
 *
 * Nothing that is asked about is kept alive by the answer, and a heap only where one was given.
 */
import { findInHeap, takeHeap } from "./finder.js";
import { type Heap, isInternal } from "./heap.js";
import { HeapObject } from "./heap-object.js";
import { growthOf, type GrowthRow } from "./views/growth.js";
import { heldByNativeAlone } from "./views/leaking.js";
import { holdersUpTo, type Reach, type ReferenceGraph, shortestChain } from "./views/references.js";
import { type TypeRow, typesOf } from "./views/types.js";

/** Of what is asked, and how much is told. */
export interface Asked {
  /** By default that of the running program, as it is now. */
  heap?: Heap;
  /** So many rows; by default 10. */
  limit?: number;
  /** Also what is V8's and Node's own, and no value of the language. */
  internals?: boolean;
}

const usualLimit = 10;

/**
 * The types that there is most of. `objects`: of these alone, as {@link leaking} gives them; else of all.
 *
 * @returns the most common first
 */
export async function mostCommonTypes({ objects, ...asked }: Asked & { objects?: readonly HeapObject[] } = {}): Promise<TypeRow[]> {
  const { limit = usualLimit } = asked;
  if (objects === undefined) return (await typesFor(asked)).slice(0, limit);
  const [first] = objects;
  return first === undefined ? [] : typesOf(first.heap, objects.map(({ index }) => index)).slice(0, limit);
}

/** By type: the most that there ever was when growth was asked for, and their bytes. No objects: they would be growth of ours. */
const peaks = { counts: new Map<string, number>(), bytes: new Map<string, number>() };

/**
 * The types that there is more of than there was: than in a heap that is given, else than at any time this was asked before; all
 * types at first.
 *
 * @returns those that grew most first
 */
export async function growth({ since, ...asked }: Asked & { since?: Heap } = {}): Promise<GrowthRow[]> {
  const { limit = usualLimit } = asked;
  const now = await typesFor(asked);
  if (since !== undefined) return growthOf(typesOf(since), now).slice(0, limit);
  const before = [...peaks.counts].map(([type, count]) => ({ type, count, shallowBytes: peaks.bytes.get(type) ?? 0 }));
  const rows = growthOf(before, now);
  for (const { type, count, shallowBytes } of now) {
    if (count <= (peaks.counts.get(type) ?? 0)) continue;
    peaks.counts.set(type, count);
    peaks.bytes.set(type, shallowBytes);
  }
  return rows.slice(0, limit);
}

/**
 * Who holds an object, and who holds them, up to so many references away. Give an object of the running program, or of a heap.
 *
 * @param depth how far
 * @param reach how many holders of one object are shown, by default 10
 */
export function backReferences(object: object, depth = 3, { tooMany = 10 }: Partial<Omit<Reach, "depth">> = {}): Promise<ReferenceGraph> {
  return found(object).then((place) => holdersUpTo(place, { depth, tooMany }));
}

/**
 * The shortest way by which an object is held from a root; null where nothing holds it. The way ends where the picture's first object
 * is, which was asked about. Give an object of the running program, or of a heap.
 */
export function referenceChain(object: object): Promise<ReferenceGraph | null> {
  return found(object).then(shortestChain);
}

/** The objects that live although nothing of the program refers to them: native code alone does. Node has a few dozens itself. */
export async function leaking({ heap }: Pick<Asked, "heap"> = {}): Promise<HeapObject[]> {
  return heldByNativeAlone(heap ?? await takeHeap());
}

async function typesFor({ heap, internals = false }: Asked): Promise<TypeRow[]> {
  const rows = typesOf(heap ?? await takeHeap());
  return internals ? rows : rows.filter(({ type }) => !isInternal(type));
}

// No async function: the object would be a variable of it, and held by that.
function found(object: object): Promise<HeapObject> {
  return object instanceof HeapObject ? Promise.resolve(object) : findInHeap(object);
}
