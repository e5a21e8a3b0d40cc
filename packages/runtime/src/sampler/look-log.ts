/**
 * Which line ran when, as looks have seen it: runs of looks that found the same line. Pure.
 *
 * Invariants
 *   runs follow each other in time; a run ends where another line is seen, and at a gap in which the program went on
 *   a run is sure where the program stood in one visit of the line from its first look to its last, or where so many looks in a row
 *   found the line that next to nothing else ran between them
 *   what comes when there is no more room is not logged, and known to be missing
 */
import { withRoom } from "./growing.js";

/** So many looks in a row say that a line has the time between them, though its visits are short. */
const manyLooks = 32;
/** Runs that are near. */
const mostAround = 16;
/** Sixteen megabytes at most. */
const mostRuns = 1 << 20;

/** What is known of the way from the look before to a look. */
export interface Way {
  /** Nobody looked for so long that what lies between is not known. */
  behindGap: boolean;
  /** The program stands in the same visit of its line. */
  stood: boolean;
}

/** The line that ran at a time. */
export interface Seen {
  /** Number over all sources; 0 for none. */
  line: number;
  sure: boolean;
}

export class LookLog {
  /** By run: program time of its first look, and of its last. */
  private from = new Float64Array(0);
  private to = new Float64Array(0);
  private line = new Int32Array(0);
  /** By run: whether it is sure, and whether a gap lies before it. */
  private sure = new Uint8Array(0);
  private gap = new Uint8Array(0);
  private runs = 0;
  /** Of the last run: its looks, and whether all of them found the program standing. */
  private looks = 0;
  private stood = true;
  /** Program time from which on there was no room. */
  private fullFrom = Number.POSITIVE_INFINITY;

  constructor(private readonly most = mostRuns) {}

  /** At program time `time` a look found that line; 0: none. */
  see(time: number, line: number, { behindGap, stood }: Way): void {
    const last = this.runs - 1;
    if (this.fullFrom < Number.POSITIVE_INFINITY) return;
    if (last < 0 || (behindGap && !stood) || this.line[last] !== line) return this.begin(time, line, behindGap);
    this.to[last] = time;
    this.looks += 1;
    this.stood &&= stood;
    this.sure[last] = this.stood || this.looks >= manyLooks ? 1 : 0;
  }

  /**
   * The lines that may have run at program time `time`, the likeliest first: one within a run; between two the nearer and the other.
   * Empty in a gap, before the first look and behind the last. Null where there was no room.
   */
  at(time: number): Seen[] | null {
    if (time >= this.fullFrom) return null;
    const run = this.runAt(time);
    if (run < 0) return [];
    if (time <= this.to[run]!) return [this.seen(run, this.sure[run] === 1)];
    const next = run + 1;
    if (next >= this.runs || this.gap[next] === 1) return [];
    const [before, behind] = [this.seen(run, false), this.seen(next, false)];
    return time - this.to[run]! <= this.from[next]! - time ? [before, behind] : [behind, before];
  }

  /** The lines that ran shortly before and behind program time `time`, the nearest first; none beyond a gap. */
  around(time: number): Seen[] {
    const lines: Seen[] = [];
    let [before, behind] = [this.runAt(time), this.runAt(time) + 1];
    while (lines.length < mostAround) {
      const isBefore = before >= 0;
      const isBehind = behind > 0 && behind < this.runs && this.gap[behind] === 0;
      if (!isBefore && !isBehind) break;
      if (isBefore && (!isBehind || time - this.to[before]! <= this.from[behind]! - time)) {
        lines.push(this.seen(before, false));
        before = this.gap[before] === 1 ? -1 : before - 1;
      } else {
        lines.push(this.seen(behind++, false));
      }
    }
    return lines;
  }

  private seen(run: number, sure: boolean): Seen {
    return { line: this.line[run]!, sure };
  }

  /** The last run that began by then; -1 where there is none. */
  private runAt(time: number): number {
    let [low, high] = [0, this.runs];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.from[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private begin(time: number, line: number, behindGap: boolean): void {
    if (this.runs === this.most) {
      this.fullFrom = time;
      return;
    }
    const run = this.runs++;
    this.from = withRoom(this.from, this.runs);
    this.to = withRoom(this.to, this.runs);
    this.line = withRoom(this.line, this.runs);
    this.sure = withRoom(this.sure, this.runs);
    this.gap = withRoom(this.gap, this.runs);
    this.from[run] = this.to[run] = time;
    this.line[run] = line;
    this.gap[run] = behindGap ? 1 : 0;
    this.looks = 1;
    this.stood = true;
  }
}
