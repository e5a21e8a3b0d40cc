/** Whether shares stay true where sampling is hard: very short and long runs, one core, a busy machine, a rhythm like ours. */
import { execFileSync, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { type Grain, knownCost } from "../known-cost.js";
import { programs } from "../programs.js";
import { median, spread } from "../statistics.js";

/** Does something under a condition, and ends the condition. */
type Condition = <T>(action: () => Promise<T>) => Promise<T>;

interface Case {
  what: string;
  grain: Grain;
  runMs: number;
  runs: number;
  condition: Condition;
}

const asItIs: Condition = (action) => action();

/** This process and the children it starts may use one core only. Linux: elsewhere nothing of the kind is to be had. */
const onOneCore: Condition = async (action) => {
  const allow = (cores: string): void => {
    execFileSync("taskset", ["--all-tasks", "--cpu-list", "--pid", cores, String(process.pid)], { stdio: "ignore" });
  };
  const all = `0-${availableParallelism() - 1}`;
  allow("0");
  try {
    return await action();
  } finally {
    allow(all);
  }
};

/** A program computes on every core. */
const onBusyMachine: Condition = async (action) => {
  const compute = `require(${JSON.stringify(join(programs, "busy.cjs"))})()`;
  const env = { ...process.env, BUSY_MS: String(10 * 60_000) };
  const others = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ["-e", compute], { env, stdio: "ignore" }));
  try {
    return await action();
  } finally {
    for (const other of others) other.kill();
  }
};

const cases: readonly Case[] = [
  { what: "5 ms", grain: "fine", runMs: 5, runs: 20, condition: asItIs },
  { what: "10 s", grain: "fine", runMs: 10_000, runs: 3, condition: asItIs },
  { what: "60 s", grain: "coarse", runMs: 60_000, runs: 1, condition: asItIs },
  { what: "turns as long as a pause, 50 ms", grain: "young", runMs: 50, runs: 20, condition: asItIs },
  { what: "turns as long as a pause, 1 s", grain: "old", runMs: 1000, runs: 10, condition: asItIs },
  { what: "one core, fine turns, 1 s", grain: "fine", runMs: 1000, runs: 10, condition: onOneCore },
  { what: "one core, coarse turns, 1 s", grain: "coarse", runMs: 1000, runs: 10, condition: onOneCore },
  { what: "busy machine, fine turns, 1 s", grain: "fine", runMs: 1000, runs: 10, condition: onBusyMachine },
  { what: "busy machine, coarse turns, 1 s", grain: "coarse", runMs: 1000, runs: 10, condition: onBusyMachine },
];

export const conditions: Criterion = {
  id: "conditions",
  claim: "The largest error of four lines of known cost stays under 1.2 times the multinomial expectation plus 1 point, in 19 of 20 runs, also where sampling is hard.",
  async measure({ progress }) {
    const figures: Figure[] = [];
    for (const { what, grain, runMs, runs, condition } of cases) {
      const errors: number[] = [];
      let within = 0;
      await condition(async () => {
        for (let run = 0; run < runs; run++) {
          progress(`${what}: run ${run + 1} of ${runs}`);
          const { errorPoints, allowedPoints } = await knownCost(grain, runMs);
          errors.push(errorPoints);
          if (errorPoints <= allowedPoints) within++;
        }
      });
      const limit = { atLeast: Math.floor((19 * runs) / 20) };
      figures.push(
        { what: `${what}: largest error`, value: median(errors), unit: "points", spread: spread(errors), limit: null },
        { what: `${what}: within`, value: within, unit: `runs of ${runs}`, spread: null, limit },
      );
    }
    return figures;
  },
};
