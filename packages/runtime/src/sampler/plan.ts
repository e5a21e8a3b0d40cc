/** What the program's thread tells the sampler when it starts it, and the cells by which they talk afterwards. */
import type { MessagePort } from "node:worker_threads";
import type { ClockKind } from "@perline/format";

/** What a run wants from its measurement; all times in nanoseconds. */
export interface MeasurementOptions {
  clock: Extract<ClockKind, "sampled" | "exact">;
  /** Absolute path of the profile: rolling snapshots first, the final profile at the end. */
  outFile: string;
  /** Absolute folder that source paths are relative to. */
  root: string;
  /** The command, as the profile shall tell it. */
  argv: string[];
  /** Version of perline. */
  perline: string;
  /** Milliseconds between rolling snapshots; null for as often as is cheap. */
  rollingMs: number | null;
  /** Time before the measurement begins. */
  delayNs: number;
  /** Time it lasts; null for to the end. */
  durationNs: number | null;
  /** Call-tree nodes kept for each thread. */
  callTreeLimit: number;
}

/** The sampler thread's workerData. */
export interface SamplerPlan {
  options: MeasurementOptions;
  /** Cells of {@link Session}. */
  session: SharedArrayBuffer;
  /** Where source messages arrive. */
  sources: MessagePort;
  /** The thread that started the sampler. */
  main: ThreadPlan;
  ppid: number;
}

/** A thread of the program, as the sampler gets to know it. */
export interface ThreadPlan {
  /** Its {@link ThreadMemory}. */
  buffer: SharedArrayBuffer;
  /** `worker_threads.threadId`; 0 for the main thread. */
  id: number;
  name: string;
  /** The operating system's number of the thread; null where it does not tell. */
  systemId: number | null;
}

/** Indices into the cells that the program's main thread and the sampler share; an Int32Array. */
export const Session = {
  /** 1 once the sampler runs. */
  ready: 0,
  /** What the sampler sleeps on: 1 asks it to look at once. */
  wake: 1,
  /** 1 asks for the final profile. */
  finish: 2,
  /** 1 once the final profile is written, 2 when it could not be. */
  finished: 3,
} as const;

/** Cells of {@link Session}. */
export const sessionLength = 16;
