/**
 * When a thread spent its time: what the sampler saw in its order, as much of it as has a fixed size.
 *
 * Times of this kind are measured time: program time since the thread was first measured, without the pauses of the measurement.
 */

/** The stretches that a thread keeps, the longest. */
export const keptStretches = 20;

/** When a thread ran; absent under another clock than the sampled one. */
export interface ThreadCourse {
  /** The longest stretches in which the event loop stood still, the longest first. */
  blocked?: BlockedStretch[];
  timeline?: Timeline;
}

/** The lines that a stretch, or a timeline, tells of; those with most self time. */
export const keptLines = 10;

/**
 * A stretch of time in which no look at the thread found its stack empty: the event loop stood still. Where the stack is empty for
 * less than the time between two looks, stretches that follow each other are one.
 */
export interface BlockedStretch {
  /** Measured time at which it began. */
  atNs: number;
  durationNs: number;
  /** Of its duration the time in pauses between looks that were much longer than usual: what was there is a guess. */
  unseenNs: number;
  /** Index of the source, by line; those with most self time, in that order. */
  source: number[];
  /** Row of that source's line table. */
  line: number[];
  /** Self time in the stretch. */
  selfNs: number[];
}

/** Self time by interval, over the whole measurement. Intervals are of one length, the last may be cut short. */
export interface Timeline {
  /** Length of an interval: a millisecond, or that doubled so often that there are no more than 60. */
  intervalNs: number;
  /** By interval: self time of all lines. */
  selfNs: number[];
  /** The lines with most self time, in that order. */
  lines: TimelineRow[];
}

/** One line of a {@link Timeline}. */
export interface TimelineRow {
  /** Index of the source. */
  source: number;
  /** Row of that source's line table. */
  line: number;
  /** By interval. */
  selfNs: number[];
}
