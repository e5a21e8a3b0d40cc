/** The thread this module is loaded in, as its sampler gets to know it. */
import { createRequire } from "node:module";
import { isMainThread, threadId } from "node:worker_threads";
import type * as ownExactMemory from "./own-exact-memory.js";
import type * as ownUsageMemory from "./own-usage-memory.js";
import type * as ownWeightMemory from "./own-weight-memory.js";
import { memory } from "./own-memory.js";
import type { MeasurementOptions, ThreadPlan } from "./sampler/plan.js";
import { systemThread } from "./system-thread.js";

/** The exact clock's memory of this thread. Loaded where it is wanted: every program waits for what is loaded above. */
function exactBuffer(): ArrayBufferLike {
  const { exactMemory } = createRequire(__filename)("./own-exact-memory.js") as typeof ownExactMemory;
  return exactMemory.buffer;
}

/** The memory clock's memory of this thread. */
function usageBuffer(): ArrayBufferLike {
  const { usageMemory } = createRequire(__filename)("./own-usage-memory.js") as typeof ownUsageMemory;
  return usageMemory.buffer;
}

/** What expressions of this thread weigh. */
function weightBuffer(): ArrayBufferLike {
  const { weightMemory } = createRequire(__filename)("./own-weight-memory.js") as typeof ownWeightMemory;
  return weightMemory.buffer;
}

/** By what a thread is measured. */
export type ThreadMeasures = Pick<MeasurementOptions, "clock" | "weighs">;

/** What the sampler must know of this thread. `named`: as the program calls it; null where it does not. */
export function ownPlan({ clock, weighs }: ThreadMeasures, named: string | null = null): ThreadPlan {
  return {
    buffer: memory.buffer,
    exact: clock === "exact" ? exactBuffer() : null,
    usage: clock === "memory" ? usageBuffer() : null,
    weights: weighs ? weightBuffer() : null,
    id: threadId,
    name: isMainThread ? "main" : named ?? `worker ${threadId}`,
    systemId: isMainThread ? process.pid : systemThread(),
  };
}
