import { expect } from "chai";
import { type Outcome, type Phase, random, simulate } from "./simulation.js";

/** The shortest sleep where sleeps are short; where they are long, all is spun; where nothing may be spun. */
const waits = { "short sleep": 20_000, spin: Infinity, sleep: 0 } as const;

const shares = [0.1, 0.2, 0.3, 0.4];

/** Turns of a loop over four lines; a turn takes about `turnNs`, and its lines their shares, give or take. */
function* turns(turnNs: number, seed: number): Generator<Phase, never> {
  const draw = random(seed);
  for (;;) {
    for (const [index, share] of shares.entries()) yield { line: index + 1, ns: Math.round(turnNs * share * (0.8 + 0.4 * draw())) };
  }
}

/** Fine turns for a while, then a coarse one, and again. */
function* mixed(seed: number): Generator<Phase, never> {
  const draw = random(seed);
  const fine = turns(10_000, seed + 1);
  const coarse = turns(3e6, seed + 2);
  for (;;) {
    const many = Math.round(400 * draw());
    for (let turn = 0; turn < many; turn++) yield fine.next().value;
    for (let phase = 0; phase < shares.length; phase++) yield coarse.next().value;
  }
}

interface Case {
  name: string;
  phases: (seed: number) => Iterator<Phase, never>;
  durationNs: number;
  wait: keyof typeof waits;
  runs: number;
  /** Upper bound of the coverage: phases about as long as a pause make the stated error cautious. */
  atMost?: number;
}

const cases: Case[] = [
  { name: "turns of 10 µs, 50 ms", phases: (seed) => turns(10_000, seed), durationNs: 50e6, wait: "short sleep", runs: 200 },
  { name: "turns of 10 µs, 50 ms where sleeps are long", phases: (seed) => turns(10_000, seed), durationNs: 50e6, wait: "spin", runs: 200 },
  { name: "turns of 10 µs, 50 ms on one core", phases: (seed) => turns(10_000, seed), durationNs: 50e6, wait: "sleep", runs: 200 },
  { name: "turns of 10 µs, 1 s", phases: (seed) => turns(10_000, seed), durationNs: 1e9, wait: "short sleep", runs: 40 },
  { name: "turns of 300 µs, 50 ms", phases: (seed) => turns(300_000, seed), durationNs: 50e6, wait: "short sleep", runs: 200, atMost: 1 },
  { name: "turns of 3 ms, 50 ms", phases: (seed) => turns(3e6, seed), durationNs: 50e6, wait: "short sleep", runs: 200 },
  { name: "turns of 3 ms, 50 ms on one core", phases: (seed) => turns(3e6, seed), durationNs: 50e6, wait: "sleep", runs: 200 },
  { name: "turns of 3 ms, 1 s", phases: (seed) => turns(3e6, seed), durationNs: 1e9, wait: "short sleep", runs: 300, atMost: 0.99 },
  { name: "a mixture, 50 ms", phases: mixed, durationNs: 50e6, wait: "short sleep", runs: 200 },
  { name: "a mixture, 1 s", phases: mixed, durationNs: 1e9, wait: "short sleep", runs: 200 },
];

/** The largest error of the four shares that so many independent samples have on average. */
function multinomialExpectation(samples: number): number {
  const draw = random(samples);
  const largest = Array.from({ length: 200 }, () => {
    const counts = shares.map(() => 0);
    for (let sample = 0; sample < samples; sample++) {
      const at = draw();
      counts[at < 0.1 ? 0 : at < 0.3 ? 1 : at < 0.6 ? 2 : 3]! += 1;
    }
    return Math.max(...counts.map((count, index) => Math.abs(count / samples - shares[index]!)));
  });
  return largest.reduce((sum, error) => sum + error, 0) / largest.length;
}

const largestError = ({ lines, durationNs }: Outcome): number =>
  Math.max(...lines.map(({ trueNs, totalNs }) => Math.abs(trueNs - totalNs) / durationNs));

describe("the stated error of a total", () => {
  for (const { name, phases, durationNs, wait, runs, atMost = 0.98 } of cases) {
    it(`is neither too small nor too large: ${name}`, () => {
      const outcomes = Array.from({ length: runs }, (_, run) =>
        simulate(phases(run * 3 + 1), { durationNs, sleepNs: waits[wait], lines: 4, seed: run * 7919 + 1 }));
      const lines = outcomes.flatMap((outcome) => outcome.lines);
      const covered = lines.filter(({ trueNs, totalNs, errorNs }) => Math.abs(trueNs - totalNs) <= errorNs);
      expect(covered.length / lines.length).to.be.within(0.92, atMost);
    });
  }

  for (const { name, phases, durationNs, runs } of cases.filter(({ wait }) => wait !== "sleep")) {
    it(`is what independent samples would have, or less: ${name}`, () => {
      const outcomes = Array.from({ length: runs }, (_, run) =>
        simulate(phases(run * 3 + 1), { durationNs, sleepNs: waits["short sleep"], lines: 4, seed: run * 7919 + 1 }));
      const bound = 1.2 * multinomialExpectation(outcomes[0]!.samples) + 0.01;
      expect(outcomes.filter((outcome) => largestError(outcome) < bound).length / runs).to.be.at.least(0.95);
    });
  }

  for (const [name, phases] of [["10 µs", (seed: number) => turns(10_000, seed)], ["3 ms", (seed: number) => turns(3e6, seed)]] as const) {
    it(`covers the truth where the sampler is often put aside: turns of ${name}`, () => {
      const outcomes = Array.from({ length: 200 }, (_, run) =>
        simulate(phases(run + 1), { durationNs: 100e6, sleepNs: waits["short sleep"], lines: 4, seed: run * 7919 + 1, lostOnceIn: 300 }));
      const lines = outcomes.flatMap((outcome) => outcome.lines);
      const covered = lines.filter(({ trueNs, totalNs, errorNs }) => Math.abs(trueNs - totalNs) <= errorNs);
      expect(covered.length / lines.length).to.be.within(0.92, 1);
    });
  }

  it("is not zero for a line that few samples saw, or none", () => {
    const rare = function* (): Generator<Phase, never> {
      yield { line: 2, ns: 20_000 };
      for (;;) yield { line: 1, ns: 1e6 };
    };
    const [, seldom, never] = simulate(rare(), { durationNs: 50e6, sleepNs: waits["short sleep"], lines: 3, seed: 5 }).lines;
    expect(Math.abs(seldom!.trueNs - seldom!.totalNs)).to.be.at.most(seldom!.errorNs);
    expect(never!.errorNs).to.be.within(16_000, 160_000);
  });
});
