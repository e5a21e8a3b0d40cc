/** What one way to run our programs costs over another. */
import { type Bench, type Figure, type Limit } from "./criterion.js";
import { race } from "./race.js";
import { type Rival } from "./rivals/rival.js";
import { geometricMean, median, roundRatios, spread } from "./statistics.js";
import { programs } from "./workload.js";

/** Such a criterion takes minutes even so: programs by the dozen, each under several rivals. */
const mostRounds = 5;

/** One that is compared. */
export interface Compared {
  rival: Rival;
  /** What figures call it. */
  name: string;
  /** Of its geometric mean. */
  limit: Limit | null;
}

/** How many times longer each takes than the first, which all are compared with: program by program, and their geometric means. */
export async function beside(first: Rival, compared: readonly Compared[], { rounds, progress }: Bench): Promise<Figure[]> {
  const rivals = [first, ...compared.map(({ rival }) => rival)];
  const figures = compared.map((): Figure[] => []);
  for (const program of programs) {
    const [plain, ...others] = await race(program, { rivals, rounds: Math.min(rounds, mostRounds), progress });
    others.forEach(({ measured }, index) => {
      const ratios = roundRatios({ bare: (plain?.measured ?? []).slice(0, measured.length), measured });
      const what = `${program.id}, ${compared[index]!.name}`;
      figures[index]!.push({ what, value: median(ratios), unit: "×", spread: spread(ratios), limit: null });
    });
  }
  const means = compared.map(({ name, limit }, index): Figure => {
    return { what: `geometric mean, ${name}`, value: geometricMean(figures[index]!.map(({ value }) => value)), unit: "×", spread: null, limit };
  });
  return [...figures.flat(), ...means];
}
