/**
 * The thread this module is loaded in, as one that is measured: its begin and its end, and how it tells the sampler of itself.
 */
import { performance } from "node:perf_hooks";
import { BroadcastChannel } from "node:worker_threads";
import { now } from "./clock.js";
import { countAbove } from "./endings.js";
import { programIsLive } from "./live-code.js";
import { Clock, State } from "./memory.js";
import { memory } from "./own-memory.js";
import { ownPlan, type ThreadMeasures } from "./own-plan.js";
import { waitForChange } from "./patience.js";
import { processMemory, Session } from "./process-memory.js";
import { samplerChannel, type Told } from "./sampler/plan.js";

// Taken before user code can replace them.
const { add, load, notify, store } = Atomics;
const { round } = Math;
const { nodeTiming } = performance;

/** How long a worker waits for the sampler to notice it; afterwards it runs, and is noticed when it is. */
const patienceMs = 1000;

/** Asks the sampler to look at its messages now. */
export function wakeSampler(): void {
  store(processMemory.session, Session.wake, 1);
  notify(processMemory.session, Session.wake);
}

/** Tells the sampler something, from whichever thread of the process; gives whether there is one to hear it. */
export function tellSampler(told: Told): boolean {
  if (load(processMemory.session, Session.ready) !== 1 || load(processMemory.session, Session.finished) !== 0) return false;
  const channel = new BroadcastChannel(samplerChannel(processMemory));
  try {
    channel.postMessage(told);
  } finally {
    // Open, it would keep the program from its end.
    channel.close();
  }
  wakeSampler();
  return true;
}

/** Tells the sampler of this worker, and blocks until it has heard. */
export function announce(measures: ThreadMeasures, named: string | null): void {
  if (!tellSampler({ kind: "thread", thread: ownPlan(measures, named) })) return;
  waitForChange(memory.state, State.known, { from: 0, patienceMs });
}

/** Begin and end of this thread's user code. */
export class OwnThread {
  private idleAtBegin = 0;

  /** `clock`: what the thread's clock does beside this. */
  constructor(private readonly clock: { begin(): void; end?(): void }) {}

  /** User code starts now. */
  begin(): void {
    this.idleAtBegin = nodeTiming.idleTime;
    memory.clock[Clock.waited] = 0;
    memory.clock[Clock.begin] = now();
    this.clock.begin();
    store(memory.state, State.begun, 1);
    wakeSampler();
  }

  /** User code has ended; gives false where that was known, or where it never began. */
  end(): boolean {
    const { clock, state } = memory;
    if (load(state, State.begun) === 0 || load(state, State.ended) === 1) return false;
    this.clock.end?.();
    clock[Clock.idle] = round((nodeTiming.idleTime - this.idleAtBegin) * 1e6);
    clock[Clock.end] = now();
    // Who takes short looks need not know why the last one was the last.
    add(state, State.clockSequence, 2);
    // Of a module, which has no `finally`, nobody but this knows that an exception has ended it.
    if (memory.stack[0]! > 0 && !programIsLive()) countAbove(0);
    store(state, State.ended, 1);
    return true;
  }
}
