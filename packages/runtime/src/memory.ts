/**
 * The memory that one thread of the program shares with the sampler: one buffer, laid out here and nowhere else.
 *
 * The program's thread writes, the sampler reads; the few cells that go the other way say so. Arrays are large because they
 * cost nothing until touched: the operating system commits a page when it is first written.
 */

import { isShared, zeroed } from "./shared.js";

/** Deepest shadow stack. Stores beyond it fall outside the array and are lost; the sampler sees the depth, and says so. */
export const stackSize = 1 << 20;
/** Probes a process can have. */
export const probeLimit = 1 << 21;
/** The position of a frame of which nobody knows where it stands: that of a probe without a line. */
export const nowhere = probeLimit - 1;
/** The frame of every activation of linked code that begins before its measurement does (see unbegun.ts). */
export const bareFrame = 1;
/** Nodes of the trie of suspension contexts; beyond it an activation keeps its position but not its callers. */
export const contextLimit = 1 << 18;
/** The context of an activation that nothing called. */
export const rootContext = 1;

/** Indices into {@link ThreadMemory.state}. */
export const State = {
  /** Odd while the clock cells are being written; another number afterwards. */
  clockSequence: 0,
  /** Contexts in use; written by the program's thread. */
  contexts: 1,
  /** Activations whose callers found no room in the trie. */
  lostContexts: 2,
  /** 1 once user code has started. */
  begun: 3,
  /** 1 once the thread has asked for its last snapshot. */
  ended: 4,
  /** 1 once the sampler knows this thread. Written by the sampler. */
  known: 5,
} as const;

/** Indices into {@link ThreadMemory.clock}; all nanoseconds of the process clock. */
export const Clock = {
  /** When user code started. */
  begin: 0,
  /** When the thread asked for its last snapshot. */
  end: 1,
  /** Time the program stood waiting for perline, finished waits only. */
  waited: 2,
  /** Start of the wait in progress; 0 when there is none. */
  waitingSince: 3,
  /** Time the event loop has waited since user code started; known at the end only, NaN before. */
  idle: 4,
  /** Time that loader threads have stood waiting for perline on the program's behalf; written by them. */
  loading: 5,
} as const;

/** The arrays of one thread, all views of one shared buffer. */
export interface ThreadMemory {
  readonly buffer: ArrayBufferLike;
  /** [0] is the depth, [n] the position of frame n; a negative entry is a context. */
  readonly stack: Int32Array;
  /**
   * By probe id. Where memory is shared, in 32 bits that go round, which the sampler adds up (hit-counts.ts): V8 keeps small integers
   * without an object each, also in code that is not optimised yet.
   */
  readonly hits: Int32Array | Float64Array;
  /** By probe id: exceptions that left a frame at this position. */
  readonly throws: Float64Array;
  /** By probe id: minus each suspension's time plus each resumption's; add `pending * now` to read it. */
  readonly awaitNs: Float64Array;
  /** By probe id: activations suspended at this moment. */
  readonly pending: Int32Array;
  /** By context: the context of the caller; smaller than the context itself. */
  readonly contextParent: Int32Array;
  /** By context: the position of its last frame. */
  readonly contextPosition: Int32Array;
  readonly state: Int32Array;
  readonly clock: Float64Array;
}

/** Bytes between sections, so that the busy first cell of one never shares a cache line with the end of another. */
const gap = 64;

/** The views of a buffer made by {@link createMemory}, in whichever thread. */
export function viewMemory(buffer: ArrayBufferLike): ThreadMemory {
  let offset = 0;
  const place = (bytes: number): number => {
    const start = offset;
    offset += bytes + gap;
    return start;
  };
  return {
    buffer,
    clock: new Float64Array(buffer, place(8 * 8), 8),
    state: new Int32Array(buffer, place(16 * 4), 16),
    stack: new Int32Array(buffer, place(stackSize * 4), stackSize),
    hits: countersIn(buffer, place(probeLimit * 8)),
    throws: new Float64Array(buffer, place(probeLimit * 8), probeLimit),
    awaitNs: new Float64Array(buffer, place(probeLimit * 8), probeLimit),
    pending: new Int32Array(buffer, place(probeLimit * 4), probeLimit),
    contextParent: new Int32Array(buffer, place(contextLimit * 4), contextLimit),
    contextPosition: new Int32Array(buffer, place(contextLimit * 4), contextLimit),
  };
}

function countersIn(buffer: ArrayBufferLike, offset: number): ThreadMemory["hits"] {
  return isShared(buffer) ? new Int32Array(buffer, offset, probeLimit) : new Float64Array(buffer, offset, probeLimit);
}

const sections = 9;

/** New memory for the calling thread, all zero but for the first context. */
export function createMemory(): ThreadMemory {
  const bytes = 8 * 8 + 16 * 4 + stackSize * 4 + probeLimit * (8 + 8 + 8 + 4) + contextLimit * 8 + sections * gap;
  const memory = viewMemory(zeroed(bytes));
  memory.state[State.contexts] = rootContext + 1;
  memory.clock[Clock.idle] = Number.NaN;
  return memory;
}
