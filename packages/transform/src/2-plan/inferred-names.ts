/**
 * Names that V8 makes up for stack traces: a function without one is called after the variable or property that its expression is for
 * (`const answer = await new Promise((resolve) => …)` has an `answer`), unless a call comes in between, whose argument it is.
 * `Function.prototype.name` knows nothing of them.
 */
import type { Node } from "@babel/types";

/** Whether functions in an expression get such a name; `around` holds the nodes that it stands in, innermost last. */
export function isNamedAfter(around: readonly Node[]): boolean {
  const kind = around.findLast(({ type }) => decisive.has(type));
  return kind !== undefined && decisive.get(kind.type) === true;
}

/** What decides, by the type of the node around. */
const decisive: ReadonlyMap<string, boolean> = new Map<Node["type"], boolean>([
  ["VariableDeclarator", true], ["AssignmentExpression", true], ["ObjectProperty", true], ["ClassProperty", true],
  ["ClassPrivateProperty", true], ["ClassAccessorProperty", true], ["CallExpression", false],
  ["OptionalCallExpression", false], ["NewExpression", false], ["BlockStatement", false], ["ExpressionStatement", false],
  ["ReturnStatement", false], ["ThrowStatement", false], ["ArrowFunctionExpression", false], ["Program", false],
]);
