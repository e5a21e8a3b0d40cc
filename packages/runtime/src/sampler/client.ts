/** The sampler as the program's main thread sees it: starts it, waits for it, asks it for the last word. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { now } from "../clock.js";
import { exactMemory } from "../own-exact-memory.js";
import { Clock, State } from "../memory.js";
import { memory } from "../own-memory.js";
import { hand, processMemory, Session } from "../process-memory.js";
import type { MeasurementOptions, SamplerPlan } from "./plan.js";

/** How long a program waits for its sampler to come up, or to write the final profile, before it goes on without. */
const patienceMs = 20_000;

const eventLoopUtilization = performance.eventLoopUtilization.bind(performance);

export class SamplerClient {
  /** Where the instrumenter posts its sources. */
  readonly sources: MessagePort;
  private readonly session = processMemory.session;
  private idleAtBegin = 0;

  constructor(options: MeasurementOptions) {
    hand();
    const { port1, port2 } = new MessageChannel();
    this.sources = port2;
    const plan: SamplerPlan = {
      options,
      sources: port1,
      main: {
        buffer: memory.buffer, exact: options.clock === "exact" ? exactMemory.buffer : null,
        id: 0, name: "main", systemId: process.pid,
      },
      ppid: process.ppid,
    };
    // An environment and arguments of its own: the program's would run its preloads there. Streams of its own: the default
    // would touch the program's.
    const worker = new Worker(join(__dirname, "thread.js"), {
      workerData: plan, transferList: [port1], env: {}, execArgv: [], stdin: false, stdout: true, stderr: true,
      name: "perline sampler",
    });
    worker.unref();
    worker.on("error", () => undefined);
  }

  /** Blocks until the sampler watches; gives whether it does. */
  ready(): boolean {
    Atomics.wait(this.session, Session.ready, 0, patienceMs);
    return Atomics.load(this.session, Session.ready) === 1;
  }

  /** User code starts now. */
  begin(): void {
    this.idleAtBegin = eventLoopUtilization().idle;
    memory.clock[Clock.waited] = 0;
    memory.clock[Clock.begin] = now();
    Atomics.store(memory.state, State.begun, 1);
  }

  /** Asks for the final profile and waits until it is written. Where the sampler is dead its last snapshot stays. */
  finish(): void {
    if (Atomics.load(memory.state, State.begun) === 0 || Atomics.exchange(memory.state, State.ended, 1) === 1) return;
    memory.clock[Clock.idle] = Math.round((eventLoopUtilization().idle - this.idleAtBegin) * 1e6);
    memory.clock[Clock.end] = now();
    Atomics.store(this.session, Session.finish, 1);
    Atomics.store(this.session, Session.wake, 1);
    Atomics.notify(this.session, Session.wake);
    Atomics.wait(this.session, Session.finished, 0, patienceMs);
  }
}
