/** What a rival is: a way to run a program, bare or under something that watches it. */
import { type Workload } from "../workload.js";

/** A Node command: what stands behind `node`, and what is added to the environment. */
export interface Command {
  args: readonly string[];
  env: Record<string, string>;
}

/** One way to run programs. Each run has a folder of its own for what it leaves; runs of one workload share the folder `cache`. */
export interface Rival {
  /** What tables call it. */
  id: string;
  /** What it does, as a part of a sentence. */
  what: string;
  /** The part of a workload's rounds that it runs (1: all), since it is so slow; it is compared with a bare run of that part. */
  share: number;
  /** Rounds that have to do, however many there are. */
  mostRounds: number;
  /** What of its output is the program's; absent: all of it. */
  ofProgram?(this: void, stdout: string): string;
  /** The command that runs `args` (a script and its arguments), of which the workload's files are to be watched. */
  command(args: readonly string[], workload: Pick<Workload, "files" | "include" | "modules">, folders: Folders): Command;
}

/** Absolute. */
export interface Folders {
  run: string;
  cache: string;
}
