/**
 * How many properties instances have, where the text of their class or function tells: its fields, TypeScript's parameters that are
 * properties as well, and what its constructor assigns to `this`, one statement after another. Behind a few instances V8 gives all
 * others room for just these.
 */
import type { ClassBody, Node, Statement } from "@babel/types";
import { someWithin } from "../1-parse/children.js";
import type { FileNames } from "./file-names.js";

/** The number of properties of what `new` makes of a name; -1 where the file does not tell. */
export function propertyCount(name: string, names: FileNames): number {
  return propertiesOf(names.bound(name), names)?.size ?? -1;
}

/** The properties by their names, private ones with `#`; null where they are not known. */
function propertiesOf(node: Node | null, names: FileNames): Set<string> | null {
  switch (node?.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
      return node.async || node.generator ? null : assigned(node.body.body, new Set());
    case "ClassDeclaration":
    case "ClassExpression": {
      const { superClass } = node;
      if (!superClass) return members(node.body, new Set());
      if (superClass.type !== "Identifier" || names.bound(superClass.name) === node) return null;
      const inherited = propertiesOf(names.bound(superClass.name), names);
      return inherited === null ? null : members(node.body, inherited);
    }
    default:
      return null;
  }
}

/** Adds the fields of a class, and what its constructor assigns. */
function members({ body }: ClassBody, properties: Set<string>): Set<string> | null {
  let statements: readonly Statement[] = [];
  for (const member of body) {
    switch (member.type) {
      case "ClassProperty":
      case "ClassPrivateProperty": {
        const name = member.type === "ClassProperty" && member.computed === true ? null : nameOf(member.key);
        if (member.static) break;
        if (name === null) return null;
        properties.add(name);
        break;
      }
      case "ClassPrivateMethod":
        // By one property V8 knows who has the class's private methods.
        if (!member.static) properties.add("#");
        break;
      case "ClassMethod":
        if (member.kind !== "constructor") break;
        statements = member.body.body;
        for (const parameter of member.params) {
          if (parameter.type === "TSParameterProperty") properties.add(nameOfParameter(parameter.parameter));
        }
        break;
      case "ClassAccessorProperty":
        return null;
      default:
    }
  }
  return assigned(statements, properties);
}

/** Adds what statements assign to properties of `this`; null where something else may. */
function assigned(statements: readonly Statement[], properties: Set<string>): Set<string> | null {
  for (const statement of statements) {
    const assignment = statement.type === "ExpressionStatement" ? statement.expression : null;
    const isPlain = assignment?.type === "AssignmentExpression" && assignment.operator === "=";
    const name = isPlain ? ownProperty(assignment.left) : null;
    const rest = isPlain && name !== null ? assignment.right : statement;
    if (someWithin(rest, mayAssign)) return null;
    if (name !== null) properties.add(name);
  }
  return properties;
}

/** The name in `this.name`; null for anything else. */
function ownProperty(node: Node): string | null {
  return node.type === "MemberExpression" && isOfThis(node) && !node.computed ? nameOf(node.property) : null;
}

function isOfThis(node: Node): boolean {
  return node.type === "MemberExpression" && node.object.type === "ThisExpression";
}

/** Whether a node may give `this` properties, or the constructor another result. */
function mayAssign(node: Node): boolean {
  if (node.type === "ReturnStatement") return node.argument !== null;
  if (node.type === "AssignmentExpression") return isOfThis(node.left);
  return node.type === "CallExpression" && isOfThis(node.callee);
}

/** The name of a parameter that is a property as well, which is no pattern. */
function nameOfParameter(parameter: Node): string {
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  return target.type === "Identifier" ? target.name : "";
}

function nameOf(key: Node): string | null {
  if (key.type === "PrivateName") return `#${key.id.name}`;
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : null;
}
