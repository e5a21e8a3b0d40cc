/**
 * The sampler as the program's main thread sees it: starts it, waits for it, asks it for the last word.
 * "@perline/runtime/sampler": apart from what measures the thread, since a thread takes long to come up and is started first.
 */
import { join } from "node:path";
import { type MessagePort, Worker } from "node:worker_threads";
import { ownPlan } from "../own-plan.js";
import type { OwnThread } from "../own-thread.js";
import { waitForChange } from "../patience.js";
import { handDown, processMemory, Session, type ThreadSettings } from "../process-memory.js";
import { defaultCallTreeLimit as callTreeLimit } from "../vocabulary.js";
import type { MeasurementOptions, SamplerPlan } from "./plan.js";

export { isBound } from "../bound.js";

/** One cell of shared memory: the next free probe id of the process. */
export const nextProbeId = processMemory.ids;

/** How long a program waits for its sampler to come up, or to write the final profile, before it goes on without. */
const patienceMs = 20_000;

// Taken before user code can replace them.
const { load, notify, store } = Atomics;

/** What a run wants. */
export interface StartOptions extends Omit<MeasurementOptions, "callTreeLimit">, Pick<ThreadSettings, "traced"> {
  /** Take inserted text out of the text of functions. */
  restoreFunctionText: boolean;
}

/** A started sampler. */
export class Sampler {
  private readonly session = processMemory.session;

  /** See {@link startSampler}. */
  constructor(readonly settings: ThreadSettings, options: MeasurementOptions, sources: MessagePort) {
    const plan: SamplerPlan = { options, sources, main: ownPlan(options), ppid: process.ppid };
    // An environment and arguments of its own: the program's would run its preloads there. Streams of its own: the default
    // would touch the program's.
    const worker = new Worker(join(__dirname, "thread.js"), {
      workerData: plan, transferList: [sources], env: {}, execArgv: [], stdin: false, stdout: true, stderr: true,
      name: "perline sampler",
    });
    worker.unref();
    worker.on("error", () => undefined);
    // Out of memory, a thread ends without a word.
    worker.on("exit", () => store(this.session, Session.finished, 2));
  }

  /** Blocks until the sampler watches; gives whether it does. */
  ready(): boolean {
    waitForChange(this.session, Session.ready, { from: 0, patienceMs });
    return load(this.session, Session.ready) === 1;
  }

  /**
   * Asks for the final profile and waits until it is written. Where the sampler is dead its last snapshot stays. Gives false where
   * that was done before. `behind`: what the thread still has to tell once it has ended.
   */
  finish(thread: OwnThread, behind?: () => void): boolean {
    if (!thread.end()) return false;
    behind?.();
    store(this.session, Session.finish, 1);
    store(this.session, Session.wake, 1);
    notify(this.session, Session.wake);
    waitForChange(this.session, Session.finished, { from: 0, patienceMs });
    return true;
  }
}

/**
 * Starts the sampler of this process and returns at once, while its thread comes up beside. Once, in the main thread, where
 * the names of generated code are not bound.
 *
 * @param sources where `{ base, record }` of each source arrives before the source's code can run; the instrumenter has the other end
 */
export function startSampler({ restoreFunctionText, traced, ...rest }: StartOptions, sources: MessagePort): Sampler {
  const options: MeasurementOptions = { ...rest, callTreeLimit };
  const { clock, reading, weighs, splits } = options;
  const settings: ThreadSettings = { clock, reading, weighs, splits, callTreeLimit, restoreFunctionText, traced };
  // It shares what threads share, so that comes first.
  handDown(settings);
  return new Sampler(settings, options, sources);
}
