/** Whether the stated sampling error is honest, and whether a short run has enough samples. */
import { availableParallelism } from "node:os";
import { type Criterion, type Figure } from "../criterion.js";
import { knownCost, type Grain } from "../known-cost.js";
import { median, spread } from "../statistics.js";

const runs = 200;
const runMs = 50;
const kinds: readonly Grain[] = ["fine", "coarse"];

const percentTrue = (flags: readonly boolean[]): number => (100 * flags.filter(Boolean).length) / flags.length;

export const interval: Criterion = {
  id: "interval",
  claim: "In runs of 50 ms the stated 95 % interval covers the true time in 92 to 98 % of cases, and there are at least 2,000 samples.",
  async measure({ progress }) {
    const covered = new Map<Grain, boolean[]>();
    const samples: number[] = [];
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`);
      const grain = kinds[run % kinds.length] ?? "fine";
      const result = await knownCost(grain, runMs);
      covered.set(grain, [...(covered.get(grain) ?? []), ...result.covered]);
      samples.push(result.samples);
    }
    const byGrain = [...covered].map(([grain, flags]): Figure => (
      { what: `${grain} turns: intervals that hold the truth`, value: percentTrue(flags), unit: "%", spread: null, limit: null }
    ));
    const enough = availableParallelism() > 1 ? { atLeast: 2000 } : null;
    return [
      ...byGrain,
      { what: `intervals that hold the truth, ${runs} runs`, value: percentTrue([...covered.values()].flat()), unit: "%", spread: null,
        limit: { between: [92, 98] } },
      { what: "samples in 50 ms", value: median(samples), unit: "samples", spread: spread(samples), limit: enough },
    ];
  },
};
