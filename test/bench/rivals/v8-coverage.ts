/** V8's precise coverage with counts of blocks, as Node's own switch turns it on for the whole process. */
import { type Rival } from "./rival.js";

export const v8Coverage: Rival = {
  id: "V8 coverage",
  what: "`NODE_V8_COVERAGE`: precise coverage, counts of blocks in every file",
  share: 1,
  mostRounds: Infinity,
  command: (args, _workload, { run }) => ({ args, env: { NODE_V8_COVERAGE: run } }),
};
