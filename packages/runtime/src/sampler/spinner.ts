/**
 * A wait too short for a sleep: counts turns instead of reading the clock, since each reading would leave garbage behind, and
 * the collections of the sampler's own heap are holes in what it sees.
 *
 * How long a turn takes is learnt from the waits themselves; it changes tenfold when the loop is compiled.
 */
const { load } = Atomics;

const learning = 1 / 4;

export class Spinner {
  /** Nanoseconds of one turn, as far as known. */
  private turnNs = 20;
  private turns = 0;

  /** Waits for about `ns`, or until `cells[index]` is not 0. */
  wait(ns: number, cells: Int32Array, index: number): void {
    const turns = Math.max(1, Math.round(ns / this.turnNs));
    let turn = 0;
    while (turn < turns && load(cells, index) === 0) turn++;
    this.turns = turn;
  }

  /** The last wait took `ns`. One that was interrupted for long says nothing of turns. */
  took(ns: number): void {
    if (this.turns === 0) return;
    const turnNs = ns / this.turns;
    this.turnNs += (Math.min(turnNs, this.turnNs * 4) - this.turnNs) * learning;
  }
}
