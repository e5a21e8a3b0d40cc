/** How long the largest file people meet takes to instrument, and how much memory. */
import { join } from "node:path";
import { type Criterion } from "../criterion.js";
import { instrumentOnce, type Instrumented } from "../instrumented.js";
import { root } from "../../runs.js";
import { median, spread } from "../statistics.js";

export const instrumenting: Criterion = {
  id: "instrumenting",
  claim: "Instrumenting typescript.js (9 MB) takes at most 3 s and 1 GB, loading the instrumenter included.",
  async measure({ rounds, progress }) {
    const file = join(root, "node_modules", "typescript", "lib", "typescript.js");
    const runs: Instrumented[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}`);
      runs.push(await instrumentOnce(file));
    }
    const seconds = runs.map(({ loadMs, coldMs }) => (loadMs + coldMs) / 1000);
    const megabytes = runs.map((run) => run.maxRssMb);
    return [
      { what: "time", value: median(seconds), unit: "s", spread: spread(seconds), limit: { atMost: 3 } },
      { what: "memory of the process at its peak", value: median(megabytes), unit: "MB", spread: spread(megabytes), limit: { atMost: 1024 } },
    ];
  },
};
