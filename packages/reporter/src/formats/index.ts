/** The formats there are. A new one is a file beside this and an item here. */
import { type Format } from "../format.js";
import { noSuch } from "../options.js";
import { functions } from "./functions.js";
import { json } from "./json.js";
import { text } from "./text.js";
import { tree } from "./tree.js";

/** What a report has unless told. */
export const defaultFormat: Format = text;

/** All formats. */
export const formats: readonly Format[] = [text, functions, tree, json];

/**
 * A format as written: its id.
 *
 * @throws PerlineError `usage`
 */
export function parseFormat(written: string): Format {
  const found = formats.find(({ id }) => id === written);
  if (found === undefined) throw noSuch("format", written, formats.map(({ id }) => id));
  return found;
}
