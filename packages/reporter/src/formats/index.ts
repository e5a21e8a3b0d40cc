/** The formats there are. A new one is a file beside this and an item here. */
import { type Format } from "../format.js";
import { noSuch } from "../options.js";
import { callgrind } from "./callgrind.js";
import { collapsed } from "./collapsed.js";
import { cpuprofile } from "./cpuprofile.js";
import { csv } from "./csv.js";
import { firefox } from "./firefox.js";
import { functions } from "./functions.js";
import { html } from "./html.js";
import { istanbul } from "./istanbul.js";
import { json } from "./json.js";
import { lcov } from "./lcov.js";
import { leaks } from "./leaks.js";
import { markdown } from "./markdown.js";
import { pprof } from "./pprof.js";
import { speedscope } from "./speedscope.js";
import { text } from "./text.js";
import { trace } from "./trace.js";
import { tree } from "./tree.js";

/** What a report has unless told. */
export const defaultFormat: Format = text;

/** All formats. */
export const formats: readonly Format[] = [
  text, functions, tree, leaks, html, markdown, json, csv,
  speedscope, firefox, cpuprofile, pprof, callgrind, collapsed, trace, lcov, istanbul,
];

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

/** The format that the name of a file tells by its extension, or by the format's id in its place; undefined where it tells none. */
export function formatOfFile(file: string): Format | undefined {
  const named = formats.find(({ id }) => file.toLowerCase().endsWith(`.${id}`));
  if (named !== undefined) return named;
  const fitting = formats.filter(({ extension }) => file.toLowerCase().endsWith(`.${extension}`));
  // Of `x.speedscope.json` the longer one is meant; of several with the same the first.
  return fitting.toSorted((a, b) => b.extension.length - a.extension.length)[0];
}
