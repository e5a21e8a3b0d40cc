import { hoisted } from "./input.mjs";
export const early = hoisted();
