/** The memory clock's memory of the thread this module is loaded in; pages nobody touches cost nothing. */
import { createUsageMemory } from "./usage-memory.js";

export const usageMemory = createUsageMemory();
