/** How a thread's time is observed: the one seam between the clocks on the sampler's side. */
import type { Figures } from "./figures.js";
import type { LookLog } from "./look-log.js";

export interface Observer {
  /** Which line ran when; null where nobody asked, or there is nothing to look at. */
  readonly log: LookLog | null;
  /** Looks at the thread at program time `time`; gives the depth of its stack. */
  look(time: number): number;
  /** As {@link look}, for looks in quick succession: does no more than it must. */
  glance(time: number): void;
  /** The sources of all that was seen so far are known. */
  known(): void;
  /** Does a little of the work that looking has left for later, with what is known; called when nothing is urgent. */
  settle(): void;
  /** The figures up to program time `time` are the last ones, unless it is opened again. */
  close(time: number): void;
  /** Observes again, from program time `time` on: what it sees is added to what it saw before it was closed. */
  reopen(time: number): void;
  /** The figures as of program time `time`, or of closing; null where no time is measured. */
  figures(time: number): Figures | null;
  /**
   * Keeps what call paths have at program time `time`, or of closing where that is null, and charges nothing across that moment: the
   * tree of later figures tells it. Gives how many rows that are.
   */
  mark(time: number | null): number;
  /** How many looks wait to be settled: figures cannot be given before they are. */
  readonly waiting: number;
  /** Deepest stack seen beyond what the memory holds; 0 for none. */
  readonly overflowDepth: number;
  /** Looks that found a depth below zero, which only code that is not ours can have written: taken for an empty stack. */
  readonly brokenLooks: number;
  /** Of what is settled the time in which nobody looked for so long that no look says what ran; 0 where nobody has to look. */
  readonly unseenNs: number;
}
