/** Checks what one place says, whichever way settings are given there. */
import { clockChoices } from "@perline/format";
import { type Check, checkSettings, flag, globs, oneOf, seconds, text, type Origin } from "@perline/transform/settings";
import type { Layer } from "./settings.js";
import { tracing } from "./tracing.js";

const fromZero = seconds("from 0 to", (value) => value >= 0);
const aboveZero = seconds("above 0 and up to", (value) => value > 0);

const checks: Readonly<Record<keyof Layer, Check>> = {
  clock: oneOf(...clockChoices), select: oneOf("all", "marked"), include: globs, exclude: globs, output: text, view: flag,
  interval: aboveZero, delay: fromZero, duration: aboveZero, memory: flag, leaks: tracing, split: flag,
  children: flag, source: flag, cache: flag, verbose: flag,
};

/**
 * Checks what one place says.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkLayer(layer: unknown, origin: Origin): Layer {
  return checkSettings(layer, checks, origin);
}
