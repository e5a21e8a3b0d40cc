/**
 * What creates objects: one rule for each type of node. Where V8 creates them decides when they are counted: literals and functions
 * come before their operands are evaluated (`first`), all else behind them.
 */
import type {
  CallExpression, Class, JSXElement, JSXFragment, NewExpression, Node, OptionalCallExpression, OptionalMemberExpression,
} from "@babel/types";
import type { SiteKind } from "@perline/format";
import { privateName, type FileNames, type Gives } from "./file-names.js";
import { propertyCount } from "./instances.js";
import { childList } from "./jsx.js";
import { withoutTypes } from "./positions.js";
import { constructors, elementBytes, functions, methods, type Given } from "./sites-builtins.js";

/** What one expression creates; see SiteTable in the format package. */
export interface Creates {
  readonly kind: SiteKind;
  readonly times: number;
  readonly slots: number;
}

/** What an expression creates each time. */
export interface Creation {
  readonly objects: readonly Creates[];
  /** Whether before its operands are evaluated. */
  readonly first: boolean;
  /** Whether, once they are evaluated, it creates it for certain. */
  readonly sure: boolean;
}

type SiteRules = { readonly [Type in Node["type"]]?: (node: Extract<Node, { type: Type }>, names: FileNames) => Creation | null };

/** Nobody knows before it runs. */
const unknown = -1;

function one(kind: SiteKind, slots: number, times = 1): Creates {
  return { kind, times, slots };
}

function first(...objects: readonly Creates[]): Creation {
  return { objects, first: true, sure: true };
}

function behind(object: Creates, sure = false): Creation {
  return { objects: [object], first: false, sure };
}

/** Whether V8 keeps a number in an object of its own: not one that fits a small integer. */
function isBoxed(node: Node): boolean {
  const value = node.type === "UnaryExpression" && node.operator === "-" ? node.argument : node;
  return value.type === "NumericLiteral" && (!Number.isInteger(value.value) || value.value > 2 ** 31 - 1);
}

/** Whether an element of an array literal is part of what all its evaluations share. */
function isConstant(node: Node): boolean {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
      return true;
    case "UnaryExpression":
      return node.operator === "-" && node.argument.type === "NumericLiteral";
    default:
      return false;
  }
}

function isNumber(node: Node): boolean {
  return node.type === "NumericLiteral" || (node.type === "UnaryExpression" && node.argument.type === "NumericLiteral");
}

/** An array literal: what is in it by value is shared until someone writes, but for fractional numbers. */
function arrayOf(elements: readonly (Node | null)[]): Creates {
  if (elements.some((element) => element?.type === "SpreadElement")) return one("array", unknown);
  const present = elements.filter((element) => element !== null);
  if (present.length > 0 && present.every(isNumber) && present.some(isBoxed)) return one("doubles", elements.length);
  return one("array", present.every(isConstant) ? 0 : elements.length);
}

/** Whether a part of a concatenation is known to be text. */
function isText(node: Node): boolean {
  return (node.type === "StringLiteral" && node.value !== "") || (node.type === "TemplateLiteral" && partsOf(node) > 0);
}

/** The operands of a chain of `+`. */
function operands(node: Node): Node[] {
  return node.type === "BinaryExpression" && node.operator === "+" ? [...operands(node.left), node.right] : [node];
}

/** How many of a chain's additions are known to give new text. */
function concatenations(node: Node): number {
  const all = operands(node);
  const from = all.findIndex(isText);
  return from < 0 ? 0 : all.length - Math.max(from, 1);
}

/** What a template is put together from. */
function partsOf(node: Extract<Node, { type: "TemplateLiteral" }>): number {
  return node.expressions.length + node.quasis.filter(({ value }) => value.raw !== "").length;
}

/** A callee's name as the tables of built-ins have it: of a global's function, or of a method. */
function builtinOf(callee: Node, names: FileNames): Given | null {
  const node = withoutTypes(callee);
  if (node.type === "Identifier") return names.isFree(node.name) ? functions.get(node.name) ?? null : null;
  if ((node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") || node.computed) return null;
  const { object, property } = node;
  if (property.type !== "Identifier") return null;
  if (object.type === "Identifier" && names.isFree(object.name)) {
    const found = functions.get(`${object.name}.${property.name}`);
    if (found !== undefined) return found;
  }
  return methods.get(property.name) ?? null;
}

/** Arguments that V8 gathers in an array: those behind a spread that is not the last. */
function gathers(given: CallExpression["arguments"]): boolean {
  return given.slice(0, -1).some(({ type }) => type === "SpreadElement");
}

/** What calling a private method gives. */
function givenByPrivate(callee: Node, names: FileNames): Gives | null {
  if (callee.type !== "MemberExpression" && callee.type !== "OptionalMemberExpression") return null;
  return callee.property.type === "PrivateName" ? names.given(privateName(callee.property)) : null;
}

function called(node: CallExpression | OptionalCallExpression, names: FileNames): Creation | null {
  const callee = withoutTypes(node.callee);
  const gives = callee.type === "Identifier" ? names.given(callee.name) : givenByPrivate(callee, names);
  // An object may lack a private method; a function with a name is there.
  if (gives !== null) return behind(one(gives, unknown), callee.type === "Identifier");
  const builtin = builtinOf(callee, names);
  if (builtin !== null) return behind(one(builtin.kind, unknown, builtin.times));
  return gathers(node.arguments) ? behind(one("array", unknown)) : null;
}

/** The number that is the only argument; -1 for another. */
function onlyNumber({ arguments: [length, ...others] }: NewExpression): number {
  return length?.type === "NumericLiteral" && others.length === 0 ? length.value : unknown;
}

function constructed(node: NewExpression, names: FileNames): Creation {
  const callee = withoutTypes(node.callee);
  const name = callee.type === "Identifier" && names.isFree(callee.name) ? callee.name : "";
  const { kind, times } = constructors.get(name) ?? { kind: "new" as const, times: 1 };
  const isEmpty = node.arguments.length === 0;
  const number = onlyNumber(node);
  switch (kind) {
    case "typedArray":
      return behind(one(kind, isEmpty ? 0 : number === unknown ? unknown : number * elementBytes(name), times));
    case "array":
    case "arrayBuffer":
      return behind(one(kind, isEmpty ? 0 : number, times), isEmpty);
    case "date":
      return behind(one(kind, 0, times), isEmpty);
    case "promise":
      return behind(one(kind, 2, times));
    case "new":
      return behind(one(kind, callee.type === "Identifier" ? propertyCount(callee.name, names) : unknown, times));
    default:
      return behind(one(kind, isEmpty && !name.startsWith("Weak") ? 0 : unknown, times), isEmpty);
  }
}

function closureOf(node: { async?: boolean; generator?: boolean | null }): Creation {
  return first(node.generator === true ? one("function", 1) : one("closure", 0));
}

/** A function with a name of its own, or the word `function`: with a `prototype` unless it is async. */
export function functionOf(node: { async?: boolean; generator?: boolean | null }): Creation {
  return node.generator !== true && node.async !== true ? first(one("function", 0)) : closureOf(node);
}

/** A class, and the functions that are its methods. */
function classOf(node: Class): Creation {
  const members = node.body.body;
  const methods = members.filter(({ type }) => type === "ClassMethod" || type === "ClassPrivateMethod");
  const given = methods.filter((method) => !("kind" in method && method.kind === "constructor")).length;
  const isPlain = members.every((member) =>
    member.type === "ClassMethod" ? !member.computed
      : member.type === "ClassPrivateMethod" || (member.type === "ClassProperty" && !member.static && !member.computed));
  const isKnown = members.every(({ type }) => type === "ClassMethod" || type === "ClassPrivateMethod");
  const objects = [one("class", isKnown && !node.superClass ? given : unknown), ...(given > 0 ? [one("closure", 0, given)] : [])];
  return { objects, first: isPlain && !node.superClass && !node.decorators?.length, sure: false };
}

/** An element of JSX, and the array of its children. */
function element(node: JSXElement | JSXFragment, { jsx }: FileNames): Creation {
  const children = jsx === "automatic" ? childList(node) : [];
  const isSpread = children.some(({ type }) => type === "JSXSpreadChild");
  const list = children.length === 0 ? [] : [one("array", isSpread ? unknown : children.length)];
  return { objects: [one("jsx", unknown), ...list], first: false, sure: false };
}

const rules: SiteRules = {
  ObjectExpression({ properties }) {
    const known = properties.every((property) => property.type !== "SpreadElement" && !property.computed
      && (property.type !== "ObjectMethod" || property.kind === "method"));
    const boxed = properties.filter((property) => property.type === "ObjectProperty" && isBoxed(property.value)).length;
    return first(one("object", known ? properties.length : unknown), ...(boxed > 0 ? [one("number", 0, boxed)] : []));
  },
  ArrayExpression: ({ elements }) => first(arrayOf(elements)),
  FunctionExpression: functionOf,
  ArrowFunctionExpression: closureOf,
  ObjectMethod: closureOf,
  ClassExpression: classOf,
  ClassDeclaration: (node) => (node.declare === true ? null : classOf(node)),
  RegExpLiteral: () => first(one("regexp", 0)),
  TemplateLiteral: (node) => (partsOf(node) > 1 ? behind(one("string", partsOf(node) - 1)) : null),
  BinaryExpression(node) {
    const times = concatenations(node);
    return times === 0 ? null : behind(one("string", 1, times));
  },
  AssignmentExpression({ operator, left, right }) {
    const rests = restsOf(left).map(({ creates }) => creates);
    if (rests.length > 0) return { objects: rests, first: false, sure: false };
    return operator === "+=" && isText(right) ? behind(one("string", 1)) : null;
  },
  NewExpression: constructed,
  CallExpression: (node, names) => (node.callee.type === "Super" || node.callee.type === "Import" ? null : called(node, names)),
  OptionalCallExpression: called,
  JSXElement: element,
  JSXFragment: element,
};

/** What a node creates each time it is evaluated; null for nothing. */
export function creationOf(node: Node, names: FileNames): Creation | null {
  const rule = rules[node.type] as ((node: Node, names: FileNames) => Creation | null) | undefined;
  return rule === undefined ? null : rule(node, names);
}

/** The object that an expression has as its value, of those that it creates; null where that is another one, or none. */
export function valueOf({ type }: Node, { objects: [object] }: Creation): Creates | null {
  if (object === undefined || object.times === 0 || object.kind === "string" || type === "AssignmentExpression") return null;
  // What V8 gathers arguments in.
  return type === "CallExpression" && object.kind === "array" ? null : object;
}

/** Whether a node is a part of what another one around it creates at once. */
export function isPartOf(node: Node, around: Node | undefined): boolean {
  return node.type === "BinaryExpression" && around?.type === "BinaryExpression" && around.operator === "+"
    && around.left === node && node.operator === "+";
}

/** The functions that a list of statements declares, which exist from its beginning on. */
export function declaredFunctions(list: readonly Node[]): Extract<Node, { type: "FunctionDeclaration" }>[] {
  return list.flatMap((node) => {
    const exported = node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration";
    const declared = exported ? node.declaration : node;
    return declared?.type === "FunctionDeclaration" ? [declared] : [];
  });
}

/** The rest elements of a pattern, and what each creates. */
export function restsOf(pattern: Node): { node: Node; creates: Creates }[] {
  switch (pattern.type) {
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        property.type === "RestElement" ? [{ node: property, creates: one("object", unknown) }] : restsOf(property.value));
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : restsOf(element)));
    case "RestElement":
      return [{ node: pattern, creates: one("array", unknown) }, ...restsOf(pattern.argument)];
    case "AssignmentPattern":
      return restsOf(pattern.left);
    case "TSParameterProperty":
      return restsOf(pattern.parameter);
    default:
      return [];
  }
}

/** The `arguments` object of a function that asks for it. */
export const argumentsObject: Creates = one("arguments", unknown);

/** Whether parts of an expression may be passed over: they stand behind `?.`. */
export function isChain(node: Node): node is OptionalCallExpression | OptionalMemberExpression {
  return node.type === "OptionalCallExpression" || node.type === "OptionalMemberExpression";
}

/** The links of a chain with `?.`, the last first. */
export function* links(chain: Node): Iterable<OptionalCallExpression | OptionalMemberExpression> {
  let node = chain;
  while (isChain(node)) {
    yield node;
    node = node.type === "OptionalCallExpression" ? node.callee : node.object;
    if (node.extra?.["parenthesized"] === true) return;
  }
}
