/** What a thread traced of the objects that its lines created: which of them were alive, and when. */

/** What objects are traced. */
export interface TracingChoice {
  /** Mean bytes between two traced objects; 1: all are. Under sampling figures are estimates, right on average. */
  sampleBytes: number;
  /** The most frames of a traceback. */
  frames: number;
}

/** Objects of one type that came from one call stack, and what those of them were that were ever created. */
export interface TraceGroups {
  /** Row of {@link TraceRecord.stacks}. */
  stack: number[];
  /** The name of their constructor; in brackets where they have none. */
  type: string[];
  /** Created in all, alive or not. */
  objects: number[];
  /** What those took when they were created. */
  bytes: number[];
}

/** What was alive at one moment, behind a full collection: one column per fact, groups with nothing alive left out. */
export interface TraceMoment {
  /** Of the thread's program time. */
  atNs: number;
  /** As the program called it; null for one that came by time, or with the end. */
  label: string | null;
  /** Row of {@link TraceGroups}. */
  group: number[];
  objects: number[];
  bytes: number[];
  /** Half-width of the 95 % interval of the bytes; 0 where every object is traced. */
  errorBytes: number[];
}

/** What a thread tells of it itself, its call stacks still numbers of its own. */
export type ToldTraces = Omit<TraceRecord, "stacks">;

/** What one thread traced. */
export interface TraceRecord extends TracingChoice {
  /** Call stacks as a tree: each row is a frame above that of its parent. Row 0 is the empty stack. */
  stacks: {
    /** An earlier row; -1 in row 0. */
    parent: number[];
    /** Index of the source; -1 in row 0. */
    source: number[];
    /** Row of the source's line table; -1 in row 0. */
    line: number[];
  };
  groups: TraceGroups;
  /** From first to last; the last is the end, or as late as is known. */
  moments: TraceMoment[];
}
