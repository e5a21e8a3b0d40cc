/**
 * Readings of how much memory is in use: what the memory clock reads where the exact clock reads the time.
 *
 * A reading of the heap is exact to the byte, but leaves garbage of its own, as what stands around it does; how much changes as V8
 * optimises it. So two more readings end each transition: the first shows what was added since the transition began, the second what
 * one reading adds. All that is left out of the next figure, until a collection takes it away.
 */
import * as v8 from "node:v8";
import { runInNewContext } from "node:vm";
import type { Reading } from "@perline/format";

/** How much is in use, asked at each transition. */
export interface Gauge {
  /** Bytes in use, at the begin of a transition. */
  readonly read: () => number;
  /** The transition is over: what it has left itself is not the program's. */
  readonly settle: () => void;
  /** Collects all garbage there is. */
  readonly collect: () => void;
  /**
   * Whether what stands around its readings shows in them. By the first that is to be compiled: what V8 keeps of it is no garbage, and
   * would turn up as the program's where garbage is collected.
   */
  readonly seesOwn: boolean;
}

/** What the heap's gauge asks of V8. */
export interface HeapProbe {
  /** Bytes on the heap, and bytes beside it that objects of the heap hold. */
  readonly statistics: () => { used_heap_size: number; external_memory: number };
  /** Whether V8 has collected since the last time this was asked. */
  readonly hasCollected: () => boolean;
}

/** Garbage of our own that may be taken for the program's where V8 has collected and used more all the same. */
const smallGarbage = 2048;
/** Where the heap has grown by less than this share of our garbage, no collection has taken that away. */
const smallShare = 1 / 16;
/** No figure: a transition that has read nothing leaves nothing. */
const nothingRead = -1;

/** What is in use of the heap and beside it, whatever of it is garbage; see above. */
export function heapGauge({ statistics, hasCollected }: HeapProbe): Pick<Gauge, "read" | "settle"> {
  /** Bytes of our own on the heap. */
  let garbage = 0;
  /** The heap as the last transition read it last, and what that reading added. */
  let last = 0;
  let cost = 0;
  /** The heap when this transition began. */
  let first = nothingRead;
  /** Whether V8 was asked since our garbage matters: else it might tell of a collection before that. */
  let isAsked = false;
  /** Whether our garbage is gone: a heap shrinks by collections alone, and where it grew V8 is asked if it matters. */
  const isCollected = (grown: number): boolean => {
    if (garbage <= smallGarbage) isAsked = false;
    if (grown >= 0 && (garbage <= smallGarbage || (isAsked && grown <= garbage * smallShare))) return false;
    isAsked = true;
    return hasCollected();
  };
  return {
    read() {
      const { used_heap_size: heap, external_memory: external } = statistics();
      garbage = isCollected(heap - last - cost) ? 0 : garbage + cost;
      first = heap;
      return heap - garbage + external;
    },
    settle() {
      if (first === nothingRead) return;
      let before = 0;
      // One call for both, so that both cost the same; again where a collection came between.
      for (let turn = 0; turn < 2 || last < before; turn++) {
        before = last;
        last = statistics().used_heap_size;
      }
      cost = last - before;
      garbage = last < first && hasCollected() ? 0 : garbage + last - first;
      first = nothingRead;
    },
  };
}

/** V8's answers in this thread. */
function heapProbe(): HeapProbe {
  const profiler = new v8.GCProfiler();
  profiler.start();
  return {
    statistics: v8.getHeapStatistics,
    hasCollected() {
      const { statistics } = profiler.stop() ?? { statistics: [] };
      profiler.start();
      return statistics.length > 0;
    },
  };
}

/**
 * Full collections, at once: two, since buffers are counted until others have let go of them. They sweep in this thread: while others
 * sweep, the heap counts up to a page (256 KiB) that is free. Both flags are taken back: contexts that the program makes have no `gc`,
 * and its own collections go as they did.
 */
export function collector(): () => void {
  const { setFlagsFromString } = v8;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  return () => {
    setFlagsFromString("--no-concurrent-sweeping");
    collect();
    collect();
    setFlagsFromString("--concurrent-sweeping");
  };
}

/** Code that has not run for as many collections V8 gives up: what has started the program, and runs no more, goes before. */
const collectionsOfAge = 6;

const nothing = (): void => undefined;

/** The gauge of this thread. What it needs is taken before user code can replace it. */
export function gaugeOf({ of, collects }: Reading): Gauge {
  const collect = collector();
  if (of === "rss") {
    const { rss } = process.memoryUsage;
    const read = (): number => {
      if (collects) collect();
      return rss();
    };
    return { read, settle: nothing, collect, seesOwn: false };
  }
  const probe = heapProbe();
  if (!collects) return { ...heapGauge(probe), collect, seesOwn: true };
  const read = (): number => {
    collect();
    const { used_heap_size: heap, external_memory: external } = probe.statistics();
    return heap + external;
  };
  const collectAll = (): void => {
    for (let time = 0; time < collectionsOfAge; time++) collect();
  };
  // Its garbage is collected with the program's.
  return { read, settle: nothing, collect: collectAll, seesOwn: false };
}
