/**
 * The collections of a thread, as V8 tells of them: how long each took, and what it freed. So what was allocated while it ran is known
 * to the byte all the same.
 */
import * as v8 from "node:v8";

/** What collections have done since somebody asked last. */
export interface Collected {
  ns: number;
  /** Bytes on V8's heap that they have freed, and bytes beside it. */
  bytes: number;
  externalBytes: number;
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

/** Gives, each time, what has come since the last: always the same object, so that asking leaves little. From now on. */
export function collectionsOfThread(): () => Readonly<Collected> {
  const profiler = new v8.GCProfiler();
  const collected: Collected = { ns: 0, bytes: 0, externalBytes: 0 };
  const { round } = Math;
  profiler.start();
  return () => {
    const report = profiler.stop() as Report | undefined;
    profiler.start();
    collected.ns = collected.bytes = collected.externalBytes = 0;
    const all = report?.statistics ?? [];
    for (let index = 0; index < all.length; index++) {
      const { cost, beforeGC: { heapStatistics: before }, afterGC: { heapStatistics: after } } = all[index]!;
      collected.ns += round(cost * 1000);
      collected.bytes += before.usedHeapSize - after.usedHeapSize;
      collected.externalBytes += before.externalMemory - after.externalMemory;
    }
    return collected;
  };
}
