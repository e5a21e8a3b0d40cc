/**
 * The sources of this process. Its memory is one for all that runs instrumented code in it: who takes ids from here has probes and
 * lines that nobody else has.
 */
import { processMemory } from "../packages/runtime/dist/process-memory.js";
import { Sources } from "../packages/runtime/dist/sampler/sources.js";

export const sources = new Sources(processMemory);
