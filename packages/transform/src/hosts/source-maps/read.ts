/**
 * The source map that a text carries: found by its comment, read from the comment itself or a file beside, and not trusted. Nothing
 * is fetched from a network; what is no plain file is not opened; what a map says of itself is checked before it is decoded.
 */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FlattenMap, type TraceMap } from "@jridgewell/trace-mapping";
import { faultOf } from "./fault.js";

/** A map that was found. */
export interface FoundMap {
  /** Where it is: of a map in the comment, the text's own place. What it names is relative to it. */
  url: string;
  /** Without sections; its segments are in order. */
  map: TraceMap;
}

/** Larger files are not read, in bytes. */
const sizeLimit = 256 * 2 ** 20;

const key = "sourceMappingURL=";
/** A tool that wraps a text puts the end of its wrapper behind. */
const nothingButComments = /^(?:[\s)\]};]|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*$/;

/** Where a text says that its map is, and the offset at which it does: in its last such comment, behind all code. Null: nowhere. */
export function mapComment(text: string): { url: string; offset: number } | null {
  const offset = text.lastIndexOf(key);
  const opening = /\/([/*])[#@][ \t]*$/.exec(text.slice(Math.max(0, offset - 16), Math.max(0, offset)));
  if (opening === null) return null;
  const rest = text.slice(offset + key.length);
  const isBlock = opening[1] === "*";
  const end = rest.search(isBlock ? /\*\// : /[\n\r\u2028\u2029]/);
  const url = (end < 0 ? rest : rest.slice(0, end)).trim();
  const behind = end < 0 ? "" : rest.slice(end + (isBlock ? 2 : 0));
  return url === "" || /[\s"'`]/.test(url) || !nothingButComments.test(behind) ? null : { url, offset };
}

/**
 * Reads the map that a comment names.
 *
 * @throws Error that says in a few words what is wrong with it
 */
export function readMap(comment: { url: string }, filename: string): FoundMap {
  const own = pathToFileURL(filename).href;
  const inline = inlineText(comment.url);
  const url = inline === null ? new URL(comment.url, own).href : own;
  if (!url.startsWith("file:")) throw new Error("it is not on this machine");
  return checkedMap(parse(inline ?? readText(fileURLToPath(url))), url);
}

/**
 * A map that somebody gave, which is at a place.
 *
 * @throws Error that says in a few words what is wrong with it
 */
export function checkedMap(document: unknown, url: string): FoundMap {
  const fault = faultOf(document);
  if (fault !== null) throw new Error(fault);
  return { url, map: new FlattenMap(document as ConstructorParameters<typeof FlattenMap>[0], url) };
}

/** What a `data:` URL holds; null for others. */
function inlineText(url: string): string | null {
  if (!url.startsWith("data:")) return null;
  const comma = url.indexOf(",");
  const data = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(";base64") ? Buffer.from(data, "base64").toString("utf8") : decodeURIComponent(data);
}

function parse(text: string): unknown {
  try {
    // What begins so keeps browsers from running it as a script.
    return JSON.parse(text.replace(/^\)\]\}'?[^\n]*\n?/, ""));
  } catch (cause) {
    throw new Error("it is not JSON", { cause });
  }
}

/**
 * The text of a file.
 *
 * @throws Error where there is none, or it is no plain file, or a huge one
 */
export function readText(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Error("there is no such file");
  if (!stats.isFile() || stats.size > sizeLimit) throw new Error("it is no file of text");
  return readFileSync(path, "utf8");
}
