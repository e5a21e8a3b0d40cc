/** What V8's profiler costs beside the sampler. */
import { type Criterion, type Figure } from "../criterion.js";
import { race } from "../race.js";
import { sampled, withSplit } from "../rivals/perline.js";
import { geometricMean, median, roundRatios, spread } from "../statistics.js";
import { programs } from "../workload.js";

/** Each criterion takes minutes even so. */
const mostRounds = 5;

export const split: Criterion = {
  id: "split",
  claim: "Splitting self time costs at most 10 % over the sampled clock, as a geometric mean over our programs.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const program of programs) {
      const [alone, beside] = await race(program, { rivals: [sampled, withSplit], rounds: Math.min(rounds, mostRounds), progress });
      const ratios = roundRatios({ bare: alone?.measured ?? [], measured: beside?.measured ?? [] });
      figures.push({ what: program.id, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
    }
    const mean = geometricMean(figures.map(({ value }) => value));
    return [...figures, { what: "geometric mean over the sampled clock", value: mean, unit: "×", spread: null, limit: { atMost: 1.1 } }];
  },
};
