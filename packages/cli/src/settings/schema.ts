/**
 * One schema for the settings, whichever way they are given. Loaded only where some place says something: a schema library
 * costs a short program's start more than all else that happens here.
 */
import { PerlineError } from "@perline/format";
import * as v from "valibot";
import { FileSelection } from "@perline/transform/selection";
import { suggest } from "./nearest.js";
import { kinds, type Layer, type Origin } from "./settings.js";

const seconds = v.pipe(v.number("a number of seconds"), v.finite("a number of seconds"), v.minValue(0, "a number of seconds from 0 on"));
const positiveSeconds = v.pipe(seconds, v.gtValue(0, "a number of seconds above 0"));
const flag = v.boolean("true or false");
const text = v.pipe(v.string("a text"), v.minLength(1, "a text that is not empty"));
const globs = v.array(text, "a list of globs");

const layerSchema: v.GenericSchema<unknown, Layer> = v.strictObject({
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

/**
 * Checks what one place says.
 *
 * @throws PerlineError with the origin's code, naming the key, for one that is unknown or has a wrong value
 */
export function checkAgainstSchema(layer: unknown, origin: Origin): Layer {
  const place = origin.file === undefined ? {} : { file: origin.file };
  const result = v.safeParse(layerSchema, layer, { abortEarly: true });
  if (result.success && !Array.isArray(layer)) {
    requireGlobs(result.output, origin);
    return result.output;
  }
  const [issue] = result.issues ?? [];
  const key: unknown = issue?.path?.[0].key;
  if (issue === undefined || typeof key !== "string" || Array.isArray(layer)) {
    throw new PerlineError(origin.code, "the configuration is no object of settings", place);
  }
  if (!Object.hasOwn(kinds, key)) {
    throw new PerlineError(origin.code, `${origin.nameOf(key)} is no setting`, {
      ...place, hint: suggest(origin.nameOf(key), Object.keys(kinds).map((one) => origin.nameOf(one))),
    });
  }
  throw new PerlineError(origin.code, `${origin.nameOf(key)} must be ${issue.message}, not ${show(issue.input)}`, place);
}

/** @throws PerlineError with the origin's code, naming the key, for a glob that is none */
function requireGlobs(layer: Layer, { code, file, nameOf }: Origin): void {
  for (const key of ["include", "exclude"] as const) {
    try {
      new FileSelection({ root: "/", include: layer[key] ?? [], exclude: [] });
    } catch (cause) {
      if (!(cause instanceof PerlineError)) throw cause;
      throw new PerlineError(code, `${nameOf(key)}: ${cause.message}`, { ...(file === undefined ? {} : { file }), cause });
    }
  }
}

/** A value as a message shows it; infinite numbers are none in JSON. */
function show(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
