/** The harness can fail: its arithmetic is right, and an outcome that should not pass does not. */
import { expect } from "chai";
import fc from "fast-check";
import { type CpuProfile, largest, plainName, selfMicroseconds, usualShares } from "./cpu-profile.js";
import { keeps, outcomeOf, verdict, type Bench, type Figure, type Limit } from "./criterion.js";
import { markdown } from "./markdown.js";
import { expectedLargestError, largestError, median, quantile, randomNumbers, ratio, roundRatios, shares, spread } from "./statistics.js";

const figure = (value: number, limit: Limit | null): Figure => ({ what: "time", value, unit: "ms", spread: 0.1, limit });
const outcome = (...figures: Figure[]) => ({ id: "x", claim: "It is fast.", figures, failure: null });
const bench: Bench = { rounds: 1, progress: () => undefined };

describe("V8's profile, as the benchmarks read it", () => {
  const node = (id: number, place: readonly [name: string, url: string, line?: number], children: number[] = []): CpuProfile["nodes"][number] => {
    const [functionName, url, lineNumber = 0] = place;
    return { id, callFrame: { functionName, url, lineNumber, columnNumber: lineNumber }, children };
  };
  const nodes = [
    node(1, ["(root)", ""], [2, 7]),
    node(2, ["", "file:///tool/a.js"], [3, 4]),
    node(3, ["parse", "file:///tool/a.js", 10], [5]),
    node(4, ["", "file:///tool/a.js", 20]),
    node(5, ["replace", ""], [6]),
    node(6, ["p.parse", "file:///tool/b.js", 5]),
    node(7, ["(garbage collector)", ""]),
  ];

  it("charges built-ins to the function that called them, and what no function of the files called to none", () => {
    const times = selfMicroseconds({ nodes, samples: [1, 2, 3, 4, 5, 6, 7], timeDeltas: [1, 2, 4, 8, 16, 32, 64] }, "/tool/");
    expect([...times].sort()).to.deep.equal([["<anonymous> at 21", 8], ["<module>", 2], ["parse", 4 + 16 + 32]]);
    expect(largest(times, 2)).to.deep.equal(["parse", "<anonymous> at 21"]);
  });

  it("calls functions as perline's names end", () => {
    expect(["Parser.parse", "get size", "Parser.constructor", "constructor", "<anonymous>", "", "<module>"].map((name) => plainName(name, 3)))
      .to.deep.equal(["parse", "size", "Parser", "constructor", "<anonymous> at 3", "<anonymous> at 3", "<module>"]);
  });

  it("takes what is usual over runs, in which one pause falls upon one function", () => {
    const runs = [new Map([["a", 6], ["b", 4]]), new Map([["a", 60], ["b", 40]]), new Map([["a", 1], ["c", 99]])];
    expect(usualShares(runs)).to.deep.equal(new Map([["a", 0.6], ["b", 0.4], ["c", 0]]));
  });
});

describe("statistics of the benchmarks", () => {
  it("finds quantiles between neighbours, whatever the order", () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
    expect(quantile([10, 0, 20, 30, 40], 0.25)).to.equal(10);
    expect(() => median([])).to.throw(RangeError);
  });

  it("keeps a median from being moved by one bad round", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 }), (values) => {
      const disturbed = [...values, 1_000_000];
      expect(median(disturbed)).to.be.at.most(Math.max(...values));
    }));
  });

  it("relates interleaved series", () => {
    const pairs = { bare: [10, 20, 30], measured: [15, 30, 60] };
    expect(ratio(pairs)).to.equal(1.5);
    expect(roundRatios(pairs)).to.deep.equal([1.5, 1.5, 2]);
    expect(spread([10, 10, 10])).to.equal(0);
    expect(() => roundRatios({ bare: [1], measured: [1, 2] })).to.throw(RangeError);
  });

  it("knows the largest error and the shares it is made of", () => {
    expect(shares([1, 2, 3, 4])).to.deep.equal([0.1, 0.2, 0.3, 0.4]);
    expect(largestError([0.1, 0.2, 0.3, 0.4], [0.1, 0.25, 0.25, 0.4])).to.be.closeTo(0.05, 1e-12);
  });

  it("expects of chance what drawing one by one gives", () => {
    const truth = [0.1, 0.2, 0.3, 0.4];
    const random = randomNumbers(7);
    const borders = [0.1, 0.3, 0.6, 1];
    let sum = 0;
    for (let round = 0; round < 400; round++) {
      const counts = [0, 0, 0, 0];
      for (let draw = 0; draw < 500; draw++) {
        const look = random();
        const line = borders.findIndex((border) => look < border);
        counts[line] = (counts[line] ?? 0) + 1;
      }
      sum += largestError(shares(counts), truth);
    }
    expect(expectedLargestError(truth, 500)).to.be.closeTo(sum / 400, 0.002);
    expect(expectedLargestError(truth, 50_000)).to.be.closeTo(expectedLargestError(truth, 500) / 10, 0.0005);
  });
});

describe("verdicts of the benchmarks", () => {
  it("are met at a limit and not met beyond it", () => {
    expect(keeps(figure(2, { atMost: 2 }))).to.equal(true);
    expect(keeps(figure(2.001, { atMost: 2 }))).to.equal(false);
    expect(keeps(figure(1.999, { atLeast: 2 }))).to.equal(false);
    expect(keeps(figure(92, { between: [92, 98] }))).to.equal(true);
    expect(keeps(figure(99, { between: [92, 98] }))).to.equal(false);
  });

  it("are not met by a number that is none, by one bad figure, or by figures without a limit", () => {
    expect(verdict(outcome(figure(NaN, { atMost: 2 })))).to.equal("not met");
    expect(verdict(outcome(figure(1, { atMost: 2 }), figure(3, { atMost: 2 })))).to.equal("not met");
    expect(verdict(outcome(figure(1, null)))).to.equal("not met");
    expect(verdict(outcome(figure(1, null), figure(1, { atMost: 2 })))).to.equal("met");
  });

  it("turn a criterion that throws into an outcome that is not met and says why", async () => {
    const broken = await outcomeOf({ id: "b", claim: "c", measure: () => Promise.reject(new Error("no such program")) }, bench);
    expect(verdict(broken)).to.equal("not met");
    expect(markdown([broken], "machine", true)).to.include("Could not be measured: no such program").and.include("0 of 1 criteria met");
  });

  it("are printed beside their limits", () => {
    const text = markdown([outcome(figure(1234.5, { atMost: 1000 }), figure(0.1234, null))], "machine", true);
    expect(text).to.include("| time | 1235 ms | 10.00 % | ≤ 1000 | **no** |");
    expect(text).to.include("| time | 0.12 ms | 10.00 % |  |  |");
  });
});
