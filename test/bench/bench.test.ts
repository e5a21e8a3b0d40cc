/** The harness can fail: its arithmetic is right, and an outcome that should not pass does not. */
import { expect } from "chai";
import { join } from "node:path";
import fc from "fast-check";
import { type CpuProfile, largest, plainName, selfMicroseconds, usualShares } from "./cpu-profile.js";
import { readCommandLine, usage } from "./command-line.js";
import { costsOf, failed, overall } from "./costs.js";
import { costsTable } from "./costs-table.js";
import { keeps, outcomeOf, verdict, type Bench, type Figure, type Limit } from "./criterion.js";
import { grown } from "./grown.js";
import { markdown } from "./markdown.js";
import { programs } from "./programs.js";
import { race } from "./race.js";
import { type Rival } from "./rivals/rival.js";
import { runWell } from "../runs.js";
import { expectedLargestError, geometricMean, largestError, median, quantile, randomNumbers, ratio, roundRatios, shares, spread } from "./statistics.js";
import { type Workload, workloads } from "./workload.js";

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

  it("takes the mean of ratios so that a half makes up for a double", () => {
    expect(geometricMean([2, 0.5, 1])).to.be.closeTo(1, 1e-12);
    expect(geometricMean([2, 8])).to.be.closeTo(4, 1e-12);
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
    expect(markdown([broken], true)).to.include("Could not be measured: no such program").and.include("0 of 1 criteria met");
  });

  it("are printed beside their limits", () => {
    const text = markdown([outcome(figure(1234.5, { atMost: 1000 }), figure(0.1234, null))], true);
    expect(text).to.include("| time | 1235 ms | 10.00 % | ≤ 1000 | **no** |");
    expect(text).to.include("| time | 0.12 ms | 10.00 % |  |  |");
    expect(markdown([outcome(figure(0.1234, null))], false)).to.include("| figure | value | spread |\n|---|--:|--:|\n| time | 0.12 ms | 10.00 % |\n");
  });
});

describe("costs of workloads", () => {
  const rows = [
    costsOf({ id: "one", what: "does one" }, [{ rival: "a", bare: [10, 10, 11], measured: [20, 21, 22] }, { rival: "b", bare: [10], measured: [40] }]),
    costsOf({ id: "two", what: "does two" }, [{ rival: "a", bare: [4, 4, 4], measured: [2, 2, 2] }, { rival: "b", bare: [4], measured: [4] }]),
  ];

  it("are ratios of medians, each against the bare rounds beside it", () => {
    expect(rows[0]).to.deep.include({ bareMs: 10, failure: null });
    expect(rows[0]?.costs.map(({ ratio }) => ratio)).to.deep.equal([2.1, 4]);
  });

  it("are summed up by geometric means and the worst", () => {
    const [a, b] = overall(rows);
    expect(a?.mean).to.be.closeTo(Math.sqrt(2.1 * 0.5), 1e-12);
    expect(b).to.deep.equal({ rival: "b", mean: 2, worst: 4 });
  });

  it("are a table, under which it is told what could not be measured", () => {
    const text = costsTable([...rows, failed({ id: "three", what: "fails" }, "no such program")]);
    expect(text).to.include("| one | does one | 10 ms (5 %) | 2.10 × (2 %) | 4.00 × |");
    expect(text).to.include("| **geometric mean** |  |  | **1.02 ×** | **2.00 ×** |");
    expect(text).to.include("three could not be measured: no such program");
    expect(costsTable([])).to.equal("");
  });
});

describe("a race", () => {
  const busy: Workload = {
    id: "busy", what: "is busy", script: "test/bench/programs/busy.cjs", files: "busy.cjs", include: "", modules: false, first: [], rounds: 1,
  };
  const rival = (id: string, before: string): Rival => ({
    id, what: "", share: 1, mostRounds: Infinity, command: (args) => ({ args: ["--require", join(programs, before), ...args], env: {} }),
  });
  const run = (...rivals: Rival[]) => race(busy, { rivals, rounds: 2, progress: () => undefined });

  it("takes so many rounds of each rival, and as many bare ones", async () => {
    const [laps, ...others] = await run(rival("same", "busy.cjs"));
    expect(others).to.deep.equal([]);
    expect(laps?.rival).to.equal("same");
    for (const times of [laps?.bare, laps?.measured]) {
      expect(times).to.have.length(2);
      for (const time of times ?? []) expect(time).to.be.greaterThan(0);
    }
  });

  it("is not won by a rival that changes what the program prints", async () => {
    const failure = await run(rival("same", "busy.cjs"), rival("other", "hello.cjs")).catch((error: unknown) => error);
    expect(String(failure)).to.include("busy prints something else under other");
  });
});

describe("the command line of the benchmarks", () => {
  it("does everything unless told what", () => {
    const asked = readCommandLine([]);
    expect(asked.workloads).to.deep.equal(workloads);
    expect(asked).to.include({ judged: false, rounds: 3, markdown: null, json: null });
    expect(readCommandLine(["accept"])).to.deep.include({ judged: true, rounds: 9, workloads: [] });
  });

  it("takes names of workloads, sections and criteria, and refuses others by telling them", () => {
    const asked = readCommandLine(["sieve", "growth", "--rounds", "1"]);
    expect([asked.rounds, ...asked.workloads.map(({ id }) => id), ...asked.criteria.map(({ id }) => id)]).to.deep.equal([1, "sieve", "growth"]);
    expect(() => readCommandLine(["seive"])).to.throw(/there is no seive; there are scheduler, .*growth/);
    expect(() => readCommandLine(["accept", "sieve"])).to.throw(/there is no sieve; there are generator, /);
    expect(() => readCommandLine(["--rounds", "0"])).to.throw(RangeError);
    for (const { id } of workloads) expect(usage()).to.include(id);
  });
});

describe("programs of the benchmarks", () => {
  it("grow, and run", async () => {
    const printed = await Promise.all([10, 20].map((functions) => runWell(["-e", grown(functions)])));
    expect(printed.map(({ stdout }) => /^\d+\n$/.test(stdout))).to.deep.equal([true, true]);
    expect(grown(20).match(/^function /gm)).to.have.length(20);
  });
});
