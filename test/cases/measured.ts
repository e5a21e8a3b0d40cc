/**
 * The names of generated code in this process, as the runtime defines them; and what they counted. The memory is the runtime's own,
 * one for the process: each source gets probe ids that no other has, so that nothing need be cleared between runs.
 */
import { abi, type AbiName } from "@perline/format";
import type { Instrumented } from "@perline/transform";
import { setClock } from "../../packages/runtime/dist/clock.js";
import * as exact from "../../packages/runtime/dist/exact.js";
import { withoutMarked } from "../../packages/runtime/dist/function-text.js";
import { name } from "../../packages/runtime/dist/naming.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import * as sampled from "../../packages/runtime/dist/probes.js";
import { processMemory } from "../../packages/runtime/dist/process-memory.js";
import { Sources } from "../../packages/runtime/dist/sampler/sources.js";

/** Both clocks. */
export const clocks = ["sampled", "exact"] as const;
export type ClockName = (typeof clocks)[number];

const { stack, hits, pending } = memory;
const sources = new Sources(processMemory);

/** Every clock's values for the names of generated code. */
const values: Record<ClockName, Partial<Record<AbiName, unknown>>> = {
  sampled: { stack, hits, name, ...sampled },
  exact: { stack, hits, name, ...sampled, ...exact },
};

/** The id that the next source's probes start at. */
export function nextBase(): number {
  return sources.probeCount;
}

/** Makes a source known, under the ids it was instrumented with. */
export function register(base: number, { source }: Instrumented): void {
  sources.add({ base, record: source });
}

/** Puts time at zero, and counts each look at it as a nanosecond: nothing here may depend on it. */
export function freezeTime(): void {
  let time = 0;
  setClock(() => time++);
}

/** Defines the names on a global object for as long as `action` runs. */
export async function withNames<T>(target: object, clock: ClockName, action: () => Promise<T>): Promise<T> {
  const names = Object.keys(values[clock]).filter((key): key is AbiName => key in abi);
  for (const key of names) Object.defineProperty(target, abi[key], { value: values[clock][key], configurable: true });
  try {
    return await action();
  } finally {
    for (const key of names) Reflect.deleteProperty(target, abi[key]);
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

/** How deep the shadow stack is; 0 when the program is idle. */
export function depth(): number {
  return stack[0]!;
}

/** Empties the shadow stack, where a program left something on it. */
export function reset(): void {
  stack.fill(0, 0, 100);
  freezeTime();
}

/** Activations of a source that are suspended at this moment. */
export function pendingOf(base: number, probeCount: number): number {
  return pending.subarray(base, base + probeCount).reduce((sum, count) => sum + count, 0);
}

/** Hits of a source's probes, in their order. */
export function hitsOf(base: number, probeCount: number): number[] {
  return [...hits.subarray(base, base + probeCount)];
}
