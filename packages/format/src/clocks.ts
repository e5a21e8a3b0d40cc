/** What a thread can be measured by. */

/** The clocks to choose from. `sampled`: time observed from outside. `exact`: a clock read at each transition. `none`: hits alone. */
export const clockChoices = ["sampled", "exact", "none"] as const;

/** One of {@link clockChoices}. */
export type ClockChoice = (typeof clockChoices)[number];

/** What a thread can be measured by. `memory`: what is read at each transition is how much memory is in use. */
export type MeasuredClock = ClockChoice | "memory";

/**
 * The clock of a profile; `fake`: a test's. Under `none` and `memory` no time was measured, nor what takes time to find out: awaits,
 * throws.
 */
export type ClockKind = MeasuredClock | "fake";
