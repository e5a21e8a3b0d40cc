/** Has a thread beside this one record it: the sampler of a page that is isolated from others, so that the two can share memory. */
import { beginWaiting, endWaiting } from "../clock.js";
import { memory } from "../own-memory.js";
import type { Told } from "../sampler/plan.js";
import { samplerText } from "./built.js";
import type { RecordingPlan, Request } from "./plan.js";
import type { Recorder } from "./recorder.js";
import { Cell, createCells, requests, type SamplerBegin } from "./sampler-cells.js";

/** How long a thread waits for an answer. */
const patienceMs = 2_000;

// Taken before user code can replace them.
const { load, notify, store } = Atomics;
const performanceNow = performance.now.bind(performance);

function workerOfText(): Worker {
  const url = URL.createObjectURL(new Blob([samplerText!], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "perline sampler" });
  URL.revokeObjectURL(url);
  return worker;
}

/** Written as bundlers know it. */
function workerOfFile(): Worker {
  return new Worker(new URL("./sampler-thread.js", import.meta.url), { type: "module", name: "perline sampler" });
}

export class SampledRecorder implements Recorder {
  private readonly cells = createCells();
  private worker: Worker;
  /** What was told and asked for before the sampler was ready: all of it is for another one where the first cannot start. */
  private early: (SamplerBegin | Told | Request)[] = [];

  /** Starts it. `fail` is called, later, where that cannot be. */
  constructor(plan: RecordingPlan, fail: () => void) {
    this.worker = this.start(samplerText === null ? workerOfFile : workerOfText, fail);
    this.say({ plan, cells: this.cells });
  }

  tell(told: Told): void {
    this.say(told);
  }

  private start(make: () => Worker, fail: () => void): Worker {
    const worker = make();
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (load(this.cells.state, Cell.ready) === 1) return;
      if (make === workerOfFile) return fail();
      // The page's policy may forbid workers that are no files of its own.
      this.worker = this.start(workerOfFile, fail);
      for (const said of this.early) this.worker.postMessage(said);
    });
    return worker;
  }

  private say(said: SamplerBegin | Told | Request): void {
    if (load(this.cells.state, Cell.ready) === 0) this.early.push(said);
    else this.early = [];
    this.worker.postMessage(said);
  }

  /** Stands still until it is answered: the thread of a page cannot sleep, so it looks again and again. */
  ask(request: Request): string | null {
    const { state, text } = this.cells;
    // Nothing has been seen yet; what is asked for holds from the begin on.
    if (load(state, Cell.ready) === 0) {
      this.say(request);
      return request === "profile" || request === "rest" ? null : "";
    }
    beginWaiting(memory);
    store(state, Cell.answered, 0);
    store(state, Cell.request, requests.indexOf(request) + 1);
    store(state, Cell.wake, 1);
    notify(state, Cell.wake);
    const end = performanceNow() + patienceMs;
    while (load(state, Cell.answered) === 0 && performanceNow() < end);
    endWaiting(memory);
    if (load(state, Cell.answered) !== 1) return null;
    return new TextDecoder().decode(text.slice(0, load(state, Cell.bytes)));
  }
}
