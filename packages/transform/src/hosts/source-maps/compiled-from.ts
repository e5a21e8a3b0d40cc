/** From a text to what it was compiled from. Where it has a map that cannot be used, that is told, and it stands for itself. */
import { LineIndex } from "../../1-parse/lines.js";
import type { Originals, SourceMap, Warning } from "../../index.js";
import { chained } from "./chain.js";
import { originalsOf, type Compiled } from "./originals.js";
import { mapComment, readMap } from "./read.js";

/** What is known of a text's origin. */
export interface CompiledFrom {
  /** Null: the text is its own source. */
  originals: Originals | null;
  warnings: readonly Warning[];
  /** Makes of a map to the text one to what it was compiled from, as a URL; null where the text has no map of its own. */
  chain: ((map: SourceMap) => string) | null;
}

/** Reads the map that a text carries. What is installed was compiled from nothing that a person here would edit. */
export function compiledFrom(text: string, compiled: Compiled): CompiledFrom {
  const { filename, selection } = compiled;
  const none: CompiledFrom = { originals: null, warnings: [], chain: null };
  const comment = mapComment(text);
  if (comment === null) return none;
  try {
    const found = readMap(comment, filename);
    const originals = selection.isInstalled(filename) ? null : originalsOf(found, compiled);
    return { originals, warnings: [], chain: (map) => chained(map, found) };
  } catch (failure) {
    if (selection.isInstalled(filename)) return none;
    const why = failure instanceof Error ? failure.message : String(failure);
    const message = `The source map cannot be used, because ${why}; the lines are those of this file.`;
    return { ...none, warnings: [{ line: new LineIndex(text).at(comment.offset), message }] };
  }
}
