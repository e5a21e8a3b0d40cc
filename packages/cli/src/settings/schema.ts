/**
 * The settings of a run: one schema, whichever way they are given.
 *
 * A layer is what one place says (flags, environment, configuration file); a key that is not here is an error everywhere.
 */
import { PerlineError, type ErrorCode } from "@perline/format";
import * as v from "valibot";

const seconds = v.pipe(v.number("a number of seconds"), v.finite("a number of seconds"), v.minValue(0, "a number of seconds from 0 on"));
const positiveSeconds = v.pipe(seconds, v.gtValue(0, "a number of seconds above 0"));
const flag = v.boolean("true or false");
const text = v.pipe(v.string("a text"), v.minLength(1, "a text that is not empty"));
const globs = v.array(text, "a list of globs");

const layerSchema = v.strictObject({
  clock: v.optional(v.picklist(["sampled", "exact"], "sampled or exact")),
  select: v.optional(v.picklist(["all", "marked"], "all or marked")),
  include: v.optional(globs),
  exclude: v.optional(globs),
  output: v.optional(text),
  view: v.optional(flag),
  interval: v.optional(positiveSeconds),
  delay: v.optional(seconds),
  duration: v.optional(positiveSeconds),
  children: v.optional(flag),
  source: v.optional(flag),
  verbose: v.optional(flag),
});

/** What one place says; `undefined` where it says nothing. */
export type Layer = v.InferOutput<typeof layerSchema>;

/** The settings of a run, all of them. */
export interface Settings {
  clock: "sampled" | "exact";
  /** Every function, or those that carry a mark. */
  select: "all" | "marked";
  /** Globs of files, or `file:function`; none: the files under the root outside node_modules. */
  include: string[];
  exclude: string[];
  /** Where the profile goes; null for the name that the program gives it. */
  output: string | null;
  /** Print the report at the end. */
  view: boolean;
  /** Seconds between rolling snapshots; null for as often as is cheap. */
  interval: number | null;
  /** Seconds before the measurement begins. */
  delay: number;
  /** Seconds it lasts; null for to the end. */
  duration: number | null;
  /** Profile the Node processes that the program starts. */
  children: boolean;
  /** Keep source text in the profile. */
  source: boolean;
  /** List what is not instrumented, and why. */
  verbose: boolean;
}

/** What holds where no place says otherwise. */
export const defaultSettings: Settings = {
  clock: "sampled", select: "all", include: [], exclude: [], output: null, view: false, interval: null, delay: 0, duration: null,
  children: true, source: true, verbose: false,
};

/** How a key's value is written as text. */
export type Kind = "text" | "number" | "flag" | "list";

/** Every key of a layer, and how the environment and flags write it. */
export const kinds: Readonly<Record<keyof Settings, Kind>> = {
  clock: "text", select: "text", include: "list", exclude: "list", output: "text", view: "flag", interval: "number", delay: "number",
  duration: "number", children: "flag", source: "flag", verbose: "flag",
};

/** Where a layer comes from, for messages. */
export interface Origin {
  code: ErrorCode;
  /** The configuration file, where it is one. */
  file?: string;
  /** A key as it is written there. */
  nameOf(key: string): string;
}

/**
 * Checks what one place says.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkLayer(layer: unknown, origin: Origin): Layer {
  const result = v.safeParse(layerSchema, layer, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = origin.file === undefined ? {} : { file: origin.file };
  const known = Object.keys(kinds).map((key) => origin.nameOf(key)).join(", ");
  const key: unknown = issue.path?.[0].key;
  if (typeof key !== "string") throw new PerlineError(origin.code, "the configuration is no object of settings", place);
  if (!Object.hasOwn(kinds, key)) {
    throw new PerlineError(origin.code, `${origin.nameOf(key)} is no setting`, { ...place, hint: `There are ${known}.` });
  }
  throw new PerlineError(origin.code, `${origin.nameOf(key)} must be ${issue.message}, not ${JSON.stringify(issue.input)}`, place);
}
