/** Whether a line's reported share is its true share, as closely as the samples taken allow. */
import { type Bench, type Criterion, type Figure } from "../criterion.js";
import { knownCost, type Grain } from "../known-cost.js";
import { median, spread } from "../statistics.js";

const runs = 20;

/** Every length of run and grain of turn that the claim speaks of. */
const cases: { grain: Grain; runMs: number }[] = [
  { grain: "fine", runMs: 1000 },
  { grain: "coarse", runMs: 1000 },
  { grain: "fine", runMs: 50 },
  { grain: "coarse", runMs: 50 },
];

async function figuresOf({ grain, runMs }: (typeof cases)[number], { progress }: Bench): Promise<Figure[]> {
  const errors: number[] = [];
  const allowed: number[] = [];
  let within = 0;
  for (let run = 0; run < runs; run++) {
    progress(`${grain} turns, ${runMs} ms: run ${run + 1} of ${runs}`);
    const { errorPoints, allowedPoints } = await knownCost(grain, runMs);
    errors.push(errorPoints);
    allowed.push(allowedPoints);
    if (errorPoints <= allowedPoints) within++;
  }
  const what = `${grain} turns, ${runMs} ms`;
  return [
    { what: `${what}: largest error`, value: median(errors), unit: "points", spread: spread(errors), limit: null },
    { what: `${what}: allowed`, value: median(allowed), unit: "points", spread: spread(allowed), limit: null },
    { what: `${what}: within`, value: within, unit: `runs of ${runs}`, spread: null, limit: { atLeast: runs - 1 } },
  ];
}

export const accuracy: Criterion = {
  id: "accuracy",
  claim: "The largest error of four lines of known cost stays under 1.2 times the multinomial expectation plus 1 point in 19 of 20 runs.",
  async measure(bench) {
    const figures: Figure[] = [];
    for (const each of cases) figures.push(...(await figuresOf(each, bench)));
    return figures;
  },
};
