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
  const { ofProgram = (text) => text } = rival;
  const { stdout } = await runWell(args, { cwd: root, env: { ...env, ...repeated, NODE_OPTIONS: "", BENCH_TIMES: timesFile } });
  const { untilExitNs } = JSON.parse(readFileSync(timesFile, "utf8")) as Times;
  return { ms: untilExitNs / 1e6, stdout: ofProgram(stdout) };
}

/** One who runs in a round, and the part of the work. */
interface Starter {
  rival: Rival;
  share: number;
}

/** Those who run in a round, bare once for each part of the work; each round begins with another one. */
function starters(rivals: readonly Rival[], round: number): Starter[] {
  const shares = [...new Set(rivals.map(({ share }) => share))];
  const all = [...shares.map((share) => ({ rival: bare, share })), ...rivals.map((rival) => ({ rival, share: rival.share }))];
  const first = round % Math.max(1, all.length);
  return [...all.slice(first), ...all.slice(0, first)];
}

/** Whether a rival runs in a round; in the one that is not counted (0), those that have more than one. */
function takesPart({ mostRounds }: Rival, round: number): boolean {
  return round === 0 ? mostRounds > 1 : round <= mostRounds;
}

/**
 * Runs the workload in so many rounds, after one that is not counted, bare and under each rival. Throws where a rival changes what
 * the program prints.
 */
export function race(workload: Workload, { rivals, rounds, progress }: Race): Promise<Laps[]> {
  return inTemporaryFolder(async (folder) => {
    const cache = join(folder, "cache");
    mkdirSync(cache);
    const laps = rivals.map((rival) => ({ rival, bare: [] as number[], measured: [] as number[] }));
    for (let round = 0; round <= rounds; round++) {
      const taking = laps.filter(({ rival }) => takesPart(rival, round));
      const found = new Map<string, Lap>();
      for (const { rival, share } of starters(taking.map(({ rival }) => rival), round)) {
        progress(`${workload.id}, ${round === 0 ? "warming up" : `round ${round} of ${rounds}`}: ${rival.id}`);
        const id = `${rival.id} ${share}`;
        found.set(id, await lap(rival, workload, { folders: { run: join(folder, `${id} ${round}`), cache }, share }));
      }
      for (const { rival: { id, share }, bare: bareMs, measured } of taking) {
        const [alone, watched] = [found.get(`${bare.id} ${share}`), found.get(`${id} ${share}`)];
        if (alone?.stdout !== watched?.stdout) throw new Error(`${workload.id} prints something else under ${id}`);
        if (round === 0) continue;
        bareMs.push(alone?.ms ?? NaN);
        measured.push(watched?.ms ?? NaN);
      }
    }
    return laps.map(({ rival: { id }, ...pairs }) => ({ rival: id, ...pairs }));
  });
}
