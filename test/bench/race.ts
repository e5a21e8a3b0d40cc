/** Runs a workload under every rival, in turns, each time in a process of its own. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bare } from "./rivals/bare.js";
import { type Folders, type Rival } from "./rivals/rival.js";
import { inTemporaryFolder, root, runWell } from "../runs.js";
import { type Pairs } from "./statistics.js";
import { driver, type Workload } from "./workload.js";

/** What driver.cjs writes down. */
export interface Times {
  evaluationNs: number;
  untilExitNs: number;
  cpuNs: number;
}

/**
 * The laps of one rival with one workload, in turns with bare ones of the same length: milliseconds from the program's begin (what it
 * needs is loaded by then) to its exit.
 */
export interface Laps extends Pairs {
  rival: string;
}

/** What a race needs to know. */
export interface Race {
  /** Those that are compared with the bare program. */
  rivals: readonly Rival[];
  rounds: number;
  progress: (text: string) => void;
}

interface Lap {
  ms: number;
  stdout: string;
}

async function lap(rival: Rival, workload: Workload, { folders, share }: { folders: Folders; share: number }): Promise<Lap> {
  mkdirSync(folders.run);
  const { args, env } = rival.command([driver, workload.script], workload, folders);
  const timesFile = join(folders.run, "times.json");
  const repeated = { ROUNDS: String(Math.max(1, Math.round(share * workload.rounds))), BENCH_FIRST: JSON.stringify(workload.first) };
  const { stdout } = await runWell(args, { cwd: root, env: { ...env, ...repeated, NODE_OPTIONS: "", BENCH_TIMES: timesFile } });
  const { untilExitNs } = JSON.parse(readFileSync(timesFile, "utf8")) as Times;
  return { ms: untilExitNs / 1e6, stdout };
}

/**
 * Runs the workload in so many rounds: bare and under each rival, and bare once more for each part of the work that a rival runs. A
 * round before them is not counted; rivals that have but one take no part in it. Throws where a rival changes what the program prints.
 */
export function race(workload: Workload, { rivals, rounds, progress }: Race): Promise<Laps[]> {
  return inTemporaryFolder(async (folder) => {
    const cache = join(folder, "cache");
    mkdirSync(cache);
    const run = (rival: Rival, share: number, round: number): Promise<Lap> => {
      progress(`${workload.id}, ${round === 0 ? "warming up" : `round ${round} of ${rounds}`}: ${rival.id}`);
      return lap(rival, workload, { folders: { run: join(folder, `${rival.id} ${share} ${round}`), cache }, share });
    };
    const laps = rivals.map((rival) => ({ rival, bare: [] as number[], measured: [] as number[] }));
    for (let round = 0; round <= rounds; round++) {
      const alone = new Map<number, Lap>();
      for (const { rival, bare: bareMs, measured } of laps) {
        if (round === 0 ? rival.mostRounds === 1 : round > rival.mostRounds) continue;
        const bareLap = alone.get(rival.share) ?? await run(bare, rival.share, round);
        alone.set(rival.share, bareLap);
        const { ms, stdout } = await run(rival, rival.share, round);
        if (stdout !== bareLap.stdout) throw new Error(`${workload.id} prints something else under ${rival.id}`);
        if (round === 0) continue;
        bareMs.push(bareLap.ms);
        measured.push(ms);
      }
    }
    return laps.map(({ rival: { id }, ...pairs }) => ({ rival: id, ...pairs }));
  });
}
