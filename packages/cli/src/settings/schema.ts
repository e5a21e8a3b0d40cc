/**
 * One schema for the settings, whichever way they are given. Loaded only where some place says something: a schema library
 * costs a short program's start more than all else that happens here.
 */
import { PerlineError } from "@perline/format";
import * as v from "valibot";
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
