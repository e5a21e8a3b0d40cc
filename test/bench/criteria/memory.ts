/** What counting objects costs over hits and time. */
import { type Criterion, type Figure } from "../criterion.js";
import { race } from "../race.js";
import { sampled, withMemory } from "../rivals/perline.js";
import { geometricMean, median, roundRatios, spread } from "../statistics.js";
import { workloads } from "../workload.js";

export const memory: Criterion = {
  id: "memory",
  claim: "Counting and modelling what lines create costs at most 10 % over hits and time, as a geometric mean over all workloads.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const workload of workloads) {
      const [timed, counted] = await race(workload, { rivals: [sampled, withMemory], rounds, progress });
      const ratios = roundRatios({ bare: timed?.measured ?? [], measured: counted?.measured ?? [] });
      figures.push({ what: workload.id, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
    }
    const mean = geometricMean(figures.map(({ value }) => value));
    return [...figures, { what: "geometric mean over hits and time", value: mean, unit: "×", spread: null, limit: { atMost: 1.1 } }];
  },
};
