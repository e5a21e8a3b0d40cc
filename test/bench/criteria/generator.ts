/** The founding program: how much slower it gets, and how much of it the lines account for. */
import { type Criterion } from "../criterion.js";
import { selfNs } from "../measured.js";
import { inTemporaryFolder } from "../../runs.js";
import { median, ratio, roundRatios, spread } from "../statistics.js";
import { interleaved, timedProgram } from "../timed-program.js";

export const generator: Criterion = {
  id: "generator",
  claim: "A generator of 10 million numbers takes at most twice its bare time, and its lines hold at least 97 % of its evaluation.",
  measure: ({ rounds, progress }) => inTemporaryFolder(async (folder) => {
    const program = timedProgram(folder, "generator");
    const covered: number[] = [];
    progress(`${rounds} rounds of 10 million numbers`);
    const pairs = await interleaved(
      rounds,
      async () => (await program.bare()).evaluationMs,
      async () => {
        const { evaluationMs, profile } = await program.profiled([]);
        covered.push((100 * selfNs(profile)) / (1e6 * evaluationMs));
        return evaluationMs;
      },
    );
    return [
      { what: "bare", value: median(pairs.bare), unit: "ms", spread: spread(pairs.bare), limit: null },
      { what: "profiled", value: median(pairs.measured), unit: "ms", spread: spread(pairs.measured), limit: null },
      { what: "profiled over bare", value: ratio(pairs), unit: "×", spread: spread(roundRatios(pairs)), limit: { atMost: 2 } },
      { what: "Σ self of the evaluation", value: median(covered), unit: "%", spread: spread(covered), limit: { atLeast: 97 } },
    ];
  }),
};
