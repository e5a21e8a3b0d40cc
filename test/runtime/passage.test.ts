import { expect } from "chai";
import type { Arrivals } from "../../packages/runtime/dist/sampler/arrivals.js";
import { CounterWindow } from "../../packages/runtime/dist/sampler/counter-window.js";
import { Habits } from "../../packages/runtime/dist/sampler/habits.js";
import { type Gap, type Passage, passage } from "../../packages/runtime/dist/sampler/passage.js";

/** Counters of places 1 to 9 as they were at the last look, and before it. */
class Counters implements Arrivals {
  readonly first = 1;
  readonly end = 10;

  constructor(private counts = new Array<number>(10).fill(0), private before = counts) {}

  /** Those that are told have arrived so many times since the look before. */
  next(arrived: Record<number, number>): this {
    this.before = this.counts;
    this.counts = this.before.map((count, place) => count + (arrived[place] ?? 0));
    return this;
  }

  /** So many arrivals between two looks. */
  skip(place: number, arrivals: number): void {
    this.counts = this.counts.with(place, this.counts[place]! + arrivals);
  }

  /** As they are now, and were when that copy was made. */
  since(copy: Counters): Counters {
    return new Counters(this.counts, copy.counts);
  }

  copy(): Counters {
    return new Counters(this.counts);
  }

  at(place: number): number {
    return (this.counts[place] ?? Number.NaN) - (this.before[place] ?? Number.NaN);
  }
}

const stackOf = (...path: number[]): { path: Int32Array; depth: number } => ({ path: Int32Array.of(0, ...path), depth: path.length });
const byPlace = (found: Passage | null): Record<number, number> =>
  Object.fromEntries(found?.parts.map(({ ns, stack }) => [stack.path[stack.depth]!, ns]) ?? []);

describe("a gap between two looks", () => {
  let habits: Habits;
  let counters: Counters;
  let time: number;

  beforeEach(() => {
    habits = new Habits();
    counters = new Counters();
    time = 0;
  });

  /** Looks, each 10: the program comes to places, called from place 8, and is there for so long; one arrival, unless told. */
  const stretch = (...visits: readonly (readonly [place: number, ns: number, arrivals?: number])[]): void => {
    const start = counters.copy();
    habits.begin(stackOf(8, 9), time);
    time += 5;
    for (const [place, ns, arrivals = 1] of visits) {
      if (ns === 0) counters.skip(place, arrivals);
      for (let spent = 0; spent < ns; spent += 10) {
        habits.see(stackOf(8, place), time + spent + 5, counters.next(spent === 0 ? { [place]: arrivals } : {}));
      }
      time += ns;
    }
    habits.see(stackOf(8, 9), time + 5, counters.next({ 9: 1 }));
    habits.end(counters.since(start));
  };
  const turn = [[1, 100], [2, 200], [3, 300]] as const;
  /** What becomes of a gap in which places were arrived at so often. */
  const cross = (arrived: Record<number, number>, gap: Partial<Gap>): Passage | null =>
    passage({ ns: 600, from: 1, to: 1, beforeNs: 0, behindNs: 0, pauseNs: 10, ...gap }, counters.next(arrived), habits);

  it("was spent where the program was, if no counter moved", () => {
    stretch(...turn);
    expect(cross({}, { from: 3, to: 3 })).to.deep.equal({ wentOnNs: 0, parts: [], unsureNs: 0 });
  });

  it("is shared by arrivals: what they usually take, but for what looks saw of the visits at its ends", () => {
    stretch(...turn);
    // Of 100 looks saw 30, of 300 they are going to see 150.
    const found = cross({ 2: 1, 3: 1 }, { ns: 420, from: 1, to: 3, beforeNs: 20, behindNs: 140 });
    expect(byPlace(found)).to.deep.equal({ 1: 70, 2: 200, 3: 150 });
    expect(found?.unsureNs, "of the last").to.equal(90);
    expect(found?.parts.find(({ ns }) => ns === 200)?.stack.path.subarray(1, 3), "with its callers").to.deep.equal(Int32Array.of(8, 2));
  });

  it("is all of what arrivals usually take, where that is a little more or less", () => {
    stretch(...turn);
    const ends = { from: 1, to: 3, beforeNs: 20, behindNs: 140 };
    expect(byPlace(cross({ 2: 1, 3: 1 }, { ns: 504, ...ends }))).to.deep.equal({ 1: 84, 2: 240, 3: 180 });
    expect(byPlace(cross({ 2: 1, 3: 1 }, { ns: 210, ...ends }))).to.deep.equal({ 1: 35, 2: 100, 3: 75 });
  });

  /** Shares, in percent, of the places at the begin and at the end of a long gap in which the program came from line 1 to line 3. */
  const standing = (gap: Partial<Gap> = {}, arrived: Record<number, number> = { 2: 1, 3: 1 }): [begin: number, end: number] => {
    const found = cross(arrived, { ns: 1e6, from: 1, to: 3, ...gap });
    const { 2: second = 0, 3: third = 0 } = byPlace(found);
    // What is left over is the begin's.
    return [1e6 - second - third, third].map((ns) => Math.round(ns / 1e4)) as [number, number];
  };

  it("was spent standing still, as far as arrivals do not fill it: at one of its ends, or anywhere between", () => {
    stretch(...turn);
    // Half of it is shared as arrivals are: 90, 200, 290.
    expect(standing()).to.deep.equal([24, 58]);
    expect(cross({ 2: 1, 3: 1 }, { ns: 1e6, from: 1, to: 3 })?.unsureNs).to.be.closeTo(1e6, 1e3);
  });

  it("was spent where the program still is, but for what it called there", () => {
    stretch(...turn);
    const found = cross({ 2: 1 }, { ns: 5000, from: 3, to: 3 });
    expect(byPlace(found)).to.deep.equal({ 2: 200, 3: 0 });
    expect(found?.unsureNs).to.equal(0);
  });

  it("was spent standing still where looks saw the program stand before the gap, or see it stand behind", () => {
    stretch(...turn);
    expect(standing({ beforeNs: 110 })[0]).to.be.above(50);
    expect(standing({ behindNs: 310 })[1]).to.be.above(75);
  });

  it("was spent standing still at its end, where the program ran for less than a pause", () => {
    stretch(...turn);
    expect(standing({ pauseNs: 1000 })[1]).to.equal(91);
    const { unsureNs = 0 } = cross({ 2: 1, 3: 1 }, { ns: 1e6, from: 1, to: 3, pauseNs: 1000 }) ?? {};
    expect(unsureNs, "odds of 10 to 1").to.be.closeTo(1e6 * Math.sqrt(2 * 20 / 121), 1e4);
  });

  it("was spent standing still in 35 of 100 cases where the program waits at its end, and waiting in the others", () => {
    stretch(...turn, ...turn);
    const found = cross({ 2: 1, 3: 1 }, { from: 1, to: 0, ns: 10_000 });
    expect(found?.parts.at(-1)?.ns).to.be.closeTo(0.35 * (10_000 - 590), 10);
  });

  it("takes a visit in which the program stood still for two usual ones", () => {
    for (let each = 0; each < 4; each++) stretch(...turn);
    stretch([1, 5000]);
    expect(habits.visitNs(1)).to.be.within(100, 150);
  });

  it("takes a first visit in which the program stood still for two usual ones as well, once there is a second", () => {
    stretch([1, 10_000], [2, 200]);
    expect(habits.visitNs(1)).to.equal(10_000);
    stretch([1, 100], [2, 200]);
    expect(habits.visitNs(1)).to.be.within(100, 200);
  });

  it("learns what an arrival takes where looks see few of them", () => {
    stretch([1, 10, 4], [2, 20, 4], [1, 10, 6], [2, 20, 6]);
    expect([habits.visitNs(1), habits.visitNs(2)]).to.deep.equal([2, 4]);
  });

  it("learns that the program hardly stays where no look sees it", () => {
    stretch([1, 100], [2, 0, 500], [1, 100]);
    expect([habits.visitNs(1), habits.visitNs(2)]).to.deep.equal([100, 0]);
  });

  it("is not explained by a counter that stands still when the program comes to its line", () => {
    stretch([1, 100], [2, 200], [1, 100, 0]);
    expect(habits.isSilent(1), "once may be chance").to.equal(false);
    stretch([1, 100, 0]);
    expect(cross({}, { from: 1, to: 1 })).to.equal(null);
  });

  it("is not explained by what is not known", () => {
    stretch(...turn);
    expect(cross({}, { from: 12, to: 12 }), "a place out of sight").to.equal(null);
    expect(cross({ 6: 1 }, { from: 1, to: 3 }), "where nobody saw an arrival yet").to.equal(null);
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
    expect([window.at(3), window.at(4)]).to.deep.equal([2, 0]);
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
