/**
 * Self time by interval of measured time, of all lines and of each: intervals double in length whenever there would be too many. It is
 * told of all time that is charged, in its order.
 */
import type { keptLines as formatLines } from "@perline/format";
import { withRoom } from "./growing.js";

const keptLines: typeof formatLines = 10;
const mostIntervals = 60;
const shortestNs = 1e6;
/** Lines that have intervals of their own: the first that were seen. Eight megabytes. */
const mostRows = 1 << 14;

/** Lines by number over all sources, each with its self time by interval. */
export interface TimelineColumns {
  intervalNs: number;
  selfNs: number[];
  lines: { line: number; selfNs: number[] }[];
}

export class Timeline {
  private intervalNs = shortestNs;
  private at = 0;
  /** Row 0 is that of all lines; a row has a cell for each interval. */
  private cells = new Float64Array(mostIntervals);
  private rows = 1;
  /** By line: its row; 0 for none. */
  private rowOf = new Int32Array(0);
  /** By row: its line. */
  private readonly lines: number[] = [0];

  /** So much more time was charged; `line` is that of its self time, 0 for none. */
  pass(ns: number, line: number): void {
    const end = this.at + ns;
    while (end > this.intervalNs * mostIntervals) this.double();
    if (line > 0) {
      const row = this.row(line);
      for (let from = this.at; from < end;) {
        const interval = Math.floor(from / this.intervalNs);
        const until = Math.min(end, (interval + 1) * this.intervalNs);
        this.cells[interval]! += until - from;
        if (row > 0) this.cells[row * mostIntervals + interval]! += until - from;
        from = until;
      }
    }
    this.at = end;
  }

  /** What is known so far. */
  columns(): TimelineColumns {
    const intervals = Math.ceil(this.at / this.intervalNs);
    const column = (row: number): number[] => Array.from(this.cells.subarray(row * mostIntervals, row * mostIntervals + intervals));
    const sums = this.lines.map((_, row) => column(row).reduce((sum, ns) => sum + ns, 0));
    const rows = [...sums.keys()].slice(1).filter((row) => sums[row]! > 0);
    const top = rows.toSorted((a, b) => sums[b]! - sums[a]! || this.lines[a]! - this.lines[b]!).slice(0, keptLines);
    const lines = top.map((row) => ({ line: this.lines[row]!, selfNs: column(row) }));
    return { intervalNs: this.intervalNs, selfNs: column(0), lines };
  }

  /** Makes one of each two intervals. */
  private double(): void {
    const { cells } = this;
    for (let row = 0; row < this.rows; row++) {
      const first = row * mostIntervals;
      for (let interval = 0; interval < mostIntervals / 2; interval++) {
        cells[first + interval] = cells[first + 2 * interval]! + cells[first + 2 * interval + 1]!;
      }
      cells.fill(0, first + mostIntervals / 2, first + mostIntervals);
    }
    this.intervalNs *= 2;
  }

  /** The row of a line; 0 where there is no room for one. */
  private row(line: number): number {
    this.rowOf = withRoom(this.rowOf, line + 1);
    const known = this.rowOf[line]!;
    if (known > 0 || this.rows === mostRows) return known;
    this.lines.push(line);
    this.cells = withRoom(this.cells, (this.rows + 1) * mostIntervals);
    return (this.rowOf[line] = this.rows++);
  }
}
