/**
 * What a compiled text was made from, as a run sees it: by the map that the text carries, the originals that are profiled.
 *
 * Their texts are those in the map, else what the disk has. One that nobody has keeps its lines, without text. Names that bundlers
 * make up for code of their own are no originals.
 */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { decodedMappings } from "@jridgewell/trace-mapping";
import type { Original, Originals } from "../../index.js";
import type { FileSelection } from "../../selection.js";
import { readText, type FoundMap } from "./read.js";

/** A text that a map was found for, and how the run chooses files. */
export interface Compiled {
  /** Absolute. */
  filename: string;
  selection: FileSelection;
  /** Absolute folder that the names of bundlers are relative to. */
  root: string;
}

/** The originals of a text; null where its map names none. */
export function originalsOf(found: FoundMap, compiled: Compiled): Originals | null {
  const { map } = found;
  const byFile = new Map<string, Original | null>();
  const files = map.resolvedSources.map((_, index): Original | null => {
    const file = fileOf(found, index, compiled.root);
    if (file === null) return null;
    const original = byFile.get(file) ?? readOriginal(file, map.sourcesContent?.[index] ?? null, compiled);
    byFile.set(file, original);
    return original;
  });
  return byFile.size === 0 ? null : { mappings: withoutStop(decodedMappings(map)), files };
}

/**
 * A map without what Vitest adds to one that says nothing of the first line, for a debugger to stop there: that its first two
 * characters come from the original's first. What stands on that line are getters of exports.
 */
function withoutStop(mappings: Originals["mappings"]): Originals["mappings"] {
  const [first = [], ...others] = mappings;
  const isStop = first.length === 2 && first.every((segment, column) => segment.join() === `${column},0,0,0`);
  return isStop ? [[], ...others] : mappings;
}

/** Null for a file that is not profiled. */
function readOriginal(file: string, content: string | null, { filename, selection }: Compiled): Original | null {
  if (!selection.includesOriginal(file, filename)) return null;
  const acceptsFunction = selection.functionsOf(file, filename);
  return { path: selection.path(file), text: content ?? textOf(file), ...(acceptsFunction === null ? {} : { acceptsFunction }) };
}

/** The text of a file; null where it cannot be had. */
function textOf(file: string): string | null {
  try {
    return readText(file).replace(/^\uFEFF/, "");
  } catch {
    return null;
  }
}

/** What bundlers say of their own code, and of modules that they leave out. */
const madeUp = /^[<\0]|^webpack\/|^external /;

/** Scheme and host of a name that a bundler gave, which is relative to its working directory. */
const bundlerScheme = /^(?!file:)[a-z][a-z0-9+.-]*:\/\/[^/]*\/+/i;

/** The absolute file of a map's source; null where it is none. */
function fileOf({ url: mapUrl, map }: FoundMap, index: number, root: string): string | null {
  const [name, url] = [map.sources[index] ?? "", map.resolvedSources[index] ?? ""];
  if (madeUp.test(name) || url.endsWith("/")) return null;
  const bundled = bundlerScheme.test(name) ? name : bundlerScheme.test(url) ? url : null;
  if (bundled !== null) {
    const path = bundled.replace(bundlerScheme, "").replace(/\?[^/]*$/, "");
    return madeUp.test(path) ? null : resolve(root, path);
  }
  // Some write names as they are, some as URLs: of a name that can be read both ways the file that is there is meant.
  const candidates = [pathOf(url), resolve(dirname(pathOf(mapUrl) ?? root), map.sourceRoot ?? "", name)].filter((path) => path !== null);
  return candidates.find((path) => existsSync(path)) ?? candidates[0] ?? null;
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
