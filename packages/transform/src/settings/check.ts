/**
 * Checks what one place says, whichever way settings are given there: command line, environment, file, or a plugin's options.
 *
 * A table, and no schema library: every run waits for what is loaded here, and a library takes as long as all else that comes
 * before the program is started.
 */
import { inspect } from "node:util";
import { type ErrorCode, PerlineError } from "@perline/format";
import { FileSelection } from "../selection.js";
import { suggest } from "./nearest.js";

/** Where settings come from, for messages. */
export interface Origin {
  code: ErrorCode;
  /** The configuration file, where it is one. */
  file?: string;
  /** A key as it is written there. */
  nameOf: (key: string) => string;
}

/** A value that cannot be had, and what it must be. */
export interface Refusal {
  value: unknown;
  wanted: string;
}

/** Null for a value that fits. */
export type Check = (value: unknown) => Refusal | null;

/** One of a few words. */
export function oneOf(...words: readonly string[]): Check {
  return (value) => (words.some((word) => word === value) ? null : { value, wanted: eitherOf(words) });
}

/** Words of which one is wanted: `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}

/** What a timer of Node's holds, in whole seconds: some 24 days. */
const longest = 2_147_483;

/** A number of seconds in a range, which is told whatever is wrong. */
export function seconds(range: string, isEnough: (value: number) => boolean): Check {
  return (value) => {
    const fits = typeof value === "number" && isEnough(value) && value <= longest;
    return fits ? null : { value, wanted: `a number of seconds ${range} ${longest}` };
  };
}

/** True or false. */
export const flag: Check = (value) => (typeof value === "boolean" ? null : { value, wanted: "true or false" });

/** A text that is not empty. */
export const text: Check = (value) => {
  if (typeof value !== "string") return { value, wanted: "a text" };
  return value === "" ? { value, wanted: "a text that is not empty" } : null;
};

/** A list of globs, each of them a text; whether it is a glob is checked with the whole. */
export const globs: Check = (value) => {
  if (!Array.isArray(value)) return { value, wanted: "a list of globs" };
  return value.map(text).find((refusal) => refusal !== null) ?? null;
};

/**
 * Checks what one place says by the checks of all keys that there are; what is undefined says nothing.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkSettings(given: unknown, checks: Readonly<Record<string, Check>>, origin: Origin): object {
  const place = origin.file === undefined ? {} : { file: origin.file };
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new PerlineError(origin.code, "the configuration is no object of settings", place);
  }
  for (const [key, value] of Object.entries(given)) {
    const name = origin.nameOf(key);
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) {
      throw new PerlineError(origin.code, `${name} is no setting`, { ...place, hint: suggest(key, Object.keys(checks), origin.nameOf) });
    }
    const refusal = value === undefined ? null : check(value);
    if (refusal !== null) throw new PerlineError(origin.code, `${name} must be ${refusal.wanted}, not ${show(refusal.value)}`, place);
    if (key === "include" || key === "exclude") requireGlobs(key, value, origin);
  }
  return given;
}

/** @throws PerlineError with the origin's code, naming the key, for a glob that is none */
function requireGlobs(key: string, value: unknown, { code, file, nameOf }: Origin): void {
  try {
    new FileSelection({ root: "/", include: globList(value), exclude: [] });
  } catch (cause) {
    if (!(cause instanceof PerlineError)) throw cause;
    const { message, hint } = cause;
    throw new PerlineError(code, `${nameOf(key)}: ${message}`, { ...(file === undefined ? {} : { file }), ...(hint === undefined ? {} : { hint }), cause });
  }
}

/** Globs of which one alone may stand for a list. */
function globList(value: unknown): string[] {
  return [value].flat().filter((glob) => typeof glob === "string");
}

/** A value as a message shows it; a module can configure what JSON has no words for. */
function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity });
}
