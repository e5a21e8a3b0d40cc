/** Entry of the sampler thread. */
import { workerData } from "node:worker_threads";
import type { SamplerPlan } from "./plan.js";
import { Sampler } from "./sampler.js";

new Sampler(workerData as SamplerPlan).run();
