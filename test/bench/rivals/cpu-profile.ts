/** V8's sampling profiler: times of functions, no counts. */
import { type Rival } from "./rival.js";

export const cpuProfile: Rival = {
  id: "--cpu-prof",
  what: "`node --cpu-prof`: sampled times of functions",
  share: 1,
  mostRounds: Infinity,
  command: (args, _workload, { run }) => ({ args: ["--cpu-prof", `--cpu-prof-dir=${run}`, ...args], env: {} }),
};
