/**
 * The longest stretches of time in which no sample found the stack empty, and whose self time they were. It is told of all time that
 * is charged, in its order, and works with that alone: so a stretch begins and ends where its first and last sample do.
 */
import type { keptLines as formatLines, keptStretches as formatStretches } from "@perline/format";
import { withRoom } from "./growing.js";

const keptStretches: typeof formatStretches = 20;
const keptLines: typeof formatLines = 10;

/** A stretch. Times in nanoseconds of measured time; lines by number over all sources. */
export interface Stretch {
  atNs: number;
  durationNs: number;
  unseenNs: number;
  /** Those with most self time, in that order. */
  lines: number[];
  /** By line of these. */
  selfNs: number[];
}

export class BlockedStretches {
  /** The longest that are over, the longest first. */
  private kept: Stretch[] = [];
  private at = 0;
  /** The stretch in which time passes now; begun at -1: none. */
  private begunAt = -1;
  private unseenNs = 0;
  /** By line: its self time in this stretch. */
  private selfNs = new Float64Array(0);
  /** The lines that have some. */
  private readonly lines: number[] = [];

  /** So much more time was charged; `line` is that of its self time, 0 for none. in `unseenNs` of it nobody looked. */
  pass(ns: number, { line, isEmpty, unseenNs }: { line: number; isEmpty: boolean; unseenNs: number }): void {
    // What is shared out may have parts of no length.
    if (ns === 0) return;
    if (isEmpty) this.end();
    else {
      if (this.begunAt < 0) this.begunAt = this.at;
      this.unseenNs += unseenNs;
      if (line > 0) this.charge(line, ns);
    }
    this.at += ns;
  }

  /** What comes next does not belong to it. */
  end(): void {
    if (this.begunAt < 0) return;
    this.kept = this.longest();
    for (let index = 0; index < this.lines.length; index++) this.selfNs[this.lines[index]!] = 0;
    this.lines.length = 0;
    this.begunAt = -1;
    this.unseenNs = 0;
  }

  /** The longest so far, the longest first; the one in which time passes now is one of them. */
  longest(): Stretch[] {
    const { at, begunAt, kept } = this;
    const durationNs = at - begunAt;
    if (begunAt < 0 || durationNs === 0) return kept;
    if (kept.length === keptStretches && kept[keptStretches - 1]!.durationNs >= durationNs) return kept;
    const place = kept.filter((stretch) => stretch.durationNs >= durationNs).length;
    return kept.toSpliced(place, 0, this.current(durationNs)).slice(0, keptStretches);
  }

  private current(durationNs: number): Stretch {
    const { begunAt, selfNs, unseenNs } = this;
    const lines = this.lines.toSorted((a, b) => selfNs[b]! - selfNs[a]! || a - b).slice(0, keptLines);
    return { atNs: begunAt, durationNs, unseenNs, lines, selfNs: lines.map((line) => selfNs[line]!) };
  }

  private charge(line: number, ns: number): void {
    this.selfNs = withRoom(this.selfNs, line + 1);
    if (this.selfNs[line] === 0) this.lines.push(line);
    this.selfNs[line]! += ns;
  }
}
