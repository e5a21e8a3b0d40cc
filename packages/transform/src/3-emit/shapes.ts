/**
 * The shape of each kind of edit: what of a syntax tree it goes around. An edit's pieces are balanced by themselves, so they parse
 * with a hole between them, into which a printer puts the nodes that stand in the edit's range. Nothing here knows a tree's nodes.
 */
import { abiPrefix } from "@perline/format";
import type { Edit, EditKind } from "../2-plan/edits.js";
import type { Pieces } from "./pieces.js";

/**
 * `statements`: statements of one list become statements among others; of an empty range, others are put between them.
 * `expression`: an expression becomes part of another; of an empty range, one is put where none was (the operand of a `yield`).
 * `body`: the expression that is an arrow function's body becomes part of a block, which is its body then.
 * `case`: a `switch` gets one more case.
 * `declarator`: a declaration gets one more declarator.
 */
export type Shape = "statements" | "expression" | "body" | "case" | "declarator";

const shapes: { readonly [Kind in Exclude<EditKind, "frame">]: Shape } = {
  count: "statements",
  line: "statements",
  turn: "statements",
  loop: "statements",
  block: "statements",
  return: "statements",
  catch: "statements",
  try: "statements",
  pass: "statements",
  finally: "statements",
  closing: "statements",
  disposal: "statements",
  dispose: "statements",
  asyncLoop: "statements",
  asyncTurn: "statements",
  before: "expression",
  after: "expression",
  site: "expression",
  traced: "expression",
  weigh: "expression",
  returnValue: "expression",
  suspend: "expression",
  resume: "expression",
  pause: "expression",
  proceed: "expression",
  aim: "expression",
  field: "expression",
  asyncIterable: "expression",
  default: "case",
  declared: "declarator",
};

/** The shape of an edit. */
export function shapeOf(edit: Edit): Shape {
  if (edit.kind === "frame") return edit.expression ? "body" : "statements";
  return shapes[edit.kind];
}

/** The name that stands in a template for what is in the edit's range: as an expression, or a statement of its own. */
export const hole = `${abiPrefix}hole`;

/**
 * An edit's pieces as a text that parses: statements; an expression in parentheses; a block; a `switch` whose first case has what
 * belongs to the last one of the tree, and whose other case is to be added; a declaration whose second declarator is.
 */
export function templateOf(edit: Edit, [opener, closer]: Pieces): string {
  switch (shapeOf(edit)) {
    case "statements":
      return `${opener}${hole};${closer}`;
    case "expression":
      return `(${opener}${edit.start === edit.end ? "" : hole}${closer})`;
    case "body":
      return `${opener}${hole}${closer}`;
    case "case":
      return `switch(0){case 0:${opener}${closer}}`;
    case "declarator":
      return `let ${hole}${opener}${closer};`;
  }
}
