/** The exact clock's memory of the thread this module is loaded in; pages nobody touches cost nothing. */
import { createExactMemory } from "./exact-memory.js";

export const exactMemory = createExactMemory();
