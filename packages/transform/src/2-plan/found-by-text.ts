/**
 * What bundlers and compilers look for in a text, before anything runs: files that another is made of, values that are known when it
 * is built, calls that may be left out. Nothing may be inserted where it would hide that.
 */
import type { Node } from "@babel/types";
import { someWithin } from "../1-parse/children.js";
import { isTrivial, startOf } from "./positions.js";

/** What bundlers make a file of its own for: constructors of threads, and methods that load code into others. */
const threads = new Set(["Worker", "SharedWorker"]);
const loaders = new Set(["addModule", "register"]);

function isNamed(node: Node | null | undefined, name: string): boolean {
  return node?.type === "Identifier" && node.name === name;
}

function isOneOf(names: ReadonlySet<string>, node: Node): boolean {
  return node.type === "Identifier" && names.has(node.name);
}

/** Whether a node is a name's, or `import.meta`'s, property by name. */
function isProperty(node: Node | undefined, object: (node: Node) => boolean, name?: string): boolean {
  if (node?.type !== "MemberExpression" || node.computed || !object(node.object)) return false;
  return name === undefined || isNamed(node.property, name);
}

const isImportMeta = (node: Node): boolean => node.type === "MetaProperty" && isNamed(node.meta, "import");
const isEnvironment = (node: Node): boolean => isProperty(node, (object) => isNamed(object, "process"), "env");

/** A value that is known when a file is built: `process.env.NAME`, `import.meta.env.NAME` and the like. */
export function isBuildConstant(node: Node): boolean {
  return isProperty(node, isEnvironment) || isProperty(node, (object) => isImportMeta(object) || isBuildConstant(object));
}

/** The address of a file that belongs to the program: `new URL("./name", import.meta.url)`. */
function isFileAddress(node: Node | undefined): boolean {
  if (node?.type !== "NewExpression" || !isNamed(node.callee, "URL") || node.arguments.length !== 2) return false;
  const [name, base] = node.arguments;
  return isWritten(name) && isProperty(base, isImportMeta, "url");
}

/** Whether a text is there as it is, or but for values of variables. */
function isWritten(node: Node | undefined): boolean {
  return node?.type === "StringLiteral" || (node?.type === "TemplateLiteral" && node.expressions.every(isTrivial));
}

/** Whether the arguments of a call have to stand as they are written: they name a file, or say how one is to be loaded. */
export function namesFiles(node: Extract<Node, { type: "CallExpression" | "NewExpression" | "OptionalCallExpression" }>): boolean {
  const { callee, arguments: [first] } = node;
  if (isFileAddress(node)) return true;
  if (isFileAddress(first)) return node.type === "NewExpression" ? isOneOf(threads, callee) : callee.type === "MemberExpression" && isOneOf(loaders, callee.property);
  return ((callee.type === "Import" || isNamed(callee, "require")) && isWritten(first)) || isBuildConstant(callee);
}

/** What tells bundlers that a call may be left out where nobody takes its value; it stands directly before. */
const annotation = /\/\*\s*[#@]__PURE__\s*\*\/\s*$/;

/** More than an annotation is long. */
const reach = 64;

/** Whether a call may be left out, and nothing else in it or around it would then have to stay. */
export function mayBeLeftOut(node: Node, text: string): boolean {
  const calls = node.type === "CallExpression" || node.type === "NewExpression";
  return calls && annotatedStart(text, startOf(node)) < startOf(node) && !someWithin(node, suspends);
}

function suspends({ type }: Node): boolean {
  return type === "AwaitExpression" || type === "YieldExpression";
}

/** Where a node of a text begins together with the annotation before it. */
export function annotatedStart(text: string, start: number): number {
  if (!mayFollowComment(text, start)) return start;
  const from = Math.max(0, start - reach);
  const found = annotation.exec(text.slice(from, start));
  return found === null ? start : from + found.index;
}

/** Whether a comment may end before an offset, with nothing but blanks between: of most offsets, a look tells that none does. */
function mayFollowComment(text: string, start: number): boolean {
  let at = start - 1;
  while (text[at] === " " || text[at] === "\n") at--;
  return at >= 0 && (text[at] === "/" || /\s/.test(text[at]!));
}
