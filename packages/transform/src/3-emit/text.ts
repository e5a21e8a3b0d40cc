/**
 * The text printer: inserts, never re-prints. Every inserted piece is wrapped in an invisible mark, so that taking the marked
 * pieces out gives back the input; no piece holds a line break, so that every line keeps its number.
 *
 * Order at one offset: closers of what ends there, inner first, then openers of what begins there, outer first. An edit's depth
 * tells which of the open ones end before it.
 */
import { createRequire } from "node:module";
import { mark } from "@perline/format";
import type * as magicString from "magic-string";
import type { Edit } from "../2-plan/edits.js";
import { annotatedStart } from "../2-plan/found-by-text.js";
import { EditCursor } from "./cursor.js";
import { insertionsOf, type Insertions, type PrintOptions } from "./insertions.js";

/** Instrumented text. */
export interface Printed {
  code: string;
  /** The source map (version 3) from the code to the original; made when asked for. */
  map(): magicString.SourceMap;
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

/** Where the inserted pieces of a text stand, from first to last. */
export function* markedPieces(code: string): Iterable<{ start: number; end: number }> {
  for (const { index, 0: piece } of code.matchAll(marked)) yield { start: index, end: index + piece.length };
}

/** How many parts of a text are joined at once: joined late, they are all a burden to the collector. */
const joinedAtOnce = 4096;

/** Prints a plan's edits into its text. */
export function printText(text: string, edits: readonly Edit[], options: PrintOptions): Printed {
  const insertions = insertionsOf(edits, options);
  let code = "";
  let parts: string[] = [];
  let offset = 0;
  eachInsertion(text, insertions, (at, piece) => {
    parts.push(text.slice(offset, at), piece);
    offset = at;
    if (parts.length < joinedAtOnce) return;
    code += parts.join("");
    parts = [];
  });
  return {
    code: code + parts.join("") + text.slice(offset),
    map() {
      // Loaded where it is wanted: every program that is instrumented anew waits for what is loaded above.
      const { default: MagicString } = createRequire(__filename)("magic-string") as typeof magicString;
      const magic = new MagicString(text, { filename: options.filename });
      eachInsertion(text, insertions, (at, piece) => magic.appendLeft(at, piece));
      return magic.generateMap({ source: options.filename, includeContent: false, hires: "boundary" });
    },
  };
}

/** Calls `visit` with all pieces in their final order, those at one offset joined. */
function eachInsertion(text: string, insertions: Insertions, visit: (at: number, piece: string) => void): void {
  const { edits, filename, first } = insertions;
  // What stands before an annotated call stands before its annotation.
  const startOf = text.includes("__PURE__") ? ({ start }: Edit): number => annotatedStart(text, start) : ({ start }: Edit): number => start;
  let last = -1;
  let pending = "";
  const flush = (): void => {
    if (pending !== "") visit(last, (text[last - 1] === "/" ? gap : "") + mark + pending + mark);
    pending = "";
  };
  const insert = (at: number, piece: string): void => {
    if (piece === "") return;
    if (at !== last) flush();
    last = at;
    pending += piece;
  };
  const open: { depth: number; end: number; closer: string }[] = [];
  const closeTo = (depth: number): void => {
    for (let edit = open.at(-1); edit !== undefined && edit.depth >= depth; edit = open.at(-1)) {
      open.pop();
      insert(edit.end, edit.closer);
    }
  };
  let opened = -1;
  if (first !== null) insert(first.at, first.piece);
  const cursor = new EditCursor(edits, { filename, text });
  for (let edit = cursor.take(); edit !== null; edit = cursor.take()) {
    closeTo(edit.depth);
    const [opener, closer] = insertions.pieces(edit);
    // Of those that begin at one place the first is what the text before could join.
    const separates = "separate" in edit && edit.separate && opened !== edit.start;
    insert(startOf(edit), separates ? `;${opener}` : opener);
    if (opener !== "") opened = edit.start;
    open.push({ depth: edit.depth, end: edit.end, closer });
  }
  closeTo(0);
  flush();
  cursor.done();
}
