/**
 * What printers of syntax trees share: the shape of each kind of edit, which says what of a tree it goes around. Nothing here knows
 * a tree's nodes. An edit's pieces are balanced by themselves, so they parse with a hole between them, into which the printer puts
 * the nodes that stand in the edit's range.
 */
import { abiPrefix } from "@perline/format";
import type { Edit, EditKind } from "../2-plan/edits.js";
import type { EditCursor } from "./cursor.js";
import type { Pieces } from "./fragments.js";

/**
 * `statements`: statements of one list become statements among others; of an empty range, others are put between them.
 * `expression`: an expression becomes part of another; of an empty range, one is put where none was (the operand of a `yield`).
 * `body`: the expression that is an arrow function's body becomes part of a block, which is its body then.
 * `case`: a `switch` gets one more case.
 */
export type Shape = "statements" | "expression" | "body" | "case";

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
  returnValue: "expression",
  suspend: "expression",
  resume: "expression",
  pause: "expression",
  proceed: "expression",
  aim: "expression",
  field: "expression",
  asyncIterable: "expression",
  default: "case",
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
 * belongs to the last one of the tree, and whose other case is to be added.
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
  }
}

/** What a list of statements is printed by. */
export interface StatementHost<Statement> {
  start(statement: Statement): number;
  end(statement: Statement): number;
  /** Takes the edits that lie inside a statement; gives the statement that stands in its place. */
  inside(statement: Statement): Statement;
  /** The statements of an edit's template, those of its range in the hole. */
  around(edit: Edit, inner: readonly Statement[]): readonly Statement[];
}

/** Which edits belong to a list of statements, besides those in front of the last statement. */
export interface ListExtent {
  /** The offset up to which something may stand behind the last statement; -1 where nothing may. */
  limit: number;
  /** The depth of the edit that the list is the range of. */
  depth?: number;
}

/** Who prints a list of statements. */
export interface ListPrinter<Statement> {
  readonly cursor: EditCursor;
  readonly host: StatementHost<Statement>;
}

/**
 * Prints a list of statements: takes the edits of shape `statements` that belong to it, and lets the host take those inside its
 * statements.
 */
export function printStatements<Statement>(
  list: readonly Statement[], { limit, depth = -1 }: ListExtent, printer: ListPrinter<Statement>,
): Statement[] {
  const { cursor, host } = printer;
  const printed: Statement[] = [];
  let index = 0;
  for (;;) {
    const statement = list[index];
    const edit = cursor.peek();
    const reach = statement === undefined ? limit : host.start(statement);
    if (edit !== null && shapeOf(edit) === "statements" && edit.depth > depth && edit.start <= reach) {
      cursor.take();
      const from = index;
      while (index < list.length && host.end(list[index]!) <= edit.end) index++;
      const inner = printStatements(list.slice(from, index), { limit: edit.end, depth: edit.depth }, printer);
      for (const each of host.around(edit, inner)) printed.push(each);
    } else if (statement === undefined) {
      return printed;
    } else {
      printed.push(host.inside(statement));
      index++;
    }
  }
}
