/** What everything instrumented costs over all workloads, beside the tools that only count. */
import { costsOf, overall, type Overall } from "../costs.js";
import { type Criterion, type Figure } from "../criterion.js";
import { race } from "../race.js";
import { istanbul } from "../rivals/istanbul.js";
import { hitsOnly, sampled } from "../rivals/perline.js";
import { v8Coverage } from "../rivals/v8-coverage.js";
import { workloads } from "../workload.js";

const rivals = [sampled, hitsOnly, istanbul, v8Coverage];

/** A rival over all workloads. */
function over(means: readonly Overall[], id: string): Overall {
  const found = means.find(({ rival }) => rival === id);
  if (found === undefined) throw new Error(`nothing was measured under ${id}`);
  return found;
}

export const cost: Criterion = {
  id: "cost",
  claim: "Over all workloads a geometric mean of at most 1.5 times bare, 0.6 of what istanbul adds and less than V8's coverage; none above 3 times, the generator at most 1.4; hits only at most 1.35.",
  async measure({ rounds, progress }) {
    const rows = [];
    for (const workload of workloads) rows.push(costsOf(workload, await race(workload, { rivals, rounds, progress })));
    const means = overall(rows);
    const ours = over(means, sampled.id);
    const others = [istanbul, v8Coverage].map(({ id }) => over(means, id).mean);
    const [istanbulMean = NaN, coverageMean = NaN] = others;
    const generator = rows.find(({ workload }) => workload === "generator")?.costs.find(({ rival }) => rival === sampled.id);
    const figure = (what: string, value: number, atMost: number | null): Figure =>
      ({ what, value, unit: "×", spread: null, limit: atMost === null ? null : { atMost } });
    return [
      figure("geometric mean over bare", ours.mean, 1.5),
      // A slow-down is what is added: of whole runs of istanbul's, who takes less than 1.67 times bare, 0.6 is less than bare.
      figure("of what istanbul adds to bare", (ours.mean - 1) / (istanbulMean - 1), 0.6),
      figure(`of istanbul's runs, ${istanbulMean.toFixed(2)} ×`, ours.mean / istanbulMean, null),
      figure(`of V8 coverage's, ${coverageMean.toFixed(2)} ×`, ours.mean / coverageMean, 1),
      figure("the worst workload over bare", ours.worst, 3),
      figure("the generator over bare", generator?.ratio ?? NaN, 1.4),
      figure("hits only: geometric mean over bare", over(means, hitsOnly.id).mean, 1.35),
    ];
  },
};
