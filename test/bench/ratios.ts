/** What profiling costs: each example under both clocks, against its bare self. Figures to look at, without a verdict. */
import { join } from "node:path";
import { type Criterion, type Figure } from "./criterion.js";
import { inTemporaryFolder } from "../runs.js";
import { median, ratio, roundRatios, spread } from "./statistics.js";
import { interleaved, timedProgram } from "./timed-program.js";

/** The examples, with sizes at which the exact clock ends too. */
const examples = [
  { name: "generator", entry: "main", env: { NUMBERS: "2000000" } },
  { name: "prime-sieve", entry: "main", env: { LIMIT: "2000000" } },
  { name: "async-pipeline", entry: "main", env: {} },
  { name: "class-recursion", entry: "main", env: {} },
  { name: "slow-report", entry: "src/main", env: { ORDERS: "5000" } },
];

export const ratios: readonly Criterion[] = examples.map(({ name, entry, env }) => ({
  id: name,
  claim: "Time from the first line to the exit, waiting for the instrumenter left out.",
  measure: ({ rounds, progress }) => inTemporaryFolder(async (folder) => {
    const program = timedProgram(join(folder, name), name, { entry, env });
    const figures: Figure[] = [];
    for (const clock of ["sampled", "exact"]) {
      progress(`${name}, ${clock} clock`);
      const pairs = await interleaved(
        rounds,
        async () => (await program.bare()).untilExitMs,
        async () => (await program.profiled(["--clock", clock])).untilExitMs,
      );
      if (clock === "sampled") figures.push({ what: "bare", value: median(pairs.bare), unit: "ms", spread: spread(pairs.bare), limit: null });
      figures.push({ what: `${clock} over bare`, value: ratio(pairs), unit: "×", spread: spread(roundRatios(pairs)), limit: null });
    }
    return figures;
  }),
}));
