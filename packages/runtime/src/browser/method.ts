/** How a thread of a page can be timed, by what the page allows and how its code was built. Pure. */

import type { ClockChoice } from "@perline/format";

/** `sampled`: a thread beside it looks. `exact`: it times itself. `none`: it counts, and nobody times it. */
export type Method = ClockChoice;

/** What decides. */
export interface Circumstances {
  /** The clock that was asked for; null for whichever is best. */
  wanted: ClockChoice | null;
  /** Whether the page is cross-origin isolated, so that its threads can share memory. */
  isolated: boolean;
  /** Whether the code was built so that it can time itself: for the clocks `exact` and `auto`. */
  timesItself: boolean;
}

/** The method, and what the profile has to say about it: sentences. */
export function methodOf({ wanted, isolated, timesItself }: Circumstances): { method: Method; warnings: string[] } {
  if (wanted === "none" || (wanted === "exact" && timesItself)) return { method: wanted, warnings: [] };
  if (wanted === "exact") {
    const built = "The code was built for the sampled clock, which is what it is measured by.";
    return isolated ? { method: "sampled", warnings: [built] } : { method: "none", warnings: [untimed] };
  }
  if (isolated) return { method: "sampled", warnings: [] };
  if (!timesItself) return { method: "none", warnings: [untimed] };
  return { method: "exact", warnings: wanted === null ? [] : [`The exact clock is used: the sampled one needs a page that is cross-origin isolated. ${isolate}`] };
}

/** What can be done where the sampler could not be started. */
export function withoutSampler(timesItself: boolean): { method: Exclude<Method, "sampled">; warnings: string[] } {
  const told = "The sampler's thread could not be started: the page's policy forbids workers, or its file was not found.";
  return timesItself ? { method: "exact", warnings: [`${told} The exact clock is used.`] } : { method: "none", warnings: [told, noTimes] };
}

const isolate = "Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: credentialless.";
const noTimes = "No times were measured, only hits: build with the option clock: \"auto\", and the code times itself where it must.";
const untimed = `${noTimes} Or have the page isolated, for the sampled clock. ${isolate}`;

/** What a profile says of a browser's clock. */
export function clockWarning(stepMs: number): string {
  return `The browser's clock moves in steps of ${Number(stepMs.toFixed(4))} ms: a time that is shorter is right on average only.`;
}

/** What a profile says of the time in which nothing ran. */
export const idleWarning = "A browser does not tell how long its event loop waits: that time is part of what is outside.";
