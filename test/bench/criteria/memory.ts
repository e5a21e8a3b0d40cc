/** What counting objects costs over hits and time, and tracing them over counting them. */
import { type Criterion, type Figure } from "../criterion.js";
import { race } from "../race.js";
import { sampled, withMemory, withSampledTraces, withTraces } from "../rivals/perline.js";
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

export const traces: Criterion = {
  id: "traces",
  claim: "Tracing one object for each 128 KiB costs at most 3 % over counting all of them, as a geometric mean over all workloads.",
  async measure({ rounds, progress }) {
    const names = ["one for each 128 KiB", "every object"] as const;
    const figures: Figure[] = [];
    const values: [number[], number[]] = [[], []];
    for (const workload of workloads) {
      const [counted, ...traced] = await race(workload, { rivals: [withMemory, withSampledTraces, withTraces], rounds, progress });
      traced.forEach(({ measured }, index) => {
        const ratios = roundRatios({ bare: counted?.measured ?? [], measured });
        values[index]?.push(median(ratios));
        figures.push({ what: `${workload.id}, ${names[index]}`, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
      });
    }
    const means = values.map((each, index): Figure => ({
      what: `geometric mean, ${names[index]}`, value: geometricMean(each), unit: "×", spread: null, limit: index === 0 ? { atMost: 1.03 } : null,
    }));
    return [...figures, ...means];
  },
};
