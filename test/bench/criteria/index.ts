/** Every criterion of time or memory, in the order in which they are judged. */
import { type Criterion } from "../criterion.js";
import { accuracy } from "./accuracy.js";
import { age } from "./age.js";
import { builds } from "./builds.js";
import { conditions } from "./conditions.js";
import { cost } from "./cost.js";
import { exactClock } from "./exact-clock.js";
import { generator } from "./generator.js";
import { instrumenting } from "./instrumenting.js";
import { interval } from "./interval.js";
import { memory, traces } from "./memory.js";
import { split } from "./split.js";
import { startUp } from "./start-up.js";
import { tools } from "./tools.js";

export const criteria: readonly Criterion[] = [
  generator, startUp, instrumenting, accuracy, interval, conditions, age, exactClock, cost, memory, traces, split, tools, builds,
];
