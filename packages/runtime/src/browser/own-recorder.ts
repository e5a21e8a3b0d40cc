/**
 * Records the thread it runs in: under the exact clock, or where nothing can be timed. It needs a timer for what is to be known while
 * the page lives; what that takes is none of the program's time.
 */
import { beginWaiting, endWaiting, now } from "../clock.js";
import { memory } from "../own-memory.js";
import type { Told } from "../sampler/plan.js";
import type { Sources } from "../sampler/sources.js";
import type { RecordingPlan, Request } from "./plan.js";
import type { Recorder } from "./recorder.js";
import { Recording } from "./recording.js";

const lookMs = 100;

// Taken before user code can replace it.
const setTimer = globalThis.setInterval.bind(globalThis);

export class OwnRecorder implements Recorder {
  private readonly recording: Recording;

  /** Records from now on. `sources`: the thread's, which others keep up to date. */
  constructor(plan: RecordingPlan, sources: Sources) {
    this.recording = new Recording(plan, sources);
    this.recording.thread.look(now());
    setTimer(() => this.aside(() => this.look(now())), lookMs);
  }

  /** The thread's sources are this recording's. */
  tell(_told: Told): void { /* Known already. */ }

  ask(request: Request, name?: string): string | null {
    return this.aside(() => this.recording.answer(request, name));
  }

  private look(time: number): void {
    this.recording.thread.look(time);
    this.recording.tellIfDue(time);
  }

  /** Does something while the program's clock stands. */
  private aside<T>(action: () => T): T {
    beginWaiting(memory);
    try {
      return action();
    } finally {
      endWaiting(memory);
    }
  }
}
