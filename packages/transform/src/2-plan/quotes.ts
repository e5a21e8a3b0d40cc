/**
 * Where V8 quotes source in messages of its own: `a.b(...).c is not a function`. It prints what stands there from the syntax, and what
 * was inserted would show. Arguments it leaves out, and for a whole optional chain it says `(intermediate value)`, as for an `await`:
 * so what has to stand around a value in such a place hides in both.
 */
import type { Node } from "@babel/types";
import { withoutTypes } from "./positions.js";

/** Whether a node's text can show in a message; `around` holds the nodes that it stands in, innermost last. */
export function isQuoted(node: Node, around: readonly Node[]): boolean {
  const parent = around[around.length - 1];
  switch (parent?.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
    case "OptionalCallExpression":
      return true;
    case "CallExpression":
    case "NewExpression":
      return parent.callee === node;
    case "TaggedTemplateExpression":
      return parent.tag === node;
    case "VariableDeclarator":
      return parent.id.type !== "Identifier";
    case "AssignmentExpression":
      return parent.left.type === "ObjectPattern" || parent.left.type === "ArrayPattern";
    default:
      return parent !== undefined && withoutTypes(parent) !== parent && isQuoted(parent, around.slice(0, -1));
  }
}
