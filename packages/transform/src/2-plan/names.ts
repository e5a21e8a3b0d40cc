/**
 * Names of functions as a person would say them: `Class.method`, `obj.key`, `get x`, or what they are assigned to.
 *
 * Purely syntactic: from the function and the nodes around it. The name is for people; identity is the row in the table.
 */
import type { Node } from "@babel/types";
import type { FunctionKind } from "@perline/format";
import { withoutTypes } from "./positions.js";

/** What nobody named. */
export const anonymous = "<anonymous>";
/** A module's body. */
export const moduleName = "<module>";

/** The name and kind of a function; `parents` are the nodes around it, outermost first, itself last. */
export function functionName(node: Node, parents: readonly Node[]): { name: string; kind: FunctionKind } {
  const around = parents.length - 2;
  switch (node.type) {
    case "FunctionDeclaration":
      return { name: node.id?.name ?? "default", kind: "function" };
    case "FunctionExpression":
      return { name: node.id?.name ?? placeName(parents, around), kind: "function" };
    case "ArrowFunctionExpression":
      return { name: placeName(parents, around), kind: "arrow" };
    case "ObjectMethod": {
      const owner = placeName(parents, around - 1);
      return { name: accessor(node.kind, qualified(owner, keyName(node))), kind: methodKind(node.kind) };
    }
    case "ClassMethod":
    case "ClassPrivateMethod": {
      const owner = className(parents, around);
      return { name: accessor(node.kind, qualified(owner, keyName(node))), kind: methodKind(node.kind) };
    }
    default:
      return { name: anonymous, kind: "function" };
  }
}

/** The name of the class whose body or member stands at `parents[index]`. */
export function className(parents: readonly Node[], index: number): string {
  for (let at = index; at >= 0; at--) {
    const node = parents[at];
    if (node?.type === "ClassDeclaration") return node.id?.name ?? "default";
    if (node?.type === "ClassExpression") return node.id?.name ?? placeName(parents, at - 1);
  }
  return anonymous;
}

function methodKind(kind: "get" | "set" | "method" | "constructor"): FunctionKind {
  return kind === "get" ? "getter" : kind === "set" ? "setter" : kind;
}

function accessor(kind: string, name: string): string {
  return kind === "get" || kind === "set" ? `${kind} ${name}` : name;
}

function qualified(owner: string, name: string): string {
  return owner === anonymous ? name : `${owner}.${name}`;
}

/** The name that the place at `parents[index]` gives the value standing in it. */
function placeName(parents: readonly Node[], index: number): string {
  const place = parents[index];
  switch (place?.type) {
    case "VariableDeclarator":
      return place.id.type === "Identifier" ? place.id.name : anonymous;
    case "AssignmentExpression":
    case "AssignmentPattern":
      return targetName(place.left) ?? anonymous;
    case "ObjectProperty":
      return qualified(placeName(parents, index - 2), keyName(place));
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      return qualified(className(parents, index), keyName(place));
    case "ExportDefaultDeclaration":
      return "default";
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TypeCastExpression":
      return placeName(parents, index - 1);
    case "CallExpression":
      return wrappedName(place, parents, index);
    default:
      return anonymous;
  }
}

/** `profile(fn)` and `profile("name", fn)` leave a function the name of its place. */
function wrappedName(call: Extract<Node, { type: "CallExpression" }>, parents: readonly Node[], index: number): string {
  return call.callee.type === "Identifier" && call.callee.name === "profile" ? placeName(parents, index - 1) : anonymous;
}

/** The last words of an assignment's target: `a.b.c` of `exports.a.b.c`, `Class.method` of `Class.prototype.method`. */
function targetName(target: Node): string | null {
  const node = withoutTypes(target);
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "MemberExpression": {
      const key = node.computed && node.property.type !== "StringLiteral" ? null : literalKey(node.property);
      if (key === null) return null;
      const { object } = node;
      const isExports = object.type === "Identifier" && object.name === "exports"
        || object.type === "MemberExpression" && targetName(object) === "module.exports";
      if (isExports || object.type === "ThisExpression") return key;
      const owner = targetName(object);
      return owner === null ? key : `${owner.replace(/\.prototype$/, "")}.${key}`;
    }
    default:
      return null;
  }
}

function keyName(node: { key: Node; computed?: boolean | null }): string {
  return (node.computed === true ? null : literalKey(node.key)) ?? (node.key.type === "StringLiteral" ? node.key.value : computedKey(node.key));
}

function literalKey(key: Node): string | null {
  switch (key.type) {
    case "Identifier":
      return key.name;
    case "StringLiteral":
      return key.value;
    case "NumericLiteral":
    case "BigIntLiteral":
      return String(key.value);
    case "PrivateName":
      return `#${key.id.name}`;
    default:
      return null;
  }
}

/** A computed key as it is written, where that is short: `[Symbol.iterator]`. */
function computedKey(key: Node): string {
  const name = targetName(key);
  return name === null ? "[…]" : `[${name}]`;
}
