/** Entry of the sampler thread. */
import { workerData } from "node:worker_threads";
import { processMemory, Session } from "../process-memory.js";
import type { SamplerPlan } from "./plan.js";
import { Sampler } from "./sampler.js";

const { session } = processMemory;

try {
  new Sampler(workerData as SamplerPlan).run();
} finally {
  // Whatever became of the sampler, nobody shall wait for it: 0 becomes "never will" and "could not be written".
  for (const cell of [Session.ready, Session.finished]) {
    Atomics.compareExchange(session, cell, 0, 2);
    Atomics.notify(session, cell);
  }
}
