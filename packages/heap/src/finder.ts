/**
 * How an object of the running program is found in a snapshot of it: while the snapshot is taken, a finder holds it by a reference
 * with a name that no other one has. The finder is no holder in what is told, and lets go of the object as soon as it is found.
 */
import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { getHeapSnapshot } from "node:v8";
import { finderType, type Heap } from "./heap.js";
import { HeapObject, objectsOf } from "./heap-object.js";
import { decoded, heapFrom } from "./read.js";
import { loadToolkit } from "./toolkit.js";

/** Holds objects by names; {@link finderType} is what it is called. */
class PerlineHeapFinder {
  [name: string]: object;
}

let finders = 0;

/**
 * Takes a snapshot of the running program, in a turn of the event loop to come, when the stack of the caller holds nothing more.
 * Collects garbage, and stops the thread for as long as that and the snapshot take.
 */
export async function takeHeap(): Promise<Heap> {
  // What is loaded now is in this snapshot, and no growth in the next one.
  await loadToolkit();
  await nextTurn();
  return heapFrom(decoded(getHeapSnapshot().pipe(new PassThrough())));
}

/** Takes a snapshot of the running program, and finds an object in it. */
export function findInHeap(object: object): Promise<HeapObject> {
  const name = `found ${++finders}`;
  const finder = new PerlineHeapFinder();
  finder[name] = object;
  // No async function: the object would be a variable of it, and held by that.
  return takeHeap().then((heap) => {
    delete finder[name];
    return heldBy(name, heap);
  });
}

/** What a finder holds by that name. */
function heldBy(name: string, heap: Heap): HeapObject {
  for (const { index } of objectsOf(heap, finderType)) {
    const held = heap.propertyOf(index, name);
    if (held !== null) return new HeapObject(heap, held);
  }
  throw new Error("the object is not in the snapshot");
}
