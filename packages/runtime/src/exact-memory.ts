/**
 * What the exact clock keeps for one thread of the program, in memory that the sampler reads for its snapshots.
 *
 * Balances: an activation that begins at time t subtracts t, one that ends adds t; while some are active, the sum up to now
 * is the balance plus now. So a reader needs no start times.
 */
import { probeLimit } from "./memory.js";
import { zeroed } from "./shared.js";

/** Nodes of the tree, the two roots included. */
export const nodeLimit = 200_000;
/** Sources that can have times of their own. */
export const sourceLimit = 1 << 16;

/** Indices into {@link ExactMemory.times}; nanoseconds of the program clock. */
export const Times = {
  /** The last event: everything before it is charged. */
  last: 0,
  /** Time with no known line running. */
  empty: 1,
} as const;

/** Indices into {@link ExactMemory.places}. */
export const Places = {
  /** The line that time since the last event belongs to; 0 for none. */
  line: 0,
  /** Its node in the tree. */
  node: 1,
  /** Nodes of the tree in use. */
  nodes: 2,
  /** Paths that found no room, and were charged to the longest known part of them. */
  folded: 3,
} as const;

/** The arrays of one thread. */
export interface ExactMemory {
  readonly buffer: ArrayBufferLike;
  readonly times: Float64Array;
  readonly places: Int32Array;
  /** By line. */
  readonly selfNs: Float64Array;
  /** By line, function, source: balances of time on the stack. */
  readonly lineNs: Float64Array;
  readonly functionNs: Float64Array;
  readonly sourceNs: Float64Array;
  /** By line, function, source: frames on the stack. */
  readonly lineFrames: Int32Array;
  readonly functionFrames: Int32Array;
  readonly sourceFrames: Int32Array;
  /** The tree by node: row 0 the physical root, row 1 the logical one; a parent comes before its children. */
  readonly nodeParent: Int32Array;
  readonly nodeLine: Int32Array;
  readonly nodeLive: Int32Array;
  readonly nodeSelfNs: Float64Array;
  /** Activations that began there. */
  readonly nodeCalls: Float64Array;
}

/** The views of a buffer made by {@link createExactMemory}, in whichever thread. */
export function viewExactMemory(buffer: ArrayBufferLike): ExactMemory {
  let offset = 0;
  const floats = (length: number): Float64Array => {
    const column = new Float64Array(buffer, offset, length);
    offset += length * 8;
    return column;
  };
  const integers = (length: number): Int32Array => {
    const column = new Int32Array(buffer, offset, length);
    offset += (length + (length & 1)) * 4;
    return column;
  };
  return {
    buffer,
    times: floats(8), places: integers(8),
    selfNs: floats(probeLimit), lineNs: floats(probeLimit), functionNs: floats(probeLimit), sourceNs: floats(sourceLimit),
    lineFrames: integers(probeLimit), functionFrames: integers(probeLimit), sourceFrames: integers(sourceLimit),
    nodeParent: integers(nodeLimit), nodeLine: integers(nodeLimit), nodeLive: integers(nodeLimit), nodeSelfNs: floats(nodeLimit),
    nodeCalls: floats(nodeLimit),
  };
}

/** New memory for the calling thread. */
export function createExactMemory(): ExactMemory {
  const bytes = 8 * 8 + 8 * 4 + probeLimit * (3 * 8 + 2 * 4) + sourceLimit * (8 + 4) + nodeLimit * (3 * 4 + 2 * 8);
  const memory = viewExactMemory(zeroed(bytes));
  memory.places[Places.nodes] = 2;
  memory.nodeParent.fill(-1, 0, 2);
  return memory;
}
