/**
 * Where the runtime of linked code is found: one for each thread, whatever copies, bundles, module formats and contexts load it.
 *
 * The first copy that is loaded publishes its own in a place that all see, under a key that no list of its properties shows: on an
 * object of Node's, which contexts and test runners hand out as it is; in a browser on the global one.
 */
import { builtin } from "./builtin.js";
import type { Control } from "./control.js";
import type { LinkedNames } from "./linked-names.js";

/** What linked code of a thread shares. */
export interface LinkedRuntime {
  /** The number of the names' meanings. */
  readonly abi: number;
  readonly names: LinkedNames;
  /** Makes a source known; gives its base. Never throws. */
  register(this: void, json: string): number;
  /** Has the profile say something. */
  warn(this: void, warning: string): void;
  readonly control: Control;
}

const key = Symbol.for("perline.linked");

/** What is published in this thread, of whichever version; null where nothing is. */
export function published(): LinkedRuntime | null {
  return (Reflect.get(place(), key) as LinkedRuntime | undefined) ?? null;
}

/** Publishes what is made with the first look at it: most programs that are measured have no linked code. */
export function publish(make: () => LinkedRuntime): void {
  let runtime: LinkedRuntime | null = null;
  Object.defineProperty(place(), key, { get: () => (runtime ??= make()), configurable: true });
}

function place(): object {
  return (builtin("node:worker_threads") as object | undefined) ?? globalThis;
}
