/**
 * The objects that are traced, while they are alive. None is kept alive by it: an object is known by a weak key alone, and a
 * finalization says when it is gone, some time after V8 has collected it.
 */
import { ByteSampler } from "./byte-sampler.js";
import { Snapshot } from "./snapshot.js";
import { StackTree } from "./stack-tree.js";
import type { Frame, Traceback } from "./traceback.js";

/** How objects are traced. */
export interface TracingOptions {
  /** The most frames of a traceback; the most recent are kept. */
  frames: number;
  /** Mean bytes between two traced objects; 1 for every object. */
  sampleBytes: number;
  /** Gives numbers from 0 to below 1. */
  random?: () => number;
}

/** What is known of an object when it is made. */
export interface Allocation {
  bytes: number;
  type: string;
  /** The oldest frame first; asked for if the object is traced. */
  stack: () => readonly Frame[];
}

/** A traced object. */
interface Traced {
  size: number;
  probability: number;
  type: string;
  /** In the stack tree. */
  stack: number;
}

// Taken before user code can replace it.
const { max, round } = Math;

/** Estimated bytes that the trace of an object takes. */
const traceBytes = 200;

export class Tracing {
  private readonly alive = new Set<Traced>();
  private byObject = new WeakMap<WeakKey, Traced>();
  private readonly registry = new FinalizationRegistry<Traced>((traced) => this.free(traced));
  private readonly sampler: ByteSampler;
  private readonly stacks = new StackTree();
  private current = 0;
  private peak = 0;

  constructor(private readonly options: TracingOptions) {
    this.sampler = new ByteSampler(options.sampleBytes, options.random);
  }

  /** An object was made. */
  allocated(object: WeakKey, { bytes, type, stack }: Allocation): void {
    if (!this.sampler.chooses(bytes) || this.byObject.has(object)) return;
    const frames = stack().slice(-this.options.frames);
    const traced: Traced = { size: bytes, probability: this.sampler.probability(bytes), type, stack: this.stacks.intern(frames) };
    this.alive.add(traced);
    this.byObject.set(object, traced);
    this.registry.register(object, traced);
    this.current += bytes / traced.probability;
    this.peak = max(this.peak, this.current);
  }

  /** What is alive now. */
  snapshot(): Snapshot {
    const traces = [...this.alive].map(({ stack, ...trace }) => ({ ...trace, traceback: this.stacks.traceback(stack) }));
    return new Snapshot(traces, this.options.frames);
  }

  /** Where an object was made; null for one that is not traced. */
  objectTraceback(object: WeakKey): Traceback | null {
    const traced = this.byObject.get(object);
    return traced === undefined ? null : this.stacks.traceback(traced.stack);
  }

  /** Bytes of the objects that are alive, and the most there were. */
  memory(): { current: number; peak: number } {
    return { current: round(this.current), peak: round(this.peak) };
  }

  /** The most there were is what there is now. */
  resetPeak(): void {
    this.peak = this.current;
  }

  /** Forgets all objects, and goes on. */
  clear(): void {
    this.alive.clear();
    this.byObject = new WeakMap();
    this.current = this.peak = 0;
  }

  /** An estimate of the bytes that tracing takes itself. */
  get overheadBytes(): number {
    return this.stacks.bytes + this.alive.size * traceBytes;
  }

  private free(traced: Traced): void {
    if (!this.alive.delete(traced)) return;
    this.current -= traced.size / traced.probability;
  }
}
