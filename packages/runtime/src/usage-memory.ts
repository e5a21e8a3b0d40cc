/** What the memory clock keeps for one thread of the program, in memory that the sampler reads for its snapshots. All in bytes. */
import { probeLimit } from "./memory.js";
import { zeroed } from "./shared.js";

/** The arrays of one thread, all views of one shared buffer. */
export interface UsageMemory {
  readonly buffer: ArrayBufferLike;
  /** By line: what was more in use when it was left than when it began, callees included, summed. */
  readonly incrementBytes: Float64Array;
  /** By line: the most that was in use when it was left. */
  readonly usageBytes: Float64Array;
  /** By function: what was in use when it was first entered; 0 where it never was. */
  readonly entryBytes: Float64Array;
}

/** The views of a buffer made by {@link createUsageMemory}, in whichever thread. */
export function viewUsageMemory(buffer: ArrayBufferLike): UsageMemory {
  const column = (place: number): Float64Array => new Float64Array(buffer, place * probeLimit * 8, probeLimit);
  return { buffer, incrementBytes: column(0), usageBytes: column(1), entryBytes: column(2) };
}

/** New memory for the calling thread, all zero. */
export function createUsageMemory(): UsageMemory {
  return viewUsageMemory(zeroed(3 * probeLimit * 8));
}
