/**
 * Checks what one place says, whichever way settings are given there.
 *
 * A table, and no schema library: every run waits for what is loaded here, and a library takes as long as all else that comes
 * before the program is started.
 */
import { inspect } from "node:util";
import { PerlineError } from "@perline/format";
import { FileSelection } from "@perline/transform/selection";
import { suggest } from "./nearest.js";
import { kinds, type Layer, type Origin } from "./settings.js";

/** A value that cannot be had, and what it must be. */
interface Refusal {
  value: unknown;
  wanted: string;
}

/** Null for a value that fits. */
type Check = (value: unknown) => Refusal | null;

function oneOf(...words: readonly string[]): Check {
  return (value) => (words.some((word) => word === value) ? null : { value, wanted: words.join(" or ") });
}

/** What a timer of Node's holds, in whole seconds: some 24 days. */
const longest = 2_147_483;

/** A number of seconds in a range, which is told whatever is wrong. */
function seconds(range: string, isEnough: (value: number) => boolean): Check {
  return (value) => {
    const fits = typeof value === "number" && isEnough(value) && value <= longest;
    return fits ? null : { value, wanted: `a number of seconds ${range} ${longest}` };
  };
}

const flag: Check = (value) => (typeof value === "boolean" ? null : { value, wanted: "true or false" });
const text: Check = (value) => {
  if (typeof value !== "string") return { value, wanted: "a text" };
  return value === "" ? { value, wanted: "a text that is not empty" } : null;
};
const globs: Check = (value) => {
  if (!Array.isArray(value)) return { value, wanted: "a list of globs" };
  return value.map(text).find((refusal) => refusal !== null) ?? null;
};
const fromZero = seconds("from 0 to", (value) => value >= 0);
const aboveZero = seconds("above 0 and up to", (value) => value > 0);

const checks: Readonly<Record<keyof Layer, Check>> = {
  clock: oneOf("sampled", "exact"), select: oneOf("all", "marked"), include: globs, exclude: globs, output: text, view: flag,
  interval: aboveZero, delay: fromZero, duration: aboveZero, children: flag, source: flag, cache: flag, verbose: flag,
};

/**
 * Checks what one place says.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkLayer(layer: unknown, origin: Origin): Layer {
  const place = origin.file === undefined ? {} : { file: origin.file };
  if (typeof layer !== "object" || layer === null || Array.isArray(layer)) {
    throw new PerlineError(origin.code, "the configuration is no object of settings", place);
  }
  for (const [key, value] of Object.entries(layer)) {
    const name = origin.nameOf(key);
    if (!isKey(key)) {
      throw new PerlineError(origin.code, `${name} is no setting`, { ...place, hint: suggest(key, Object.keys(kinds), origin.nameOf) });
    }
    const refusal = value === undefined ? null : checks[key](value);
    if (refusal !== null) throw new PerlineError(origin.code, `${name} must be ${refusal.wanted}, not ${show(refusal.value)}`, place);
  }
  requireGlobs(layer, origin);
  return layer;
}

function isKey(key: string): key is keyof Layer {
  return Object.hasOwn(checks, key);
}

/** @throws PerlineError with the origin's code, naming the key, for a glob that is none */
function requireGlobs(layer: Layer, { code, file, nameOf }: Origin): void {
  for (const key of ["include", "exclude"] as const) {
    try {
      new FileSelection({ root: "/", include: layer[key] ?? [], exclude: [] });
    } catch (cause) {
      if (!(cause instanceof PerlineError)) throw cause;
      const { message, hint } = cause;
      throw new PerlineError(code, `${nameOf(key)}: ${message}`, { ...(file === undefined ? {} : { file }), ...(hint === undefined ? {} : { hint }), cause });
    }
  }
}

/** A value as a message shows it; a module can configure what JSON has no words for. */
function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
}
