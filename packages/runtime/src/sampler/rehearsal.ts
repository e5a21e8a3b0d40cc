/**
 * A thread that never was, for the sampler to watch while the program starts up: in a fresh thread the first thousands of looks
 * are slow, and the compiler that makes them fast competes with the program for its cores. So the code that will watch the
 * program is made fast before there is a program: the same code, on objects of the same make.
 */
import type { SourceRecord } from "@perline/format";
import { now } from "../clock.js";
import { Clock, createMemory, State, type ThreadMemory } from "../memory.js";
import type { MeasurementOptions } from "./plan.js";
import { Sources } from "./sources.js";
import { WatchedThread } from "./watched-thread.js";

const lines = 8;
const turns = 400;

/** Lines 1 to 8 of one function, a probe each. */
function scratchRecord(): SourceRecord {
  const rows = Array.from({ length: lines }, (_, row) => row);
  return {
    path: "", hash: "", text: null, skipped: [], probes: rows,
    functions: { name: [""], kind: ["module"], line: [1], column: [0], endLine: [lines], calls: [0] },
    lines: { line: rows, function: rows.map(() => 0), countable: rows.map(() => 1) },
  };
}

export class Rehearsal {
  readonly thread: WatchedThread;
  private readonly memory: ThreadMemory = createMemory();
  private turns = 0;

  constructor(options: MeasurementOptions) {
    const column = (): Int32Array => new Int32Array(lines + 2);
    const sources = new Sources({ lineOf: column(), functionOf: column(), sourceOf: column() });
    sources.add({ base: 1, record: scratchRecord() });
    this.memory.clock[Clock.begin] = now();
    Atomics.store(this.memory.state, State.begun, 1);
    const plan = { buffer: this.memory.buffer, exact: null, id: 0, name: "", systemId: null };
    this.thread = new WatchedThread(plan, sources, { ...options, delayNs: 0, durationNs: null });
  }

  /** The program that never was goes on a little. Gives whether there is more to gain. */
  turn(): boolean {
    this.turns += 1;
    const { clock, stack } = this.memory;
    // Waiting, suspended, busy and idle: a branch that was never taken would cost the compiled code its place when it is.
    clock[Clock.waitingSince] = this.turns % 8 === 0 ? 1 : 0;
    for (let depth = 1; depth <= 3; depth++) stack[depth] = 1 + (this.turns >> depth) % lines;
    if (this.turns % 8 === 1) stack[1] = -1;
    stack[0] = this.turns % 4;
    return this.turns < turns;
  }
}
