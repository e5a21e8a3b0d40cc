/** What counting objects costs over hits and time, and tracing them over counting them. */
import { type Criterion, type Figure } from "../criterion.js";
import { race } from "../race.js";
import { sampled, withMemory, withSampledTraces, withTraces } from "../rivals/perline.js";
import { geometricMean, median, roundRatios, spread } from "../statistics.js";
import { programs } from "../workload.js";

/** Each criterion takes minutes even so: programs by the dozen, each under several rivals. */
const mostRounds = 5;

export const memory: Criterion = {
  id: "memory",
  claim: "Counting, modelling and measuring what lines create costs at most 10 % over hits and time, as a geometric mean over our programs.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    for (const program of programs) {
      const [timed, counted] = await race(program, { rivals: [sampled, withMemory], rounds: Math.min(rounds, mostRounds), progress });
      const ratios = roundRatios({ bare: timed?.measured ?? [], measured: counted?.measured ?? [] });
      figures.push({ what: program.id, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
    }
    const mean = geometricMean(figures.map(({ value }) => value));
    return [...figures, { what: "geometric mean over hits and time", value: mean, unit: "×", spread: null, limit: { atMost: 1.1 } }];
  },
};

export const traces: Criterion = {
  id: "traces",
  claim: "Tracing one object for each 128 KiB costs at most 3 % over counting all of them, as a geometric mean over our programs.",
  async measure({ rounds, progress }) {
    const names = ["one for each 128 KiB", "every object, once"] as const;
    const figures: Figure[] = [];
    const values: [number[], number[]] = [[], []];
    for (const program of programs) {
      const rivals = [withMemory, withSampledTraces, withTraces];
      const [counted, ...traced] = await race(program, { rivals, rounds: Math.min(rounds, mostRounds), progress });
      traced.forEach(({ measured }, index) => {
        const ratios = roundRatios({ bare: (counted?.measured ?? []).slice(0, measured.length), measured });
        values[index]?.push(median(ratios));
        figures.push({ what: `${program.id}, ${names[index]}`, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
      });
    }
    const means = values.map((each, index): Figure => ({
      what: `geometric mean, ${names[index]}`, value: geometricMean(each), unit: "×", spread: null, limit: index === 0 ? { atMost: 1.03 } : null,
    }));
    return [...figures, ...means];
  },
};
