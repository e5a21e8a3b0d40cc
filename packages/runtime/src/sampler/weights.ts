/** What one thread has weighed, copied out of its shared memory for the profile; and how it is asked for its collections. */
import type { WeightColumns } from "@perline/format";
import type { ThreadMemory } from "../memory.js";
import { Cells, unknown, Wanted, type WeightMemory } from "../weight-memory.js";
import type { KnownSource } from "./sources.js";

/** What expressions of a source weigh: those of which something is known, or known that nothing can be. */
export function weightsOf({ bases, record: { sites } }: KnownSource, memory: WeightMemory): WeightColumns {
  const columns: WeightColumns = { probe: [], covered: [], bytes: [], variance: [], externalBytes: [] };
  const probes = new Set(sites?.weighed.filter((probe) => probe >= 0));
  for (const probe of [...probes].toSorted((a, b) => a - b)) {
    const ids = bases.map((base) => base + probe);
    const sum = (column: Float64Array): number => ids.reduce((total, id) => total + Math.round(column[id]!), 0);
    const covered = ids.some((id) => memory.covered[id] === unknown) ? unknown : sum(memory.covered);
    if (covered === 0) continue;
    columns.probe.push(probe);
    columns.covered.push(covered);
    columns.bytes.push(sum(memory.bytes));
    columns.variance.push(sum(memory.variance));
    columns.externalBytes.push(sum(memory.externalBytes));
  }
  return columns;
}

/** Program time after which the thread is asked for its collections in any case: V8 keeps a report of each until then. */
const patienceNs = 100e6;
/** From one time on to the next: asking takes some 30 µs. */
const restNs = 5e6;

/**
 * Asks a thread for its collections where it stands still: one may be the reason, and the line is the one to charge. The thread looks
 * for them behind the next expression that may be weighed.
 */
export class CollectionsWatch {
  private depth = -1;
  private position = 0;
  private hits = 0;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly thread: Pick<ThreadMemory, "hits" | "stack">, private readonly cells: Int32Array) {}

  /** The sampler looks at the thread at program time `time`. */
  look(time: number): void {
    const { hits, stack } = this.thread;
    const depth = stack[0]!;
    const position = depth > 0 ? Math.max(0, stack[depth] ?? 0) : 0;
    const stands = depth === this.depth && position === this.position && hits[position] === this.hits;
    this.depth = depth;
    this.position = position;
    this.hits = hits[position]!;
    if (time - this.askedAt < (stands ? restNs : patienceNs)) return;
    this.askedAt = time;
    Atomics.store(this.cells, Cells.stoodAt, position);
    Atomics.or(this.cells, Cells.wanted, Wanted.collections);
  }
}
