/**
 * What measures a case: the names of generated code, and what they counted. The real one is the runtime in this process: its memory is
 * one for all, so each source gets probe ids that no other has, and nothing need be cleared between runs.
 */
import { abi, type AbiName, type ClockChoice, clockChoices } from "@perline/format";
import type { Instrumented } from "@perline/transform";
import { setClock } from "../../packages/runtime/dist/clock.js";
import * as exact from "../../packages/runtime/dist/exact.js";
import { withoutMarked } from "../../packages/runtime/dist/function-text.js";
import { traced } from "../../packages/runtime/dist/hand-over.js";
import { name } from "../../packages/runtime/dist/naming.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import { keepTexts as texts } from "../../packages/runtime/dist/printed-text.js";
import * as sampled from "../../packages/runtime/dist/probes.js";
import { weigh, weighed } from "../../packages/runtime/dist/unweighed.js";
import { sources } from "../process-sources.js";
import { deriveHits } from "../transform/derived-hits.js";

/** Every clock. */
export const clocks = clockChoices;
export type ClockName = ClockChoice;

/** A runtime, as cases see it. */
export interface Measurement {
  /** The values of the names of generated code, by name. */
  bindings(clock: ClockName): Record<string, unknown>;
  /** The id that the next source's probes start at. */
  nextBase(): number;
  /** Makes a source known, under the ids it was instrumented with. */
  register(base: number, instrumented: Instrumented): void;
  /** The positions on the shadow stack, innermost first. */
  positions(): number[];
  /** Empties the shadow stack, where a program left something on it. */
  reset(): void;
  hits(id: number): number;
  /** Activations that are suspended at a position. */
  pending(id: number): number;
}

const { stack, hits, pending } = memory;

/** Every clock's values for the names of generated code. */
const values: Record<ClockName, Partial<Record<AbiName, unknown>>> = {
  sampled: { stack, hits, name, texts, traced, weigh, weighed, ...sampled },
  exact: { stack, hits, name, texts, traced, weigh, weighed, ...sampled, ...exact },
  none: { hits, count: sampled.count, name, texts, traced, keep: sampled.keep },
};

/** The runtime. */
export const measured: Measurement = {
  bindings(clock) {
    const names = Object.keys(values[clock]).filter((key): key is AbiName => key in abi);
    return Object.fromEntries(names.map((key) => [abi[key], values[clock][key]]));
  },
  nextBase: () => sources.probeCount,
  register: (base, { source, derived }) => sources.add({ base, record: source, derived }),
  positions: () => [...stack.subarray(1, stack[0]! + 1)].filter((entry) => entry > 0).reverse(),
  reset() {
    stack.fill(0, 0, 100);
    // Nothing here may depend on the time: each look at it is a nanosecond.
    let time = 0;
    setClock(() => time++);
  },
  hits(id) {
    deriveHits(hits, sources.derived);
    return hits[id]!;
  },
  pending: (id) => pending[id]!,
};

/** Defines names on a global object for as long as `action` runs. */
export async function withNames<T>(target: object, names: Readonly<Record<string, unknown>>, action: () => Promise<T>): Promise<T> {
  for (const [key, value] of Object.entries(names)) Object.defineProperty(target, key, { value, configurable: true });
  try {
    return await action();
  } finally {
    for (const key of Object.keys(names)) Reflect.deleteProperty(target, key);
  }
}

/** Gives functions their own text for as long as `action` runs, as the runtime does. */
export async function withFunctionText<T>(action: () => Promise<T>): Promise<T> {
  const descriptor = Object.getOwnPropertyDescriptor(Function.prototype, "toString")!;
  const native: (this: unknown) => string = Reflect.get(Function.prototype, "toString");
  function toString(this: unknown): string {
    return withoutMarked(Reflect.apply(native, this, []));
  }
  Object.defineProperty(Function.prototype, "toString", { ...descriptor, value: toString });
  try {
    return await action();
  } finally {
    Object.defineProperty(Function.prototype, "toString", descriptor);
  }
}
