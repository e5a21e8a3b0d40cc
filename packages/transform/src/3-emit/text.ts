/**
 * The text printer: inserts, never re-prints. Every inserted piece is wrapped in an invisible mark, so that taking the marked
 * pieces out gives back the input; no piece holds a line break, so that every line keeps its number.
 *
 * Order at one offset: closers of what ends there, inner first, then openers of what begins there, outer first. An edit's depth
 * tells which of the open ones end before it.
 */
import { mark } from "@perline/format";
import MagicString, { type SourceMap } from "magic-string";
import type { Edit } from "../2-plan/edits.js";
import { EditCursor } from "./cursor.js";
import { fragments, piecesOf } from "./fragments.js";

/** A piece of text and the offset of the original it stands at. */
interface Insertion {
  at: number;
  text: string;
}

/** What a printer needs to know. */
export interface PrintOptions {
  filename: string;
  /** Absolute id of the first probe. */
  base: number;
  clock: "sampled" | "exact";
}

/** Instrumented text. */
export interface Printed {
  code: string;
  /** The source map (version 3) from the code to the original; made when asked for. */
  map(): SourceMap;
}

/** Stands before a mark that would otherwise make a comment of a division: `1/await x`. White space, and Latin-1 as the mark. */
const gap = "\u00a0";

const marked = new RegExp(`(?:(?<=/)${gap})?${escaped(mark)}[^]*?${escaped(mark)}`, "g");

function escaped(text: string): string {
  return text.replace(/[/*]/g, "\\$&");
}

/** Takes all inserted pieces out of a text: the inverse of printing. */
export function unmark(code: string): string {
  return code.replace(marked, "");
}

/** Prints a plan's edits into its text. */
export function printText(text: string, edits: readonly Edit[], options: PrintOptions): Printed {
  const insertions = insertionsOf(text, edits, options);
  const parts: string[] = [];
  let offset = 0;
  for (const { at, text: piece } of insertions) {
    parts.push(text.slice(offset, at), piece);
    offset = at;
  }
  parts.push(text.slice(offset));
  return {
    code: parts.join(""),
    map() {
      const magic = new MagicString(text, { filename: options.filename });
      for (const { at, text: piece } of insertions) magic.appendLeft(at, piece);
      return magic.generateMap({ source: options.filename, includeContent: false, hires: "boundary" });
    },
  };
}

/** All pieces in their final order, those at one offset joined. */
function insertionsOf(text: string, edits: readonly Edit[], options: PrintOptions): Insertion[] {
  const insertions: Insertion[] = [];
  let last: Insertion = { at: -1, text: "" };
  let pending = "";
  const flush = (): void => {
    if (pending !== "") insertions.push({ at: last.at, text: (text[last.at - 1] === "/" ? gap : "") + mark + pending + mark });
    pending = "";
  };
  const insert = (at: number, piece: string): void => {
    if (piece === "") return;
    if (at !== last.at) {
      flush();
      last = { at, text: "" };
    }
    pending += piece;
  };
  const open: { depth: number; end: number; closer: string }[] = [];
  const closeTo = (depth: number): void => {
    for (let edit = open.at(-1); edit !== undefined && edit.depth >= depth; edit = open.at(-1)) {
      open.pop();
      insert(edit.end, edit.closer);
    }
  };
  const cursor = new EditCursor(edits, options.filename);
  for (let edit = cursor.take(); edit !== null; edit = cursor.take()) {
    closeTo(edit.depth);
    const [opener, closer] = piecesOf(edit, options.base, fragments[options.clock]);
    insert(edit.start, opener);
    open.push({ depth: edit.depth, end: edit.end, closer });
  }
  closeTo(0);
  flush();
  cursor.done();
  return insertions;
}
