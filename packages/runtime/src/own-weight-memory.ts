/** What expressions of the thread weigh that this module is loaded in; pages nobody touches cost nothing. */
import { createWeightMemory } from "./weight-memory.js";

export const weightMemory = createWeightMemory();
