/** What instrumented code calls around expressions where nobody weighs them: counts their evaluations. */
export { count as weigh } from "./probes.js";

/** An expression has been evaluated. */
export const weighed = (_id: number): void => undefined;
