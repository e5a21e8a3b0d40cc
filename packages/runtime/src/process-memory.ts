/**
 * The memory that all threads of the process share: the cells by which they talk to the sampler, and whose line a probe is.
 *
 * The main thread makes it; a worker finds it in the environment data it inherits, which no program enumerates.
 */
import type * as workerThreads from "node:worker_threads";
import type { MeasuredClock, Reading, TracingChoice } from "@perline/format";
import { builtin } from "./builtin.js";
import { probeLimit } from "./memory.js";
import { zeroed } from "./shared.js";

/** Indices into {@link ProcessMemory.session}. */
export const Session = {
  /** 1 once the sampler runs, 2 where it never will. */
  ready: 0,
  /** What the sampler sleeps on: 1 asks it to look at its messages at once. Reset by the sampler. */
  wake: 1,
  /** 1 asks for the final profile. */
  finish: 2,
  /** 1 once the final profile is written, 2 when it could not be. */
  finished: 3,
  /** Raised each time the sampler has taken in all messages. */
  fetched: 4,
  /** Worker threads that could not be measured. */
  unmeasured: 5,
  /** Files that ran as they are, since the instrumenter did not answer. */
  missed: 6,
  /** Tells this measurement from others of the same process: threads can have one each. Never written again. */
  number: 7,
} as const;

/** Views of the shared buffers. */
export interface ProcessMemory {
  readonly session: Int32Array;
  /** One cell: nanoseconds of one probe on this machine; 0 where they are not known. */
  readonly probeNs: Float64Array;
  /** One cell: the next free probe id. */
  readonly ids: Int32Array;
  /** By probe id: its line, numbered over all sources from 1; -1 for a probe without one, 0 for one not known yet. */
  readonly lineOf: Int32Array;
  /** By line: its function, numbered over all sources from 1. */
  readonly functionOf: Int32Array;
  /** By line: its source, numbered from 0. */
  readonly sourceOf: Int32Array;
}

/** What a worker needs to know to measure itself as the main thread does. */
export interface ThreadSettings {
  clock: MeasuredClock;
  /** What the memory clock reads; null under any other. */
  reading: Reading | null;
  restoreFunctionText: boolean;
  callTreeLimit: number;
  /** Whether expressions are weighed: what they add to the heap is measured beside time. */
  weighs: boolean;
  /** What is traced of the objects that its lines create; null: nothing. */
  traced: TracingChoice | null;
  /** Whether V8's own profiler runs beside, to tell where self time went. */
  splits: boolean;
}

interface Inherited {
  memory: ProcessMemory;
  settings: ThreadSettings;
}

function createProcessMemory(): ProcessMemory {
  const column = (length: number): Int32Array => new Int32Array(zeroed(length * 4));
  const probeNs = new Float64Array(zeroed(8));
  const session = column(16);
  session[Session.number] = Math.random() * 2 ** 30;
  const ids = column(1);
  ids[0] = 1;
  const [lineOf, functionOf, sourceOf] = [column(probeLimit), column(probeLimit), column(probeLimit)];
  return { session, probeNs, ids, lineOf, functionOf, sourceOf };
}

const key = "__perline_f3k9_process";
const threads = builtin("node:worker_threads") as typeof workerThreads | undefined;
const inherited = threads?.getEnvironmentData(key) as Inherited | undefined;

/** The memory of this process, as the thread that loads this module shares it. */
export const processMemory = inherited?.memory ?? createProcessMemory();

/** What the main thread handed to its workers; null in the main thread, and where nothing is measured. */
export const inheritedSettings: ThreadSettings | null = inherited?.settings ?? null;

/** Lets the workers that are started from now on find the memory. */
export function handDown(settings: ThreadSettings): void {
  const data: Inherited = { memory: processMemory, settings };
  threads?.setEnvironmentData(key, data);
}
