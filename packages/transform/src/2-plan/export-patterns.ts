/**
 * Where a CommonJS file says in a pattern what it exports. ES modules that import it, and bundlers, find its names by these
 * patterns, in the text and not by running it; what is inserted must not stand in one, nor bring it into a block.
 *
 * The patterns are those of https://github.com/nodejs/cjs-module-lexer, which Node uses; the last check of a file asks it.
 */
import type { CallExpression, Expression, Node, Statement } from "@babel/types";

/** Whether a statement hands on the exports of another file, as compilers write it. It is known only outside of blocks. */
export function isReexport(statement: Statement): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const { expression } = statement;
  return expression.type === "CallExpression" && handsOnExports(expression);
}

function handsOnExports(node: CallExpression): boolean {
  return /^__export(Star)?$/.test(lastName(node.callee)) || isForEachKey(node);
}

/** Whether a call is a pattern: it defines an export, or hands on those of another file. */
export function isExportPattern(node: Node): boolean {
  return node.type === "CallExpression" && (isExportDefinition(node) || handsOnExports(node));
}

/**
 * Whether a function is part of a pattern: a getter of an export, or the loop over another file's exports. `parents`: the nodes
 * around it, outermost first, itself last.
 */
export function isInExportPattern(fn: Node, parents: readonly Node[]): boolean {
  const [beyond, outer, parent] = [parents.at(-4), parents.at(-3), parents.at(-2)];
  if (parent?.type === "CallExpression" && isForEachKey(parent)) return true;
  if (fn.type === "ObjectMethod") return named(fn.key, "get") && isExportDefinition(outer);
  return parent?.type === "ObjectProperty" && named(parent.key, "get") && isExportDefinition(beyond);
}

/**
 * Whether a property of `module.exports = {…}` is known by its pattern: those up to the first whose value is more than a word,
 * where nothing stands before the first word of each. `parents`: the nodes around it, outermost first, itself last.
 */
export function isKnownExport(property: Node, parents: readonly Node[]): boolean {
  const [assignment, list] = parents.slice(-3);
  if (list?.type !== "ObjectExpression" || assignment?.type !== "AssignmentExpression" || !isModuleExports(assignment.left)) return false;
  for (const one of list.properties) {
    if (one === property) return true;
    if (!isPassed(one)) return false;
  }
  return false;
}

/** Whether a pattern goes on behind a property. */
function isPassed(property: Node): boolean {
  if (property.type === "ObjectProperty") return isWord(property.value);
  return property.type === "SpreadElement" && (isWord(property.argument) || isRequire(property.argument));
}

function isWord({ type }: Node): boolean {
  return type === "Identifier" || type === "NullLiteral" || type === "BooleanLiteral" || type === "ThisExpression";
}

function isRequire(node: Node): boolean {
  return node.type === "CallExpression" && named(node.callee, "require");
}

/** `module.exports`. */
export function isModuleExports(node: Node): boolean {
  return node.type === "MemberExpression" && named(node.object, "module") && named(node.property, "exports");
}

/** `module.exports`, `module.exports.name`, `exports.name`: what is assigned to one, wherever it stands, is an export. */
export function isOfExports(node: Node): boolean {
  return isModuleExports(node) || (node.type === "MemberExpression" && (named(node.object, "exports") || isModuleExports(node.object)));
}

/** `Object.defineProperty(exports, …)`: whoever reads the pattern looks for how the third argument begins. */
export function isExportDefinition(node: Node | undefined): boolean {
  if (node?.type !== "CallExpression" || lastName(node.callee) !== "defineProperty") return false;
  const [target] = node.arguments;
  return target !== undefined && (named(target, "exports") || isModuleExports(target));
}

/** `Object.keys(…).forEach(function (key) { if (key === "default" …`, as compilers hand on what another file exports. */
function isForEachKey({ callee, arguments: [callback] }: CallExpression): boolean {
  return callee.type === "MemberExpression" && named(callee.property, "forEach")
    && callee.object.type === "CallExpression" && lastName(callee.object.callee) === "keys"
    && callback?.type === "FunctionExpression" && asksForDefault(callback.body.body[0]);
}

function asksForDefault(statement: Statement | undefined): boolean {
  if (statement?.type !== "IfStatement") return false;
  let { test } = statement;
  while (test.type === "LogicalExpression") test = test.left;
  return test.type === "BinaryExpression" && test.right.type === "StringLiteral" && test.right.value === "default";
}

function lastName(callee: Expression | Node): string {
  if (callee.type === "MemberExpression") return lastName(callee.property);
  return callee.type === "Identifier" ? callee.name : "";
}

function named(key: Node, name: string): boolean {
  return key.type === "Identifier" && key.name === name;
}
