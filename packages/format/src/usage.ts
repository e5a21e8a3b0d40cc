/** What the clock `memory` reads, and what a profile says of it. */

/** What the memory clock can read. */
export const readingKinds = ["heap", "rss"] as const;

/** What the memory clock read at each transition. */
export interface Reading {
  /** `heap`: bytes on V8's heap, and beside it where objects of the heap hold them. `rss`: bytes of the process that are resident. */
  of: (typeof readingKinds)[number];
  /** Whether a full collection came before each reading, so that nothing but what was alive was read. */
  collects: boolean;
}

/** How much memory was in use, as the clock `memory` read it. All in bytes. */
export interface UsageColumns {
  /**
   * By line: what was in use when it ended less what was when it began, callees included, summed. Of a function that is on the stack
   * several times it is that of its innermost activation. May be negative.
   */
  incrementBytes: number[];
  /** By line: the most that was in use when it ended; 0 where it never did. */
  usageBytes: number[];
  /** By function: what was in use when it was first entered; 0 where it never was. */
  entryBytes: number[];
}
