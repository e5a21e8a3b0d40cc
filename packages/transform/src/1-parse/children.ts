/**
 * Which properties of a node hold code that can run, in source order. Types, labels, imports and names are left out: nothing in
 * them runs. Kept here because loading the parser's own table costs more than instrumenting a small program. Some are of trees that
 * only hosts have.
 */
import type { Node } from "@babel/types";

const childKeys: { readonly [Type in Node["type"]]?: readonly string[] } = {
  ArrayExpression: ["elements"],
  ArrayPattern: ["elements"],
  ArrowFunctionExpression: ["params", "body"],
  AssignmentExpression: ["left", "right"],
  AssignmentPattern: ["left", "right"],
  AwaitExpression: ["argument"],
  BinaryExpression: ["left", "right"],
  BlockStatement: ["body"],
  CallExpression: ["callee", "arguments"],
  CatchClause: ["param", "body"],
  ClassAccessorProperty: ["decorators", "key", "value"],
  ClassBody: ["body"],
  ClassDeclaration: ["decorators", "superClass", "body"],
  ClassExpression: ["decorators", "superClass", "body"],
  ClassMethod: ["decorators", "key", "params", "body"],
  ClassPrivateMethod: ["decorators", "params", "body"],
  ClassPrivateProperty: ["decorators", "value"],
  ClassProperty: ["decorators", "key", "value"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  Decorator: ["expression"],
  DoWhileStatement: ["body", "test"],
  ExportDefaultDeclaration: ["declaration"],
  ExportNamedDeclaration: ["declaration"],
  ExpressionStatement: ["expression"],
  ForInStatement: ["left", "right", "body"],
  ForOfStatement: ["left", "right", "body"],
  ForStatement: ["init", "test", "update", "body"],
  FunctionDeclaration: ["params", "body"],
  FunctionExpression: ["params", "body"],
  IfStatement: ["test", "consequent", "alternate"],
  ImportExpression: ["source", "options"],
  JSXAttribute: ["value"],
  JSXElement: ["openingElement", "children"],
  JSXExpressionContainer: ["expression"],
  JSXFragment: ["children"],
  JSXOpeningElement: ["attributes"],
  JSXSpreadAttribute: ["argument"],
  JSXSpreadChild: ["expression"],
  LabeledStatement: ["body"],
  LogicalExpression: ["left", "right"],
  MemberExpression: ["object", "property"],
  NewExpression: ["callee", "arguments"],
  ObjectExpression: ["properties"],
  ObjectMethod: ["key", "params", "body"],
  ObjectPattern: ["properties"],
  ObjectProperty: ["key", "value"],
  OptionalCallExpression: ["callee", "arguments"],
  OptionalMemberExpression: ["object", "property"],
  ParenthesizedExpression: ["expression"],
  Program: ["body"],
  RestElement: ["argument"],
  ReturnStatement: ["argument"],
  SequenceExpression: ["expressions"],
  SpreadElement: ["argument"],
  StaticBlock: ["body"],
  SwitchCase: ["test", "consequent"],
  SwitchStatement: ["discriminant", "cases"],
  TaggedTemplateExpression: ["tag", "quasi"],
  TemplateLiteral: ["expressions"],
  ThrowStatement: ["argument"],
  TryStatement: ["block", "handler", "finalizer"],
  TSAsExpression: ["expression"],
  TSEnumBody: ["members"],
  TSEnumDeclaration: ["body", "members"],
  TSEnumMember: ["initializer"],
  TSExportAssignment: ["expression"],
  TSInstantiationExpression: ["expression"],
  TSModuleBlock: ["body"],
  TSModuleDeclaration: ["body"],
  TSNonNullExpression: ["expression"],
  TSParameterProperty: ["decorators", "parameter"],
  TSSatisfiesExpression: ["expression"],
  TSTypeAssertion: ["expression"],
  TypeCastExpression: ["expression"],
  UnaryExpression: ["argument"],
  UpdateExpression: ["argument"],
  VariableDeclaration: ["declarations"],
  VariableDeclarator: ["id", "init"],
  WhileStatement: ["test", "body"],
  WithStatement: ["object", "body"],
  YieldExpression: ["argument"],
};

/** The properties of a type of node that hold code that can run. */
export function childKeysOf(type: string): readonly string[] {
  return (childKeys as Readonly<Record<string, readonly string[]>>)[type] ?? [];
}

/** What the properties named above hold. */
type Children = Readonly<Record<string, Node | readonly (Node | null)[] | null | undefined>>;

/** Calls `visit` with each child that can hold running code, in source order. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const properties: object = node;
  for (const key of childKeysOf(node.type)) {
    const child = (properties as Children)[key];
    if (child === null || child === undefined) continue;
    if (!isList(child)) visit(child);
    else for (const element of child) if (element !== null) visit(element);
  }
}

function isList(child: Node | readonly (Node | null)[]): child is readonly (Node | null)[] {
  return Array.isArray(child);
}

/** Calls `visit` with a node and all below it that can hold running code; `visit` says whether to go below the node. */
export function walk(node: Node, visit: (node: Node) => boolean): void {
  if (!visit(node)) return;
  const properties: object = node;
  // As eachChild, without a function for each node: this is where planning a large file spends most.
  const keys = childKeysOf(node.type);
  for (let index = 0; index < keys.length; index++) {
    const child = (properties as Children)[keys[index]!];
    if (child === null || child === undefined) continue;
    if (!isList(child)) walk(child, visit);
    else for (let at = 0; at < child.length; at++) if (child[at] !== null) walk(child[at]!, visit);
  }
}

/** Whether `test` holds for a node or one below it in the same function. */
export function someWithin(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || someBelow(node, test);
}

function someBelow(node: Node, test: (node: Node) => boolean): boolean {
  const properties: object = node;
  const keys = childKeysOf(node.type);
  for (let index = 0; index < keys.length; index++) {
    const child = (properties as Children)[keys[index]!];
    if (child === null || child === undefined) continue;
    if (!isList(child)) {
      if (holdsIn(child, test)) return true;
    } else for (let at = 0; at < child.length; at++) if (child[at] !== null && holdsIn(child[at]!, test)) return true;
  }
  return false;
}

function holdsIn(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || (!isFunctionLike(node) && someBelow(node, test));
}

/** Whether a node is a function, of whatever form: a body of its own, with its own `await`, `yield` and `return`. */
export function isFunctionLike(node: Node): boolean {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "StaticBlock":
      return true;
    default:
      return false;
  }
}
