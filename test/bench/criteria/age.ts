/** How much of a program is missing from the profile that is left when it is killed. */
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { root, runProfiled } from "../../runs.js";
import { randomNumbers } from "../statistics.js";

/** Each example, made long enough to be killed in its midst. */
const examples: { name: string; script: string; env: Record<string, string> }[] = [
  { name: "generator", script: "generator/main.ts", env: { NUMBERS: "1000000000" } },
  { name: "prime-sieve", script: "prime-sieve/main.ts", env: { LIMIT: "500000000" } },
  { name: "async-pipeline", script: "async-pipeline/main.ts", env: { ITEMS: "10000" } },
  { name: "class-recursion", script: "class-recursion/main.ts", env: { DEPTH: "23" } },
  { name: "slow-report", script: "slow-report/src/main.ts", env: { ORDERS: "1000000" } },
];

export const age: Criterion = {
  id: "age",
  claim: "The profile of an example that is killed (SIGKILL, at a random moment) is at most 250 ms old.",
  async measure({ rounds, progress }) {
    const random = randomNumbers(2);
    const figures: Figure[] = [];
    for (const { name, script, env } of examples) {
      const ages: number[] = [];
      for (let round = 0; round < rounds; round++) {
        progress(`${name}, round ${round + 1} of ${rounds}`);
        const killAfterMs = Math.round(700 + 1000 * random());
        const args = [`--node-arg=--require=${join(programs, "kill-after.cjs")}`, join(root, "examples", script)];
        const { profile } = await runProfiled(args, { env: { ...env, KILL_AFTER_MS: String(killAfterMs) } });
        if (profile.complete) throw new Error(`${name} ended before it was killed`);
        ages.push((profile.ageNs ?? NaN) / 1e6);
      }
      figures.push({ what: `${name}, the oldest of ${rounds}`, value: Math.max(...ages), unit: "ms", spread: null, limit: { atMost: 250 } });
    }
    return figures;
  },
};
