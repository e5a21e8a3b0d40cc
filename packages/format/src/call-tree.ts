/** The call tree of a thread, as a profile has it. */

/** Call-tree nodes a thread keeps unless told otherwise. */
export const defaultCallTreeLimit = 200_000;

/**
 * Calling contexts: one row a node, parents before children. Row 0 is the root of what the event loop called; row 1 the root
 * of the logical stacks: activations resumed after an await, under the call path that started them.
 */
export interface CallTree {
  /** Row of the parent; -1 for rows 0 and 1. */
  parent: number[];
  /** Index into the profile's sources; -1 for rows 0 and 1. */
  source: number[];
  /** Row of that source's line table; -1 for rows 0 and 1. */
  line: number[];
  /** 1 where the frame stands on the thread's own stack, 0 for a logical caller that had already suspended or returned. */
  live: (0 | 1)[];
  /** Time with exactly this path, its line running. */
  selfNs: number[];
  samples: number[];
  /** Activations whose body started with exactly this path; absent where the clock does not see each of them. */
  calls?: number[];
  /** Nodes folded into their parents to stay under the limit; line figures are not touched by folding. */
  folded: number;
}
