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

/** How it can be started, in the order in which it is tried: a page's policy may forbid workers that are no files of its own. */
const ways: readonly (() => Worker | null)[] = [
  () => (samplerText === null ? null : workerOfText(samplerText)),
  // Written as bundlers know it; in what is no module there is no such file.
  () => new Worker(new URL("./sampler-thread.js", import.meta.url), { type: "module", name: "perline sampler" }),
];

function workerOfText(text: string): Worker {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "perline sampler" });
  URL.revokeObjectURL(url);
  return worker;
}

export class SampledRecorder implements Recorder {
  private readonly cells = createCells();
  private worker: Worker | null = null;
  /** What was said before the sampler was ready: all of it is for another one where the first cannot start. */
  private early: (SamplerBegin | Told | Request)[] = [];

  /** Starts it. `fail` is called, later, where that cannot be. */
  constructor(plan: RecordingPlan, private readonly fail: () => void) {
    this.say({ plan, cells: this.cells });
    this.start(0);
  }

  tell(told: Told): void {
    this.say(told);
  }

  /** Starts it in the first way, from that one on, that works. */
  private start(way: number): void {
    const make = ways[way];
    if (make === undefined) return queueMicrotask(this.fail);
    try {
      this.worker = make();
    } catch {
      this.worker = null;
    }
    if (this.worker === null) return this.start(way + 1);
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (load(this.cells.state, Cell.ready) === 0) this.start(way + 1);
    });
    for (const said of this.early) this.worker.postMessage(said);
  }

  private say(said: SamplerBegin | Told | Request): void {
    if (load(this.cells.state, Cell.ready) === 0) this.early.push(said);
    else this.early = [];
    this.worker?.postMessage(said);
  }

  /** Stands still until it is answered: the thread of a page cannot sleep, so it looks again and again. */
  ask(request: Request, name = ""): string | null {
    const { state, text } = this.cells;
    // Nothing has been seen yet; what is asked for holds from the begin on, and what was counted at a mark is not known later.
    if (load(state, Cell.ready) === 0 && request === "mark") return null;
    if (load(state, Cell.ready) === 0) {
      this.say(request);
      return request === "profile" || request === "rest" ? null : "";
    }
    beginWaiting(memory);
    store(state, Cell.answered, 0);
    const bytes = new TextEncoder().encode(name);
    text.set(bytes);
    store(state, Cell.bytes, bytes.length);
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
