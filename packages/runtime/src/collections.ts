/**
 * The collections of a thread, as V8 tells of them: how long each took, and what it freed. So what was allocated while it ran is known
 * to the byte all the same. While V8 watches, each collection has it write a report, which takes longer than a short one does itself.
 *
 * A profiler that was stopped goes on writing reports, which nobody reads, until it is garbage that V8 has collected (Node 20 to 24
 * take its callbacks away only then). One that has seen two collections is among the old objects, where that takes a full one.
 */
import * as v8 from "node:v8";

/** What collections have done since somebody asked last. */
export interface Collected {
  count: number;
  ns: number;
  /** Bytes on V8's heap that they have freed, and bytes beside it. */
  bytes: number;
  externalBytes: number;
}

/** A profiler that has seen so many collections outlives those of young objects. */
const survives = 2;

/** Who watches. */
export interface Collections {
  /** From now on. */
  readonly watch: () => void;
  /** What has come since then, or since the last call: always the same object, so that asking leaves little. */
  readonly ask: () => Readonly<Collected>;
  /** From now on nobody does. */
  readonly rest: () => void;
  /** Who is still told, as far as is known, though nobody asks any more. */
  readonly left: () => number;
}

/** The part of a GCProfiler's report that tells it. */
interface Report {
  readonly statistics: readonly {
    /** Microseconds. */
    readonly cost: number;
    readonly beforeGC: { readonly heapStatistics: HeapFigures };
    readonly afterGC: { readonly heapStatistics: HeapFigures };
  }[];
}

interface HeapFigures {
  readonly usedHeapSize: number;
  readonly externalMemory: number;
}

/** Those of this thread; nobody watches yet. */
export function collectionsOfThread(): Collections {
  const profiler = new v8.GCProfiler();
  const collected: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };
  const { round } = Math;
  /** Profilers that still write, as far as is known, and what is gone once a full collection has come behind the last of them. */
  let left = 0;
  let witness: WeakRef<object> | null = null;

  function end(): Report["statistics"] {
    const all = (profiler.stop() as Report | undefined)?.statistics ?? [];
    if (all.length >= survives) {
      left += 1;
      witness = new WeakRef({});
    }
    return all;
  }

  return {
    watch: () => profiler.start(),
    ask() {
      const all = end();
      profiler.start();
      collected.count = all.length;
      collected.ns = collected.bytes = collected.externalBytes = 0;
      for (let index = 0; index < all.length; index++) {
        const { cost, beforeGC: { heapStatistics: before }, afterGC: { heapStatistics: after } } = all[index]!;
        collected.ns += round(cost * 1000);
        collected.bytes += before.usedHeapSize - after.usedHeapSize;
        collected.externalBytes += before.externalMemory - after.externalMemory;
      }
      return collected;
    },
    rest: () => void end(),
    left() {
      if (left > 0 && witness?.deref() === undefined) left = 0;
      return left;
    },
  };
}
