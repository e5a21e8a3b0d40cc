/** Which evaluations are weighed: their sum is right on average, and its error is told. */
import { expect } from "chai";
import { samplesIn, type SampleColumns } from "../../packages/runtime/dist/weight-samples.js";
import { unknown } from "../../packages/runtime/dist/weight-memory.js";
import { seeded } from "../../packages/runtime/dist/traces/random.js";

const evaluations = 4_000;
const probe = 1;

function newColumns(): SampleColumns {
  const column = (): Float64Array => new Float64Array(2);
  return {
    hits: new Int32Array(2), due: new Int32Array(2), next: column(), covered: column(), bytes: column(), variance: column(),
    externalBytes: column(), last: column(),
  };
}

interface Estimate {
  bytes: number;
  error: number;
  weighed: number;
}

/** What is estimated of evaluations that add `bytesOf` each; those that `leavesOut` accepts are not weighed. */
function estimate(random: () => number, bytesOf: (evaluation: number) => number, leavesOut = (_: number): boolean => false): Estimate {
  const columns = newColumns();
  const samples = samplesIn(columns, random);
  let weighed = 0;
  for (let evaluation = 1; evaluation <= evaluations; evaluation++) {
    columns.hits[probe] = evaluation;
    if (evaluation - 1 !== columns.due[probe]) continue;
    if (leavesOut(evaluation)) {
      samples.postpone(probe, evaluation);
      continue;
    }
    samples.add(probe, evaluation, { bytes: bytesOf(evaluation), externalBytes: 0 });
    weighed += 1;
  }
  const share = evaluations / columns.covered[probe]!;
  return { bytes: columns.bytes[probe]! * share, error: 1.96 * Math.sqrt(columns.variance[probe]!) * share, weighed };
}

/** Alternating, and ever more. */
const bytesOf = (evaluation: number): number => (evaluation % 2 === 0 ? 64 : 4_000) + evaluation;

const truth = Array.from({ length: evaluations }, (_, index) => bytesOf(index + 1)).reduce((sum, bytes) => sum + bytes, 0);

/** The mean relative error of many estimates, and how far it may be from 0 by chance: three standard errors. */
function meanError(estimates: readonly number[]): { mean: number; byChance: number } {
  const errors = estimates.map((bytes) => bytes / truth - 1);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (errors.length - 1);
  return { mean: Math.abs(mean), byChance: 3 * Math.sqrt(variance / errors.length) };
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);

describe("weight samples", () => {
  it("are the first evaluations, and ever fewer of those that follow", () => {
    const seen: number[] = [];
    estimate(seeded(1), (evaluation) => {
      seen.push(evaluation);
      return 1;
    });
    expect(seen.slice(0, 16)).to.deep.equal(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(seen.length).to.be.within(40, 90);
  });

  it("give the sum where all evaluations are alike, without an error", () => {
    for (const seed of seeds.slice(0, 20)) expect(estimate(seeded(seed), () => 56)).to.include({ bytes: 56 * evaluations, error: 0 });
  });

  it("are unbiased", () => {
    const { mean, byChance } = meanError(seeds.map((seed) => estimate(seeded(seed), bytesOf).bytes));
    expect(mean).to.be.below(byChance);
    expect(byChance).to.be.below(0.05);
  });

  it("would not be if the last of each stretch were taken", () => {
    const { mean } = meanError(seeds.map(() => estimate(() => 1 - 2 ** -32, bytesOf).bytes));
    expect(mean).to.be.above(0.05);
  });

  it("stay so where there is no time for some of them", () => {
    const { mean, byChance } = meanError(seeds.map((seed) => {
      const time = seeded(seed + 1_000);
      return estimate(seeded(seed), bytesOf, () => time() < 0.3).bytes;
    }));
    expect(mean).to.be.below(byChance);
  });

  it("have the sum within their interval in most runs", () => {
    const within = seeds.filter((seed) => {
      const { bytes, error } = estimate(seeded(seed), bytesOf);
      return Math.abs(bytes - truth) <= error;
    });
    expect(within.length / seeds.length).to.be.above(0.85);
  });

  it("count one that stands out once, for itself alone", () => {
    for (const seed of seeds.slice(0, 50)) {
      let odd = 0;
      // The first one that stands for others behind the first hundred.
      const { bytes } = estimate(seeded(seed), (evaluation) => {
        if (odd === 0 && evaluation > 100) odd = evaluation;
        return evaluation === odd ? 100_000 : 64;
      });
      expect(bytes / (64 * (evaluations - 1) + 100_000)).to.be.within(0.9, 1.1);
    }
  });

  it("are unbiased where some stand out again and again", () => {
    const large = (evaluation: number): number => (evaluation % 10 === 0 ? 50_000 : 64);
    const sum = evaluations * (50_000 + 9 * 64) / 10;
    const all = seeds.map((seed) => estimate(seeded(seed), large).bytes / sum);
    const mean = all.reduce((total, each) => total + each, 0) / all.length;
    const variance = all.reduce((total, each) => total + (each - mean) ** 2, 0) / (all.length - 1);
    expect(Math.abs(mean - 1)).to.be.below(3 * Math.sqrt(variance / all.length));
  });

  it("go on where a counter has gone round, and behind evaluations that a recursion has left behind", () => {
    const columns = newColumns();
    const samples = samplesIn(columns, () => 0);
    columns.hits[probe] = 2 ** 31 + 5;
    samples.postpone(probe, 2 ** 31 + 2);
    expect([columns.next[probe], columns.due[probe]]).to.deep.equal([2 ** 31 + 5, columns.hits[probe]]);
  });

  it("end where nothing can be known", () => {
    const columns = newColumns();
    samplesIn(columns, seeded(1)).giveUp(probe);
    expect([columns.due[probe], columns.covered[probe]]).to.deep.equal([-1, unknown]);
  });
});
