/** Entry of the sampler thread. */
import { workerData } from "node:worker_threads";
import { processMemory, Session } from "../process-memory.js";
import type { SamplerPlan } from "./plan.js";
import { Sampler } from "./sampler.js";

const { session } = processMemory;

try {
  new Sampler(workerData as SamplerPlan).run();
} finally {
  // Whatever became of the sampler, nobody shall wait for it: 0 becomes "could not be written".
  Atomics.compareExchange(session, Session.finished, 0, 2);
  Atomics.notify(session, Session.finished);
}
