/**
 * The sampler as the program's main thread sees it: starts it, waits for it, asks it for the last word.
 */
import { join } from "node:path";
import { type MessagePort, Worker } from "node:worker_threads";
import { ownPlan, type OwnThread } from "../own-thread.js";
import { waitForChange } from "../patience.js";
import { processMemory, Session } from "../process-memory.js";
import type { MeasurementOptions, SamplerPlan } from "./plan.js";

/** How long a program waits for its sampler to come up, or to write the final profile, before it goes on without. */
const patienceMs = 20_000;

// Taken before user code can replace them.
const { load, notify, store } = Atomics;

export class SamplerClient {
  private readonly session = processMemory.session;

  /** `sources`: where the instrumenter's messages arrive; see {@link SamplerPlan}. */
  constructor(options: MeasurementOptions, sources: MessagePort) {
    const plan: SamplerPlan = { options, sources, main: ownPlan(options.clock), ppid: process.ppid };
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

  /** Asks for the final profile and waits until it is written. Where the sampler is dead its last snapshot stays. */
  finish(thread: OwnThread): void {
    if (!thread.end()) return;
    store(this.session, Session.finish, 1);
    store(this.session, Session.wake, 1);
    notify(this.session, Session.wake);
    waitForChange(this.session, Session.finished, { from: 0, patienceMs });
  }
}
