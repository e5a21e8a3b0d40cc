/**
 * What may leak without a trace in the program: objects that live although nothing of the program refers to them.
 *
 * objgraph finds in Python what is referred to more often than by all that the collector knows: something native forgot to let go.
 * Here it is what native code alone refers to: a handle of an addon or of Node, or a root of V8's. Where the count of a type among
 * them grows, an addon or a handle that was never closed keeps what the program has long dropped.
 */
import { type Heap, isInternal } from "../heap.js";
import { HeapObject } from "../heap-object.js";

/** Objects, functions and regular expressions that are held, and by nothing but what is native. */
export function heldByNativeAlone(heap: Heap): HeapObject[] {
  const found: HeapObject[] = [];
  for (let index = 0; index < heap.size; index++) {
    const object = new HeapObject(heap, index);
    if (ofPrograms.has(heap.kindOf(index)) && !isInternal(object.type) && isHeldByNativeAlone(heap, index)) found.push(object);
  }
  return found;
}

function isHeldByNativeAlone(heap: Heap, object: number): boolean {
  const holders = [...heap.referencesTo(object)].map(({ holder }) => holder);
  return holders.length > 0 && holders.every((holder) => holder !== heap.root && native.has(heap.kindOf(holder)));
}

/** What a program makes, by the kind that V8's snapshots have for it. */
const ofPrograms: ReadonlySet<string> = new Set(["object", "closure", "regexp"]);
const native: ReadonlySet<string> = new Set(["synthetic", "native"]);
