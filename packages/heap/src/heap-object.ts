/** An object of a heap, to ask about; it holds its heap. */
import type { Heap } from "./heap.js";

/** An object of a heap. */
export class HeapObject {
  /** @param index of the object in its heap, from 0 */
  constructor(readonly heap: Heap, readonly index: number) {}

  /** The same in all snapshots of a process. */
  get id(): number {
    return this.heap.idOf(this.index);
  }

  /** The name of its constructor; in brackets what has none. */
  get type(): string {
    return this.heap.types[this.heap.typeOf[this.index] ?? 0] ?? "";
  }

  /** Bytes of its own. */
  get shallowBytes(): number {
    return this.heap.shallowBytesOf(this.index);
  }

  /** Bytes that would be free if it were. */
  get retainedBytes(): number {
    return this.heap.retainedBytesOf(this.index);
  }
}

/** All objects of a type, those that retain most first; none for a type that there is not. */
export function objectsOf(heap: Heap, type: string): HeapObject[] {
  const wanted = heap.types.indexOf(type);
  const found: HeapObject[] = [];
  for (let index = 0; index < heap.size; index++) if (heap.typeOf[index] === wanted) found.push(new HeapObject(heap, index));
  return found.sort((a, b) => b.retainedBytes - a.retainedBytes || a.id - b.id);
}
