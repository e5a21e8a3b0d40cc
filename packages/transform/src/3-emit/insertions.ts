/** What a printer puts into a text, whatever it prints into: each edit's pieces, and what stands before all else. */
import type { MeasuredClock } from "@perline/format";
import type { Edit } from "../2-plan/edits.js";
import { fragmentsOf, piecesOf } from "./fragments.js";
import { absoluteIds, linkedIds } from "./ids.js";
import type { Pieces } from "./pieces.js";
import { namesIn, type Prologue } from "./prologue.js";

/** What a printer needs to know. */
export interface PrintOptions {
  filename: string;
  /** Absolute id of the first probe; nothing to linked code. */
  base: number;
  clock: MeasuredClock;
  /** Of linked code: what it begins with. */
  prologue?: Prologue;
}

/** What is inserted into a text. */
export interface Insertions {
  readonly edits: readonly Edit[];
  readonly filename: string;
  pieces(edit: Edit): Pieces;
  /** Statements before all else, and the offset of what they stand before; null: nothing does. */
  readonly first: { readonly at: number; readonly piece: string } | null;
}

/** What a plan's edits insert. */
export function insertionsOf(edits: readonly Edit[], { filename, base, clock, prologue }: PrintOptions): Insertions {
  const isLinked = prologue !== undefined && edits.length > 0;
  const table = fragmentsOf(clock, { linked: isLinked });
  const ids = isLinked ? linkedIds : absoluteIds(base);
  const pieces = (edit: Edit): Pieces => piecesOf(edit, ids, table);
  if (!isLinked) return { edits, filename, pieces, first: null };
  const early = edits.some((edit) => "early" in edit && edit.early);
  const piece = `${prologue.separate ? ";" : ""}${prologue.text(namesIn(edits.flatMap(pieces)), early)}`;
  return { edits, filename, pieces, first: { at: prologue.offset, piece } };
}
