/**
 * The runtime of linked code in Node, a thread's: "@perline/runtime/linked-node". Loaded by Node's own `require`, whoever asks: it
 * belongs to no context and no test.
 *
 * A process that `perline run` measures is measured by it. In any other the first thread that loads linked code measures itself, and
 * the threads that it starts from then on.
 */
import { shared, useClock } from "./linked-shared.js";
import { publish, published, type LinkedRuntime, type Moments } from "./linked-place.js";
import { LinkedThread } from "./linked-thread.js";
import type { Transitions } from "./transitions.js";
import { abiVersion } from "./vocabulary.js";

/** The runtime of this thread, whichever copy of the package it comes from; made where there is none. */
export function linkedRuntime(): LinkedRuntime {
  const known = published();
  if (known !== null) return known;
  const runtime = runtimeOf(new LinkedThread(null), null);
  publish(() => runtime);
  return runtime;
}

/**
 * The runtime of a thread whose measurement has begun; `transitions`: what its clock reads at, null for the sampled one; `traces`: of
 * the objects that its lines create, null where they are not traced.
 */
export function joinMeasurement(transitions: Transitions | null, traces: Moments | null): LinkedRuntime {
  useClock(transitions ?? undefined);
  return runtimeOf(new LinkedThread(transitions === null ? "sampled" : "exact"), traces);
}

function runtimeOf(thread: LinkedThread, traces: Moments | null): LinkedRuntime {
  return {
    abi: abiVersion,
    names: shared,
    register: (json) => thread.register(json),
    warn: (warning) => thread.warn(warning),
    control: thread,
    traces,
  };
}
