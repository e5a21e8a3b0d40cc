/**
 * Entry of a page's sampler: a worker that looks at the shadow stack of one thread, as the sampler of a process does.
 *
 * It returns to its event loop between two looks, or two series of looks: messages come there alone.
 */
import { now } from "../clock.js";
import { Clock } from "../memory.js";
import { processMemory } from "../process-memory.js";
import { Glances } from "../sampler/glances.js";
import type { Told } from "../sampler/plan.js";
import { deepStack, Schedule } from "../sampler/schedule.js";
import { Sources } from "../sampler/sources.js";
import type { Request } from "./plan.js";
import { Recording } from "./recording.js";
import { Cell, requests, type SamplerBegin, type SamplerCells } from "./sampler-cells.js";

class PageSampler {
  private readonly recording: Recording;
  private readonly schedule: Schedule;
  private readonly glances: Glances;
  private readonly cells: SamplerCells;
  private readonly turns = new MessageChannel();
  /** What was asked for at the last turn. */
  private asked = 0;

  constructor({ plan, cells }: SamplerBegin) {
    this.cells = cells;
    this.recording = new Recording(plan, new Sources(processMemory));
    this.glances = new Glances(cells.state);
    const time = now();
    // Nothing is spun: the clock is too coarse for that.
    this.schedule = new Schedule(time, { sleepNs: 0, comesFirst: false });
    const { clock } = this.recording.thread.memory;
    this.recording.thread.missed(time - clock[Clock.begin]!);
    clock[Clock.begin] = time;
    this.turns.port1.onmessage = (): void => this.turn();
    Atomics.store(cells.state, Cell.ready, 1);
    this.turns.port2.postMessage(null);
  }

  /** Hears what its thread says. */
  hear(said: Told | Request): void {
    if (typeof said === "string") this.recording.answer(said);
    else this.recording.hear(said);
  }

  /** Looks, for a millisecond at most. Sources were told before their code ran: those of what was seen before are known by now. */
  private turn(): void {
    const { recording, schedule } = this;
    const { state } = this.cells;
    recording.thread.observer?.known();
    Atomics.store(state, Cell.wake, 0);
    this.answer();
    const time = now();
    const depth = recording.thread.look(time);
    schedule.looked(time, depth < deepStack ? 0 : now() - time, depth);
    recording.tellIfDue(time);
    if (Atomics.load(state, Cell.request) === 0) schedule.spun(this.glances.take([recording.thread], schedule.pace(time)));
    this.turns.port2.postMessage(null);
  }

  /** Answers what was asked for before the last turn: what was told before that has come by now. */
  private answer(): void {
    const { state, text } = this.cells;
    const asked = Atomics.load(state, Cell.request);
    const request = asked === this.asked ? requests[asked - 1] : undefined;
    this.asked = asked;
    if (request === undefined) return;
    Atomics.store(state, Cell.request, 0);
    this.asked = 0;
    const answer = this.recording.answer(request, new TextDecoder().decode(text.slice(0, Atomics.load(state, Cell.bytes))));
    const bytes = new TextEncoder().encode(answer ?? "");
    const fits = answer !== null && bytes.length <= text.length;
    if (fits) text.set(bytes);
    Atomics.store(state, Cell.bytes, bytes.length);
    Atomics.store(state, Cell.answered, fits ? 1 : 2);
  }
}

let sampler: PageSampler | null = null;

addEventListener("message", ({ data }: MessageEvent<SamplerBegin | Told | Request>) => {
  if (sampler !== null) sampler.hear(data as Told | Request);
  else sampler = new PageSampler(data as SamplerBegin);
});
