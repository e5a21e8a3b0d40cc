/** How much of a program is missing from the profile that is left when it is killed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { inTemporaryFolder, root, runProfiled } from "../../runs.js";
import { randomNumbers } from "../statistics.js";

/** An example, made long enough to be killed in its midst: at least 3 s. */
interface Example {
  name: string;
  script: string;
  env: Record<string, string>;
}

const examples: Example[] = [
  { name: "generator", script: "generator/main.ts", env: { NUMBERS: "1000000000" } },
  { name: "prime-sieve", script: "prime-sieve/main.ts", env: { LIMIT: "500000000" } },
  { name: "async-pipeline", script: "async-pipeline/main.ts", env: { ITEMS: "10000" } },
  { name: "class-recursion", script: "class-recursion/main.ts", env: { DEPTH: "24" } },
  { name: "slow-report", script: "slow-report/src/main.ts", env: { ORDERS: "1000000" } },
];

/**
 * Milliseconds from the snapshot that a killed example leaves to the moment at which it was killed. From here: a process of the
 * run that killed another one would let it have its say first.
 */
function ageAfter({ name, script, env }: Example, killAfterMs: number): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    const pidFile = join(folder, "pid");
    const args = [`--node-arg=--require=${join(programs, "tell-pid.cjs")}`, join(root, "examples", script)];
    let running = true;
    const run = runProfiled(args, { env: { ...env, PID_FILE: pidFile } }).finally(() => (running = false));
    while (running && !existsSync(pidFile)) await sleep(5);
    await sleep(killAfterMs);
    const killedAt = Date.now();
    if (running) process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
    const { profile } = await run;
    if (profile.complete) throw new Error(`${name} ended before it was killed`);
    return killedAt - Date.parse(profile.snapshotAt ?? "");
  });
}

export const age: Criterion = {
  id: "age",
  claim: "The profile of an example that is killed (SIGKILL, at a random moment) is at most 250 ms old.",
  async measure({ rounds, progress }) {
    const random = randomNumbers(2);
    const figures: Figure[] = [];
    for (const example of examples) {
      const ages: number[] = [];
      for (let round = 0; round < rounds; round++) {
        progress(`${example.name}, round ${round + 1} of ${rounds}`);
        ages.push(await ageAfter(example, Math.round(700 + 1000 * random())));
      }
      figures.push({ what: `${example.name}, the oldest of ${rounds}`, value: Math.max(...ages), unit: "ms", spread: null, limit: { atMost: 250 } });
    }
    return figures;
  },
};
