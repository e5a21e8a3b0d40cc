/** From a text to what it was compiled from. Where it has a map that cannot be used, that is told, and it stands for itself. */
import { LineIndex } from "../../../1-parse/lines.js";
import type { Originals, Warning } from "../../../index.js";
import { originalsOf, type Compiled } from "./originals.js";
import { mapComment, readMap } from "./read.js";

/** What is known of a text's origin. */
export interface CompiledFrom {
  /** Null: the text is its own source. */
  originals: Originals | null;
  warnings: readonly Warning[];
}

/** Reads the map that a text carries. */
export function compiledFrom(text: string, compiled: Compiled): CompiledFrom {
  const comment = mapComment(text);
  if (comment === null) return { originals: null, warnings: [] };
  try {
    return { originals: originalsOf(readMap(comment, compiled.filename), compiled), warnings: [] };
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    const message = `The source map cannot be used, because ${why}; the lines are those of this file.`;
    return { originals: null, warnings: [{ line: new LineIndex(text).at(comment.offset), message }] };
  }
}
