/** The memory of the thread this module is loaded in: made once, so that hot code can hold its arrays as constants. */
import { createMemory } from "./memory.js";

export const memory = createMemory();
