/** When a thread spent its time, from samples of a fake clock: the stretches in which its stack was never empty, and the timeline. */
import type { BlockedStretch, Timeline } from "@perline/format";
import { expect } from "chai";
import * as fc from "fast-check";
import { Account } from "../../packages/runtime/dist/sampler/account.js";
import { plainSources } from "./simulation.js";

const contexts = { contextParent: new Int32Array(2), contextPosition: new Int32Array(2) };
const newAccount = (lines = 40): Account => new Account(0, plainSources(lines), { contexts, callTreeLimit: 1000 });

/** A look: the time, and the line of each frame, outermost first; none for an empty stack. */
type Look = readonly [time: number, ...lines: number[]];

function observe(account: Account, looks: readonly Look[]): void {
  for (const [time, ...lines] of looks) account.observe(time, Int32Array.of(0, ...lines), lines.length);
}

function courseOf(looks: readonly Look[], end: number): { blocked: BlockedStretch[]; timeline: Timeline } {
  const account = newAccount();
  observe(account, looks);
  account.close(end);
  return account.figures().course!.record();
}

/** A look each 10, with the given line; 0 for an empty stack. */
const inSteps = (lines: readonly number[], step = 10): Look[] =>
  lines.map((line, index) => [index * step, ...line === 0 ? [] : [line]]);

const lengths = (blocked: readonly BlockedStretch[]): number[] => blocked.map(({ durationNs }) => durationNs);

describe("stretches in which the event loop stands still", () => {
  it("lie between two looks at an empty stack, the longest first, each with its lines", () => {
    const { blocked } = courseOf([[10], [20, 1], [30, 1, 2], [40], [50, 3], [60, 2], [70, 2, 3], [80], [90]], 100);
    expect(blocked).to.deep.equal([
      { atNs: 45, durationNs: 30, unseenNs: 0, source: [0, 0], line: [2, 1], selfNs: [20, 10] },
      { atNs: 15, durationNs: 20, unseenNs: 0, source: [0, 0], line: [0, 1], selfNs: [10, 10] },
    ]);
  });

  it("are told while they last: a program that is stuck may never come to their end", () => {
    const account = newAccount();
    observe(account, [[0], [10, 1], [20, 1], [30, 2], [40, 2]]);
    expect(account.figures().course!.record().blocked).to.deep.equal([
      { atNs: 5, durationNs: 30, unseenNs: 0, source: [0, 0], line: [0, 1], selfNs: [20, 10] },
    ]);
    observe(account, [[50], [60]]);
    expect(lengths(account.figures().course!.record().blocked)).to.deep.equal([40]);
  });

  it("say how much of them lies between looks that were too far apart", () => {
    const { blocked } = courseOf([...inSteps([0, 0, 1, 1, 1, 1, 1]), [400, 1], [410, 1], [420], [430]], 440);
    // The usual pause has become 14 by the gap of 340: half of it belongs to the looks at either end.
    expect(blocked).to.deep.equal([{ atNs: 15, durationNs: 400, unseenNs: 326, source: [0], line: [0], selfNs: [400] }]);
  });

  it("do not reach over a pause of the measurement", () => {
    const account = newAccount();
    observe(account, [[0], [10, 1], [20, 1]]);
    account.close(25);
    account.reopen(100);
    observe(account, [[105, 1], [115, 1], [125]]);
    account.close(130);
    const { blocked } = account.figures().course!.record();
    expect(blocked.map(({ atNs, durationNs }) => [atNs, durationNs])).to.deep.equal([[5, 20], [25, 20]]);
  });

  it("are kept up to twenty, with ten lines each", () => {
    const looks: number[] = [];
    for (let length = 1; length <= 24; length++) looks.push(0, ...Array.from({ length }, (_, index) => index + 1));
    const { blocked } = courseOf(inSteps([...looks, 0]), looks.length * 10 + 10);
    expect(lengths(blocked)).to.deep.equal(Array.from({ length: 20 }, (_, index) => (24 - index) * 10));
    const lines = Array.from({ length: 20 }, (_, index) => Math.min(10, 24 - index));
    expect(blocked.map(({ line }) => line.length)).to.deep.equal(lines);
    expect(blocked[0]!.selfNs).to.deep.equal(new Array(10).fill(10));
  });

  it("are those that a simple count finds, and hold their lines' self time, in every run", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }), (steps) => {
      const { blocked } = courseOf(inSteps([0, 0, ...steps, 0, 0]), (steps.length + 4) * 10);
      const runs = steps.map((line) => (line === 0 ? " " : "x")).join("").split(/ +/).map((run) => run.length * 10).filter((ns) => ns > 0);
      expect(lengths(blocked)).to.deep.equal(runs.toSorted((a, b) => b - a).slice(0, 20));
      for (const { durationNs, selfNs } of blocked) expect(selfNs.reduce((sum, ns) => sum + ns, 0)).to.equal(durationNs);
    }));
  });
});

describe("the timeline", () => {
  it("has self time by interval, of all lines and of each, the hottest first", () => {
    const { timeline } = courseOf(inSteps([0, 1, 1, 2, 2, 2, 0, 1], 500_000), 4_000_000);
    expect(timeline).to.deep.equal({
      intervalNs: 1_000_000,
      selfNs: [750_000, 1_000_000, 750_000, 750_000],
      lines: [
        { source: 0, line: 0, selfNs: [750_000, 250_000, 0, 750_000] },
        { source: 0, line: 1, selfNs: [0, 750_000, 750_000, 0] },
      ],
    });
  });

  it("doubles its intervals where there would be more than sixty", () => {
    const looks = inSteps([0, ...new Array<number>(60).fill(1)], 1_000_000);
    const sixty = courseOf(looks, 60_000_000).timeline;
    expect([sixty.intervalNs, sixty.selfNs.length]).to.deep.equal([1_000_000, 60]);
    const more = courseOf(looks, 60_000_001).timeline;
    expect([more.intervalNs, more.selfNs.length]).to.deep.equal([2_000_000, 31]);
    expect(more.selfNs.slice(0, 2)).to.deep.equal([1_500_000, 2_000_000]);
    expect(more.selfNs.at(-1)).to.equal(1);
    const long = courseOf([[0], [10, 1], [3_600_000_000_000, 1]], 3_600_000_000_000).timeline;
    expect([long.intervalNs, long.selfNs.length]).to.deep.equal([65_536_000_000, 55]);
  });

  it("holds the self time of the account, and of the ten hottest lines all that is theirs, in every run", () => {
    const look = fc.tuple(fc.nat(4_000_000), fc.nat(15));
    fc.assert(fc.property(fc.array(look, { maxLength: 80 }), (steps) => {
      const account = newAccount(15);
      let time = 0;
      observe(account, steps.map(([ns, line]) => [time += ns, ...line === 0 ? [] : [line]]));
      account.close(time + 5);
      const { course, emptyNs, durationNs, selfNs } = account.figures();
      const { timeline } = course!.record();
      const sum = (column: readonly number[]): number => column.reduce((total, ns) => total + ns, 0);
      expect(sum(timeline.selfNs)).to.equal(durationNs - emptyNs);
      expect(timeline.selfNs.length).to.equal(Math.ceil(durationNs / timeline.intervalNs));
      const hottest = Array.from(selfNs.subarray(1)).filter((ns) => ns > 0).toSorted((a, b) => b - a).slice(0, 10);
      expect(timeline.lines.map((row) => sum(row.selfNs))).to.deep.equal(hottest);
    }));
  });
});
