/** What the program's threads tell the sampler: plain data, cloned into its thread. */
import type { MessagePort } from "node:worker_threads";
import type { MeasuredClock, Reading, ToldTraces } from "@perline/format";
import { type ProcessMemory, Session } from "../process-memory.js";
import type { ToldSplit } from "../split/told.js";
import type { SourceMessage } from "./sources.js";

/** What a run wants from its measurement; all times in nanoseconds. */
export interface MeasurementOptions {
  clock: MeasuredClock;
  /** What the memory clock reads; null under any other. */
  reading: Reading | null;
  /** Whether expressions are weighed: under a clock that reads time. */
  weighs: boolean;
  /** Whether threads tell at their end what V8's own profiler saw: under the sampled clock. */
  splits: boolean;
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

/** Where another process of the run asks one for its profile as it stands: an empty file, which is gone once the profile is there. */
export function requestFile(outFile: string): string {
  return `${outFile}.request`;
}

/** The sampler thread's workerData. */
export interface SamplerPlan {
  options: MeasurementOptions;
  /** Where source messages arrive. */
  sources: MessagePort;
  /** The thread that started the sampler. */
  main: ThreadPlan;
  ppid: number;
}

/** A thread of the program, as the sampler gets to know it. */
export interface ThreadPlan {
  /** Its {@link ThreadMemory}. */
  buffer: ArrayBufferLike;
  /** Its {@link ExactMemory}; null under another clock. */
  exact: ArrayBufferLike | null;
  /** Its {@link UsageMemory}; null under another clock. */
  usage: ArrayBufferLike | null;
  /** Its {@link WeightMemory}; null where nothing is weighed. */
  weights: ArrayBufferLike | null;
  /** `worker_threads.threadId`; 0 for the main thread. */
  id: number;
  name: string;
  /** The operating system's number of the thread; null where it does not tell. */
  systemId: number | null;
}

/** What a thread asks of the sampler, which does it at a moment at which that thread stands still. */
export interface Order {
  /**
   * `pause`: nothing counts until `resume`. `reset`: nothing has counted yet. `write`: the profile as it stands, into a file. `mark`:
   * what is counted is kept under a name, for reports of what comes behind.
   */
  what: "pause" | "resume" | "reset" | "write" | "mark";
  /** The file, absolute, or the name of the mark; empty for what has none. */
  name: string;
  /** One cell: 1 once it is done, 2 where it could not be. */
  answered: Int32Array;
}

/** What any thread of the process may tell the sampler while it runs. */
export type Told =
  | { kind: "thread"; thread: ThreadPlan }
  | { kind: "source"; source: SourceMessage }
  | { kind: "warning"; warning: string }
  | { kind: "traces"; thread: number; traces: ToldTraces }
  | { kind: "split"; thread: number; split: ToldSplit }
  | { kind: "order"; order: Order };

/** The broadcast channel on which threads tell it, all of one measurement. */
export function samplerChannel({ session }: Pick<ProcessMemory, "session">): string {
  return `__perline_f3k9_sampler_${session[Session.number]!}`;
}
