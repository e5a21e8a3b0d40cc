import { expect } from "chai";
import type { Arrivals } from "../../packages/runtime/dist/sampler/arrivals.js";
import { CounterWindow } from "../../packages/runtime/dist/sampler/counter-window.js";
import { Habits } from "../../packages/runtime/dist/sampler/habits.js";
import { type Gap, type Passage, passage } from "../../packages/runtime/dist/sampler/passage.js";

/** Counters of places 1 to 9 as they were at the last look, and before it. */
class Counters implements Arrivals {
  readonly first = 1;
  readonly end = 10;
  private counts = new Array<number>(10).fill(0);
  private before = new Array<number>(10).fill(0);

  /** Those that are told have arrived so many times since the look before. */
  next(arrived: Record<number, number>): this {
    this.before = this.counts;
    this.counts = this.before.map((count, place) => count + (arrived[place] ?? 0));
    return this;
  }

  at(place: number): number {
    return this.upTo(place) - this.before[place]!;
  }

  upTo(place: number): number {
    return this.counts[place] ?? Number.NaN;
  }
}

const stackOf = (...path: number[]): { path: Int32Array; depth: number } => ({ path: Int32Array.of(0, ...path), depth: path.length });

describe("a gap between two looks", () => {
  let habits: Habits;
  let counters: Counters;
  let time: number;

  beforeEach(() => {
    habits = new Habits();
    counters = new Counters();
    time = 0;
    habits.lose(stackOf(9));
  });

  /** The program comes to a place, called from place 8, and looks each 10 see it there for so long. */
  const visit = (place: number, ns: number, arrivals = 1): void => {
    for (let spent = 0; spent < ns; spent += 10) {
      habits.see(stackOf(8, place), time + spent, counters.next(spent === 0 ? { [place]: arrivals } : {}));
    }
    time += ns;
  };
  const turns = (): void => {
    for (let turn = 0; turn < 3; turn++) for (const [place, ns] of [[1, 100], [2, 200], [3, 300]] as const) visit(place, ns);
  };
  /** What becomes of a gap in which places were arrived at so often. */
  const cross = (arrived: Record<number, number>, gap: Partial<Gap>): Passage | null =>
    passage({ ns: 600, from: 1, to: 1, stayedNs: 0, pauseNs: 10, ...gap }, counters.next(arrived), habits);
  const byPlace = (found: Passage | null): [number, number][] | null =>
    found === null ? null : found.parts.map(({ ns, stack }) => [stack.path[stack.depth]!, ns]);

  it("was spent where the program was, if no counter there moved", () => {
    turns();
    expect(cross({}, { from: 3, to: 3 })).to.deep.equal({ wentOnNs: 0, parts: [], unsureNs: 0 });
  });

  it("is shared by visits: their usual lengths, and half of the one at its end", () => {
    turns();
    // 70 are left of line 1; then line 2, and half of line 3: what is said to be left is line 1's.
    const found = cross({ 2: 1, 3: 1 }, { ns: 420, from: 1, to: 3, stayedNs: 30 });
    expect(byPlace(found)).to.deep.equal([[2, 200], [3, 150]]);
    expect(found?.unsureNs).to.equal(300);
    expect(found?.parts[0]?.stack.path.subarray(1, 3), "with its callers").to.deep.equal(Int32Array.of(8, 2));
  });

  it("shrinks visits that would last longer than the gap", () => {
    turns();
    expect(byPlace(cross({ 2: 1, 3: 2 }, { ns: 450, from: 3, to: 3, stayedNs: 300 }))).to.deep.equal([[2, 138], [3, 311]]);
  });

  it("is not explained by visits that would last much longer", () => {
    turns();
    expect(cross({ 1: 1, 3: 9 }, { ns: 500, from: 2, to: 1 })).to.equal(null);
  });

  it("was spent at its begin where visits and turns would fill but a little of it", () => {
    turns();
    const found = cross({ 1: 1, 2: 1 }, { ns: 5000, from: 1, to: 2, stayedNs: 50 });
    expect(found).to.deep.equal({ wentOnNs: 600, parts: [], unsureNs: 4400 });
  });

  it("takes a visit in which the program stood still for two usual ones at most", () => {
    turns();
    visit(1, 5000);
    visit(2, 200);
    // (100 + 100 + 100 + 200) / 4
    expect(habits.visitNs(1, 10)).to.equal(125);
  });

  it("is not explained by a counter that stands still when the program comes to its line", () => {
    turns();
    visit(1, 100, 0);
    visit(2, 200);
    expect(habits.isSilent(1), "once may be chance").to.equal(false);
    visit(1, 100, 0);
    expect(cross({}, { from: 1, to: 1 })).to.equal(null);
    expect(habits.visitNs(1, 10)).to.equal(0);
  });

  it("is not explained by what is not known", () => {
    turns();
    expect(cross({}, { from: 12, to: 12 })).to.equal(null);
    expect(habits.isSilent(12)).to.equal(true);
  });

  /** Places 1 and 2 in turn, too quick for looks: each 10 see ten turns. */
  const quickly = (): void => {
    for (let look = 0; look < 40; look++) {
      habits.see(stackOf(8, 1 + look % 2), time, counters.next({ 1: 10, 2: 10 }));
      time += 10;
    }
  };

  it("went on as before where as many turns fit into it, which is for others to fill", () => {
    quickly();
    expect(habits.turnNs(1)).to.be.closeTo(1, 1e-9);
    expect(cross({ 1: 590, 2: 590 }, { from: 1, to: 2 })).to.equal(null);
  });

  it("was spent at its begin as far as turns are missing", () => {
    quickly();
    expect(cross({ 1: 200, 2: 200 }, { from: 1, to: 2 })).to.deep.equal({ wentOnNs: 200, parts: [], unsureNs: 400 });
  });

  it("was spent waiting for half of what turns leave, if the program waits at its end", () => {
    quickly();
    const found = cross({ 1: 200, 2: 200 }, { from: 1, to: 0 });
    expect(found?.wentOnNs).to.equal(200);
    expect(byPlace(found)).to.deep.equal([[1, 200]]);
  });
});

describe("the window of counters", () => {
  const hits = Float64Array.from({ length: 1000 }, () => 0);
  const window = new CounterWindow(hits, 10);

  it("tells how often places were arrived at between two looks", () => {
    window.copy(0);
    hits[3] = 5;
    window.copy(1);
    hits[3] = 7;
    window.copy(2);
    window.turnTo(2, 1);
    expect([window.at(3), window.at(4), window.upTo(3)]).to.deep.equal([2, 0, 7]);
    window.turnTo(2, 0);
    expect(window.at(3)).to.equal(7);
    expect(window.at(window.end), "outside").to.be.NaN;
    expect(window.at(0), "no place").to.be.NaN;
  });

  it("goes where the program is, and does not compare what stood in another place", () => {
    window.include(500);
    window.copy(3);
    hits[500] = 3;
    window.copy(4);
    window.turnTo(3, 2);
    expect(window.at(500)).to.be.NaN;
    window.turnTo(4, 3);
    expect([window.first <= 500, 500 < window.end, window.at(500)]).to.deep.equal([true, true, 3]);
    window.include(999);
    window.copy(5);
    window.turnTo(5, 4);
    expect(window.end).to.equal(1000);
  });

  it("remembers the last look when numbers begin again", () => {
    window.restart(5);
    hits[999] = 2;
    window.copy(0);
    window.turnTo(0, -1);
    expect(window.at(999)).to.equal(2);
  });
});
