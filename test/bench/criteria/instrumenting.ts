/** How long the largest file people meet takes to instrument, and how much memory. */
import { join } from "node:path";
import { type Criterion } from "../criterion.js";
import { programs } from "../programs.js";
import { root, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";

interface Instrumented {
  ms: number;
  maxRssMb: number;
}

export const instrumenting: Criterion = {
  id: "instrumenting",
  claim: "Instrumenting typescript.js (9 MB) takes at most 3 s and 1 GB, loading the instrumenter included.",
  async measure({ rounds, progress }) {
    const file = join(root, "node_modules", "typescript", "lib", "typescript.js");
    const runs: Instrumented[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}`);
      runs.push(JSON.parse((await runWell([join(programs, "instrument.cjs"), file])).stdout) as Instrumented);
    }
    const seconds = runs.map((run) => run.ms / 1000);
    const megabytes = runs.map((run) => run.maxRssMb);
    return [
      { what: "time", value: median(seconds), unit: "s", spread: spread(seconds), limit: { atMost: 3 } },
      { what: "memory of the process at its peak", value: median(megabytes), unit: "MB", spread: spread(megabytes), limit: { atMost: 1024 } },
    ];
  },
};
