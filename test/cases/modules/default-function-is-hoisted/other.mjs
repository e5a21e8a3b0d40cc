import f from "./input.mjs";
export const early = f();
