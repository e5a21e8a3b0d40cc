/** How much processor time the sampler takes beside the program: in runs of growing length that compute all the time. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Criterion, type Figure } from "../criterion.js";
import { bare } from "../rivals/bare.js";
import { sampled } from "../rivals/perline.js";
import { type Rival } from "../rivals/rival.js";
import { type Times } from "../race.js";
import { inTemporaryFolder, root, runWell } from "../../runs.js";
import { median, spread } from "../statistics.js";
import { interleaved } from "../timed-program.js";
import { driver } from "../workload.js";

const script = "test/bench/programs/busy.cjs";
const watched = { files: script, include: script, modules: false };
const lengthsMs = [100, 1_000, 2_000];
/** More rounds tell little more of a figure that a busy machine hardly moves. */
const enoughRounds = 3;

/** Milliseconds of processor time that the process used beyond those of its computing thread. */
function beside(rival: Rival, lengthMs: number): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    const folders = { run: join(folder, "run"), cache: join(folder, "cache") };
    for (const path of Object.values(folders)) mkdirSync(path);
    const { args, env } = rival.command([driver, script], watched, folders);
    const timesFile = join(folder, "times.json");
    await runWell(args, { cwd: root, env: { NODE_OPTIONS: "", ...env, BENCH_TIMES: timesFile, BUSY_MS: String(lengthMs) } });
    const { cpuNs, untilExitNs } = JSON.parse(readFileSync(timesFile, "utf8")) as Times;
    return (cpuNs - untilExitNs) / 1e6;
  });
}

export const sampler: Criterion = {
  id: "sampler",
  claim: "Processor time of the sampler's thread, and of whatever else runs beside a computing program; what a bare run has of it is taken off.",
  async measure({ rounds, progress }) {
    const figures: Figure[] = [];
    let shorter: { lengthMs: number; ms: number } | null = null;
    for (const lengthMs of lengthsMs) {
      progress(`${lengthMs} ms`);
      const pairs = await interleaved(Math.min(rounds, enoughRounds), () => beside(bare, lengthMs), () => beside(sampled, lengthMs));
      const ms = median(pairs.measured) - median(pairs.bare);
      figures.push({ what: `in a run of ${lengthMs} ms`, value: ms, unit: "ms", spread: spread(pairs.measured), limit: null });
      if (shorter !== null) {
        const share = (100 * (ms - shorter.ms)) / (lengthMs - shorter.lengthMs);
        figures.push({ what: `from ${shorter.lengthMs} to ${lengthMs} ms`, value: share, unit: "% of a core", spread: null, limit: null });
      }
      shorter = { lengthMs, ms };
    }
    return figures;
  },
};
