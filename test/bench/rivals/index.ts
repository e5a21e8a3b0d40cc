/** Every rival of the bare program, in the order of columns. */
import { cpuProfile } from "./cpu-profile.js";
import { istanbul } from "./istanbul.js";
import { exact, hitsOnly, sampled } from "./perline.js";
import { type Rival } from "./rival.js";
import { v8Coverage } from "./v8-coverage.js";

export const rivals: readonly Rival[] = [sampled, hitsOnly, istanbul, v8Coverage, cpuProfile, exact];
