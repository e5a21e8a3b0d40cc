/**
 * How far a line's total may be from the truth, learnt from the samples themselves.
 *
 * For each line, A1 is the sum of w² over samples that differ from the one before (line on the stack or not), A2 over those
 * that differ from the one before that: a variogram at distances one and two. Independent samples make both equal, and half
 * of either is the multinomial variance. Phases that outlast the interval make A2 twice A1, and what is left is where in the
 * interval each border lay: w²/12 a border. So the variance is the part of A1 that does not grow with distance, by half,
 * plus a twelfth of the part that does:  (A1 - A2/2) + (A2 - A1)/12.
 *
 * A gap is charged to the n samples before it. Were they independent, it would add gap²·p(1-p)/n to the variance, p the line's
 * share, and twice gap·w·p(1-p), since each of them, of weight w, is charged for itself as well; where phases outlast the
 * interval, the border that the gap hides may lie anywhere in it: gap²·p(1-p)/3. How much of either, the variogram says:
 * A2 - A1 is to A1 as phases are to independent draws. A little of the latter there is always: what puts the sampler aside may
 * put the program aside too, and then it stood still on one line. What counters leave unsure of a gap is one line's or another's, and
 * adds unsure²·p(1-p).
 */
import { stoodStill } from "./gaps.js";
import { withRoom } from "./growing.js";

/** Of the normal distribution: 95 % lie within this many standard deviations. */
const z = 1.96;
/** Fewer samples than these say little about their own scatter. */
const few = 5;

export class ErrorTerms {
  private a1 = new Float64Array(0);
  private a2 = new Float64Array(0);
  /** By line: the last sample that saw it. */
  private last = new Int32Array(0);
  /** By line: bit k says that sample `last - k` saw it. */
  private history = new Int32Array(0);
  /** The lines of this sample and of the two before, by sample modulo 3. */
  private readonly seen: [number[], number[], number[]] = [[], [], []];
  private sample = 0;
  private squared = 0;
  private allSquared = 0;
  /** Of gaps: sum of squares, and what each adds to the variance of independent samples. */
  private gapSquared = 0;
  private gapShared = 0;
  /** Sum of squares of what is unsure of gaps that counters share. */
  private unsureSquared = 0;

  /** Room for lines below `lines`. */
  makeRoom(lines: number): void {
    if (lines <= this.a1.length) return;
    this.a1 = withRoom(this.a1, lines);
    this.a2 = withRoom(this.a2, lines);
    this.last = withRoom(this.last, lines);
    this.history = withRoom(this.history, lines);
  }

  /** The sample with that number (each one more than the last) and weight begins. */
  begin(sample: number, ns: number): void {
    this.sample = sample;
    this.squared = ns * ns;
    this.allSquared += this.squared;
    this.seen[sample % 3 as 0 | 1 | 2].length = 0;
  }

  /** A gap of `ns` was charged to that many samples, which weigh `weightNs` each, more or less. */
  bridge(ns: number, samples: number, weightNs: number): void {
    this.gapSquared += ns * ns;
    this.gapShared += (ns * ns) / samples + 2 * ns * weightNs;
  }

  /** Of a gap that counters share so much may be another line's. */
  guess(ns: number): void {
    this.unsureSquared += ns * ns;
  }

  /** This sample saw those lines, each of which is told once. */
  see(lines: readonly number[]): void {
    for (const line of lines) this.seeLine(line);
  }

  private seeLine(line: number): void {
    const gap = this.sample - this.last[line]!;
    const history = gap < 31 ? this.history[line]! << gap | 1 : 1;
    this.history[line] = history;
    this.last[line] = this.sample;
    this.seen[this.sample % 3 as 0 | 1 | 2].push(line);
    if ((history & 2) === 0) this.a1[line]! += this.squared;
    if ((history & 4) === 0) this.a2[line]! += this.squared;
  }

  /** The sample is complete: lines it no longer saw have changed as well. */
  end(): void {
    for (const line of this.seen[(this.sample + 2) % 3 as 0 | 1 | 2]) {
      if (this.last[line] !== this.sample) this.a1[line]! += this.squared;
    }
    for (const line of this.seen[(this.sample + 1) % 3 as 0 | 1 | 2]) {
      if (this.last[line] !== this.sample) this.a2[line]! += this.squared;
    }
  }

  /**
   * Half-width in nanoseconds of the 95 % interval of a line's total. `samples` saw the line, and gave it that share of all
   * time. Where they are few, their kind's weight decides: a line nobody saw may still have been there.
   */
  halfWidth(line: number, samples: number, share: number): number {
    const a1 = this.a1[line] ?? 0;
    const a2 = this.a2[line] ?? 0;
    const floor = samples < few && this.sample > 0 ? (samples + 2) * this.allSquared / this.sample : 0;
    const regular = Math.max(floor, a1 / 12, a1 - a2 / 2 + (a2 - a1) / 12);
    const phases = a1 > 0 ? Math.min(1, Math.max(stoodStill, (a2 - a1) / a1)) : stoodStill;
    const gaps = (1 - phases) * this.gapShared + phases * this.gapSquared / 3 + this.unsureSquared;
    return Math.round(z * Math.sqrt(regular + gaps * share * (1 - share)));
  }
}
