/**
 * How often each probe was hit, exactly, however often that is. The program's thread counts in 32 bits (memory.ts) and goes round;
 * what counters have gained is added up here, so often that none can have gone round once in between.
 */
import type { ThreadMemory } from "../memory.js";
import { withRoom } from "./growing.js";

/** From one adding up to the next. */
const periodNs = 250e6;
/** No counter goes round in less: one count for each cycle of a processor, at 5 GHz. */
const roundNs = 850e6;
/** A counter that has gone round looks as if it had been hit some number of times; hardly ever fewer than that. */
const suspicious = 2 ** 24;

export class HitCounts {
  private totals = new Float64Array(0);
  /** By probe: what its counter showed when it was last added up. */
  private seen = new Int32Array(0);
  /** Process time. */
  private addedAt = Number.NaN;

  constructor(private readonly hits: ThreadMemory["hits"]) {}

  /** Whether it is time to add up again. */
  isDue(time: number): boolean {
    return !(time - this.addedAt < periodNs);
  }

  /** Adds up what probes below `count` have gained. Gives false where one may have gone round unseen: it was read too late. */
  add(count: number, time: number): boolean {
    const late = time - this.addedAt > roundNs;
    this.addedAt = time;
    const { hits } = this;
    // Numbers that nobody shares have no end.
    if (hits instanceof Float64Array) return true;
    const totals = this.totals = withRoom(this.totals, count);
    const seen = this.seen = withRoom(this.seen, count);
    let most = 0;
    for (let id = 0; id < count; id++) {
      const counter = hits[id]!;
      const gained = (counter - seen[id]!) >>> 0;
      if (gained === 0) continue;
      totals[id]! += gained;
      seen[id] = counter;
      if (gained > most) most = gained;
    }
    return !late || most < suspicious;
  }

  /** A copy of what was added up, of probes below `count`. */
  upTo(count: number): Float64Array {
    return (this.hits instanceof Float64Array ? this.hits : this.totals).slice(0, count);
  }
}
