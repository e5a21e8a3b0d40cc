/** What `npm run bench` measures beside the costs of workloads. */
import { type Criterion } from "../criterion.js";
import { growth } from "./growth.js";
import { instrumenting } from "./instrumenting.js";
import { sampler } from "./sampler.js";
import { startUp } from "./start-up.js";

export const sections: readonly Criterion[] = [startUp, instrumenting, sampler, growth];
