/** What a thread had counted when the program set a mark, so that a report can tell of what came behind it. */
import type { WeightColumns } from "./weights.js";

/** Figures of a column that are not 0: row, figure, row, figure and so on. Rows ascend. */
export type SparseColumn = number[];

/** Columns of a {@link MarkCounters}: each is by the rows of the column of that name in the counters of the source. */
export const markedByProbe = ["hits", "awaitNs", "throws"] as const;
export const markedByLine = ["selfNs", "totalNs", "samples", "gcNs"] as const;
export const markedByPath = ["selfNs", "samples", "calls"] as const;

/** What one source had counted since the mark before; a column that is absent is all zero. */
export interface MarkCounters extends Partial<Record<(typeof markedByProbe)[number] | (typeof markedByLine)[number], SparseColumn>> {
  /** Index into the profile's sources. */
  source: number;
  functionTotalNs?: SparseColumn;
  fileTotalNs?: number;
  /** The rows that are others than at the mark before, as they stand. */
  weights?: WeightColumns;
}

/** One thread at one mark of its process. A thread that came up later has none of that number. */
export interface ThreadMark {
  /** Of all marks of the process, from 0 on, in the order in which they were set. */
  number: number;
  label: string;
  /** As in the thread's record, up to that moment; 0 where the thread had not begun, or nobody measured it. */
  durationNs: number;
  instrumentNs: number;
  idleNs: number;
  gcNs: number;
  samples: number;
  /** Sources that had counted something. */
  counters: MarkCounters[];
  /** What paths had since the mark before, by the rows of the thread's call tree; a column that is absent is all zero. */
  paths: Partial<Record<(typeof markedByPath)[number], SparseColumn>>;
}
