/**
 * The slow twin of the runtime's hot files: the same protocol with objects instead of numbers, written to be read.
 *
 * It knows what an activation is, who called it, and when it was suspended; every figure follows from that.
 */

/** What a stack shows: callers that have suspended or returned since, then the frames that stand on the thread's own stack. */
export interface View {
  logical: number[];
  live: number[];
}

/** The function that a position belongs to, for streams that need to know: two for all. */
export function functionOf(position: number): number {
  return 1 + position % 2;
}

interface Activation {
  /** Position of the frame. */
  position: number;
  /** Positions of its callers, once it has waited: it never stands on them again. */
  callers: number[] | null;
  /** Program time at which it began to wait; null while it does not. */
  waitingSince: number | null;
  state: "running" | "returning" | "yielding" | "waiting";
}

export class ReferenceProbes {
  readonly hits = new Map<number, number>();
  readonly throws = new Map<number, number>();
  readonly selfNs = new Map<number, number>();
  readonly totalNs = new Map<number, number>();
  /** By function, of which positions have one each: {@link functionOf}. */
  readonly functionNs = new Map<number, number>();
  /** By line: as {@link functionNs}, each function's at the line of its innermost activation. */
  readonly innermostNs = new Map<number, number>();
  emptyNs = 0;
  private readonly awaited = new Map<number, number>();
  private readonly waiting = new Set<Activation>();
  private frames: Activation[] = [];
  private time = 0;

  /** Time passes, with the stack as it is. */
  pass(ns: number): void {
    this.time += ns;
    const lines = this.frames.map((frame) => frame.position).filter((position) => position > 0);
    for (const line of new Set(lines)) add(this.totalNs, line, ns);
    for (const fn of new Set(lines.map(functionOf))) {
      add(this.functionNs, fn, ns);
      add(this.innermostNs, lines.findLast((line) => functionOf(line) === fn)!, ns);
    }
    const innermost = lines.at(-1);
    if (innermost === undefined) this.emptyNs += ns;
    else add(this.selfNs, innermost, ns);
  }

  enter(position: number): Activation {
    const activation: Activation = { position, callers: null, waitingSince: null, state: "running" };
    this.frames.push(activation);
    return activation;
  }

  line(activation: Activation, position: number): void {
    add(this.hits, position, 1);
    activation.position = position;
  }

  return(activation: Activation): void {
    activation.state = "returning";
    this.leave(activation);
  }

  /** An exception leaves the activation. */
  fail(activation: Activation): void {
    if (activation.state === "waiting") this.end(activation);
    if (activation.state === "running") this.countAbove(activation);
    if (activation.state === "running" || activation.state === "waiting") add(this.throws, activation.position, 1);
    this.leave(activation);
  }

  await(activation: Activation, position: number): void {
    activation.position = position;
    activation.callers ??= this.callersOf(activation);
    activation.state = "waiting";
    activation.waitingSince = this.time;
    this.waiting.add(activation);
    this.leave(activation);
  }

  resume(activation: Activation): void {
    this.end(activation);
    activation.state = "running";
    this.frames = [activation];
  }

  yield(activation: Activation, position: number): void {
    activation.state = "yielding";
    activation.position = position;
    this.leave(activation);
  }

  next(activation: Activation, position: number): void {
    activation.state = "running";
    activation.position = position;
    this.frames.push(activation);
  }

  /** Control enters a catch or finally clause of the activation, after an exception where `thrown`. */
  handle(activation: Activation, thrown: boolean): void {
    if (activation.state === "waiting") {
      this.resume(activation);
      if (thrown) add(this.throws, activation.position, 1);
    } else if (activation.state === "yielding") {
      this.next(activation, activation.position);
      if (thrown) add(this.throws, activation.position, 1);
    } else {
      if (thrown && activation.state === "running") add(this.throws, activation.position, 1);
      activation.state = "running";
      this.countAbove(activation);
      this.frames.length = this.frames.indexOf(activation) + 1;
    }
  }

  view(): View {
    const live = this.frames.map((frame) => frame.position);
    return { logical: this.frames[0]?.callers ?? [], live };
  }

  awaitNs(position: number): number {
    const open = [...this.waiting].filter((activation) => activation.position === position);
    return open.reduce((sum, { waitingSince }) => sum + this.time - waitingSince!, this.awaited.get(position) ?? 0);
  }

  pending(position: number): number {
    return [...this.waiting].filter((activation) => activation.position === position).length;
  }

  /** The frames below, and below the first of them its own callers, further away. */
  private callersOf(activation: Activation): number[] {
    const below = this.frames.slice(0, this.frames.indexOf(activation)).map((frame) => frame.position);
    return [...(this.frames[0]?.callers ?? []), ...below].filter((position) => position > 0);
  }

  /** An exception has left the frames above the activation's. */
  private countAbove(activation: Activation): void {
    for (const { position } of this.frames.slice(this.frames.indexOf(activation) + 1)) add(this.throws, position, 1);
  }

  private leave(activation: Activation): void {
    const index = this.frames.indexOf(activation);
    if (index >= 0) this.frames.length = index;
  }

  private end(activation: Activation): void {
    this.waiting.delete(activation);
    add(this.awaited, activation.position, this.time - activation.waitingSince!);
    activation.waitingSince = null;
  }
}

function add(map: Map<number, number>, key: number, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}
