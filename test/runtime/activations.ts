/**
 * Drives one stream of events through the generated-code protocol: what a program with such activations would call, on the
 * runtime's probes and on their slow twin alike.
 */
import * as fc from "fast-check";
import { outcome } from "@perline/format";
import { ReferenceProbes } from "./reference-probes.js";

/** The pieces of generated code, as functions; `frame` is an activation's binding. */
export interface Pieces {
  enter(id: number): number;
  line(frame: number, id: number): void;
  leave(frame: number): void;
  pause(frame: number, id: number): number;
  next(id: number): number;
  fail(frame: number): void;
  suspend(frame: number, id: number): number;
  resume(frame: number): number;
  handle(frame: number, how: number): number;
}

export type Event =
  | { do: "call"; id: number }
  | { do: "line" | "await" | "yield"; id: number }
  | { do: "return" | "return through finally" }
  | { do: "throw"; past: number }
  | { do: "resume" | "reject" | "reject caught"; which: number }
  | { do: "next" | "end generator"; which: number; id: number }
  | { do: "pass"; ns: number };

/** What only a running activation can do. */
type TopEvent = Exclude<Event, { do: "pass" | "call" } | { which: number }>;

/** Ids that streams use: 1 to this. */
export const highestId = 6;

const id = fc.integer({ min: 1, max: highestId });
const which = fc.nat(5);

/** Streams of events that a program may cause; one that has no meaning at its moment is passed over. */
export const streams: fc.Arbitrary<Event[]> = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("call" as const), id }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("line" as const), id }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("await" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("yield" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("return" as const, "return through finally" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("throw" as const), past: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("resume" as const, "reject" as const, "reject caught" as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("next" as const, "end generator" as const), which, id }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pass" as const), ns: fc.integer({ min: 1, max: 1000 }) }) },
), { maxLength: 60 });

interface Pair {
  frame: number;
  twin: ReturnType<ReferenceProbes["enter"]>;
}

/** A program in two minds. `pass` moves the clock that the probes read. */
export class Activations {
  readonly twin = new ReferenceProbes();
  private readonly running: Pair[] = [];
  private readonly waiting: Pair[] = [];
  private readonly yielding: Pair[] = [];

  constructor(private readonly pieces: Pieces, private readonly pass: (ns: number) => void) {}

  /** Applies one event to both. */
  apply(event: Event): void {
    switch (event.do) {
      case "pass":
        this.pass(event.ns);
        this.twin.pass(event.ns);
        return;
      case "call":
        this.running.push({ frame: this.pieces.enter(event.id), twin: this.twin.enter(event.id) });
        return;
      case "next": case "end generator":
        this.advance(event);
        return;
      case "resume": case "reject": case "reject caught":
        if (this.running.length === 0) this.settle(event);
        return;
      default: {
        const top = this.running.at(-1);
        if (top !== undefined) this.go(top, event);
      }
    }
  }

  private go(top: Pair, event: TopEvent): void {
    const { pieces, twin } = this;
    switch (event.do) {
      case "line":
        pieces.line(top.frame, event.id);
        twin.line(top.twin, event.id);
        return;
      case "return": case "return through finally":
        top.frame = ~top.frame;
        if (event.do === "return through finally") {
          // let q = p<0…; p = handle(p); …; if (q) p = ~p
          top.twin.state = "returning";
          top.frame = ~pieces.handle(top.frame, outcome.returned);
          twin.handle(top.twin, false);
        }
        pieces.leave(top.frame);
        twin.return(top.twin);
        this.running.pop();
        return;
      case "await":
        top.frame = pieces.suspend(top.frame, event.id);
        twin.await(top.twin, event.id);
        this.waiting.push(this.running.pop()!);
        return;
      case "yield":
        top.frame = pieces.pause(top.frame, event.id);
        twin.yield(top.twin, event.id);
        this.yielding.push(this.running.pop()!);
        return;
      case "throw":
        this.throw(event.past);
    }
  }

  /** An exception leaves `past` frames through their finally, and is caught in the next, if there is one. */
  private throw(past: number): void {
    for (let left = 0; left < past && this.running.length > 0; left++) {
      const { frame, twin } = this.running.pop()!;
      this.pieces.fail(frame);
      this.twin.fail(twin);
    }
    const catcher = this.running.at(-1);
    if (catcher === undefined) return;
    catcher.frame = this.pieces.handle(catcher.frame, outcome.caught);
    this.twin.handle(catcher.twin, true);
  }

  private advance(event: Extract<Event, { id: number; which: number }>): void {
    const [pair] = this.yielding.splice(event.which, 1);
    if (pair === undefined) return;
    if (event.do === "next") {
      pair.frame = this.pieces.next(event.id);
      this.twin.next(pair.twin, event.id);
    } else {
      pair.frame = this.pieces.handle(pair.frame, outcome.thrown);
      this.twin.handle(pair.twin, false);
    }
    this.running.push(pair);
  }

  private settle(event: Extract<Event, { which: number }>): void {
    const [pair] = this.waiting.splice(event.which, 1);
    if (pair === undefined) return;
    if (event.do === "reject") {
      this.pieces.fail(pair.frame);
      this.twin.fail(pair.twin);
      return;
    }
    if (event.do === "resume") {
      pair.frame = this.pieces.resume(pair.frame);
      this.twin.resume(pair.twin);
    } else {
      pair.frame = this.pieces.handle(pair.frame, outcome.caught);
      this.twin.handle(pair.twin, true);
    }
    this.running.push(pair);
  }
}
