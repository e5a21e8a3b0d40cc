/**
 * Measures the program's worker threads: what the main thread hands down, and what a worker does with it before its user code.
 *
 * Every wait in it is bounded. A worker that cannot be measured runs as it is, and the profile says how many did.
 */
import process from "node:process";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";
import { enableGlobal } from "@perline/runtime/mark";
import { attach, countUnmeasured, type ThreadMeasurement } from "@perline/runtime/node";
import type * as host from "@perline/transform/node";
import { hearLastWords } from "./last-words.js";
import { measureChildren, measureWorkers, requireFlag, takeStart } from "./offspring.js";
import type { Handover } from "./run/handover.js";
import { restoreTraces } from "./traces.js";
import { weakEntries } from "./weak-entries.js";

/** What a worker needs to know, beside what the runtime hands down itself. */
export interface WorkerPlan {
  options: host.HostOptions;
  /** The run of its process; null where there are no other processes. */
  run: Handover | null;
  /** Absolute: what threads load first. */
  preload: string;
  /** Whether Node was given the flag by which stack traces can be restored. */
  traces: boolean;
  /** Flags that were added for Node: workers are not to see them either. */
  flags: string[];
}

/** What is known of what a thread may start. */
interface Offspring extends Pick<WorkerPlan, "run" | "preload"> {
  /** Called before each worker thread. */
  beforeThread: () => void;
}

const key = "__perline_f3k9_worker";

/** Lets the workers that are started from now on, and theirs, measure themselves. */
export function handDown(plan: WorkerPlan): void {
  setEnvironmentData(key, plan);
}

/** Measures this worker thread. Nothing happens where its process is not measured. */
export function measureWorker(): void {
  const plan = getEnvironmentData(key) as WorkerPlan | undefined;
  if (plan === undefined) return;
  try {
    const name = takeStart();
    process.execArgv = process.execArgv.filter((arg) => ![...plan.flags, requireFlag(plan.preload)].includes(arg));
    start(plan, name);
  } catch {
    countUnmeasured();
  }
}

/** Lets what this thread starts take part, and have its say when this thread ends it. Before named imports are brought up to date. */
export function watchOffspring({ run, preload, beforeThread }: Offspring, waiting: ThreadMeasurement["waiting"]): void {
  measureWorkers(preload, () => {
    // Its first question would find nobody listening.
    waiting.begin();
    beforeThread();
    waiting.end();
  });
  if (run === null || !run.settings.children) return;
  measureChildren(run);
  hearLastWords(run.folder, waiting);
}

function start({ options, run, preload, traces }: WorkerPlan, name: string | null): void {
  const thread = attach(name, options.traced ? weakEntries() : null);
  if (thread === null) return;
  const { installWorkerHooks, reachInstrumenter } = module.require("@perline/transform/node") as typeof host;
  const instrumenter = reachInstrumenter(options);
  watchOffspring({ run, preload, beforeThread: () => undefined }, thread.waiting);
  if (traces) restoreTraces(instrumenter, thread);
  installWorkerHooks(instrumenter, thread);
  enableGlobal();
  thread.begin();
}
