/**
 * Rules for expressions, in evaluation order. `value` is for operands where something may stand before and after them; callees,
 * targets, chains and the operands of `delete` and `typeof` are only visited. `calls` says where code of the user's may run.
 */
import type { Node } from "@babel/types";
import { isExportDefinition, isKnownExport, isModuleExports, isOfExports } from "./export-patterns.js";
import { isBuildConstant, namesFiles } from "./found-by-text.js";
import { isNamedAfter } from "./inferred-names.js";
import type { Planner } from "./planner.js";
import { endOf, isPrimitive, startOf, withoutTypes } from "./positions.js";
import type { Rules } from "./rules.js";
import type { SkipReason } from "./skips.js";

/** Operators that never call user code. */
const inertOperators = new Set(["===", "!=="]);

/** Methods that send a function as text to another realm, where nothing of ours exists. */
const sendingMethods = new Set(["evaluate", "evaluateHandle", "evaluateOnNewDocument", "$eval", "$$eval", "addInitScript", "waitForFunction", "executeScript", "executeAsyncScript"]);

function sendsFunctions(callee: Node): boolean {
  const node = withoutTypes(callee);
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return false;
  return node.property.type === "Identifier" && !node.computed && sendingMethods.has(node.property.name);
}

/** Calls that test runners move in front of a file's imports, and so of those of linked code, with the functions given to them. */
const hoistedCalls = new Set(["jest.mock", "vi.mock", "vi.hoisted"]);

function isHoisted(callee: Node): boolean {
  if (callee.type !== "MemberExpression" || callee.computed) return false;
  const { object, property } = callee;
  return object.type === "Identifier" && property.type === "Identifier" && hoistedCalls.has(`${object.name}.${property.name}`);
}

/** Why the functions among a call's arguments are left as they are; null where they are not. */
function reasonForArguments(callee: Node, planner: Planner): SkipReason | null {
  if (sendsFunctions(callee)) return "serialized";
  return planner.linked !== null && isHoisted(callee) ? "hoisted" : null;
}

/** Whether a node may end a generator by an exception: a call `x.throw(error)`. */
export function mayEndGenerator(node: Node): boolean {
  if (node.type !== "CallExpression") return false;
  const { callee, arguments: given } = node;
  const name = callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier" ? callee.property.name : "";
  return name === "throw" && given.length > 0 && given.at(-1)?.type !== "SpreadElement";
}

/** What is given arguments. */
type Call = Extract<Node, { type: "CallExpression" | "NewExpression" | "OptionalCallExpression" }>;

/** Plans arguments in order; before the first, `countsAt` is counted. */
function planArguments(node: Call, planner: Planner, countsAt = 0): void {
  if (namesFiles(node)) return node.arguments.forEach((argument) => planner.leaveAsWritten(argument));
  const reason = reasonForArguments(node.callee, planner);
  const last = node.arguments.length - 1;
  node.arguments.forEach((argument, index) => {
    if (reason !== null && (argument.type === "ArrowFunctionExpression" || argument.type === "FunctionExpression")) {
      return planner.skip(argument, reason);
    }
    const value = argument.type === "SpreadElement" ? argument.argument : argument;
    const aims = index === last && mayEndGenerator(node) && planner.frame !== null;
    if (index === 2 && isExportDefinition(node)) planner.visit(value);
    else if (index === 0 && countsAt !== 0) planner.valueCounting(value, countsAt);
    else if (aims) planner.add({ kind: "aim", start: startOf(value), end: endOf(value), before: true }, () => planner.value(value));
    else planner.value(value);
    // Behind a spread at the end nothing can stand between the iteration and the call: the call's line it is.
    if (value !== argument && index < last) planner.calls(() => planner.positions.of(value));
  });
}

/** Plans a property read up to the read itself; `counts` says whether the link is a part (a call) that may begin a line. */
function planMember(node: Extract<Node, { type: "MemberExpression" }>, planner: Planner, counts = false): void {
  if (node.object.type === "Super" || isOfExports(node)) planner.visit(node.object);
  else planner.value(node.object);
  if (node.computed) {
    planner.value(node.property);
  } else if (counts && node.object.type !== "Super") {
    const line = planner.positions.start(node.property);
    if (line !== planner.counted && line !== planner.line) planner.countHere(line);
  }
}

/** Plans a callee; without `operands` nothing can stand between reading it and the call, whose line it then is. */
function planCallee(callee: Node, planner: Planner, operands: readonly Node[]): void {
  if (callee.type !== "MemberExpression") return planner.visit(callee);
  if (isBuildConstant(callee)) return;
  planner.under(callee, () => planMember(callee, planner, true));
  if (operands.length > 0) planner.calls(() => planner.positions.member(callee));
}

/** One chain with `?.` in it: nothing may stand around its links, only in its base, arguments and keys, and before a `?.`. */
function planChain(node: Node, planner: Planner, shortcuts: number[]): void {
  if (node.type === "OptionalMemberExpression") {
    const { object, optional } = node;
    if (!isLink(object)) planner.value(object);
    else if (optional) planner.prefix(object, () => planChain(object, planner, shortcuts));
    else planChain(object, planner, shortcuts);
    if (optional) shortcuts.push(planner.line);
    if (node.computed) planner.value(node.property);
    planner.calls(() => planner.positions.member(node));
  } else if (node.type === "OptionalCallExpression") {
    const { callee, optional } = node;
    if (isLink(callee)) planChain(callee, planner, shortcuts);
    else planCallee(callee, planner, node.arguments);
    if (optional) shortcuts.push(planner.line);
    const line = callee.type === "OptionalMemberExpression" && !callee.computed ? planner.positions.start(callee.property) : 0;
    // Before the link there is no telling whether it will be evaluated: its first argument counts it.
    planArguments(node, planner, line !== planner.counted && line !== planner.positions.start(node) ? line : 0);
    planner.calls(() => planner.positions.call(node));
  }
}

/** Whether an object or callee is a link of the same chain, rather than its base. */
function isLink(node: Node): boolean {
  return (node.type === "OptionalMemberExpression" || node.type === "OptionalCallExpression") && node.extra?.["parenthesized"] !== true;
}

function optionalChain(node: Node, planner: Planner): void {
  const shortcuts: number[] = [];
  planChain(node, planner, shortcuts);
  if (shortcuts.some((line) => line !== planner.line)) planner.forgetLine();
}

/** Whether functions in the operand of the node being planned are named after what stands around that. */
function namesFunctions(operand: Node, planner: Planner): boolean {
  return planner.functions.isIn(operand) && isNamedAfter(planner.parents.slice(0, -1));
}

export const expressionRules: Rules = {
  CallExpression(node, planner) {
    if (node.callee.type === "Import") planner.hasDynamicImport = true;
    const plan = (): void => {
      planCallee(node.callee, planner, node.arguments);
      planArguments(node, planner);
    };
    if (mayEndGenerator(node) && planner.frame !== null) planner.add({ kind: "aim", start: startOf(node), end: endOf(node), before: false }, plan);
    else plan();
    planner.calls(() => planner.positions.call(node));
  },
  NewExpression(node, planner) {
    planner.visit(node.callee);
    planArguments(node, planner);
    planner.calls(() => planner.positions.start(node));
  },
  ImportExpression(node, planner) {
    planner.hasDynamicImport = true;
    planner.value(node.source);
    if (node.options !== null && node.options !== undefined) planner.value(node.options);
    planner.calls(() => planner.positions.start(node));
  },
  TaggedTemplateExpression(node, planner) {
    planCallee(node.tag, planner, node.quasi.expressions);
    for (const expression of node.quasi.expressions) planner.value(expression);
    planner.calls(() => planner.positions.start(node.quasi));
  },
  TemplateLiteral(node, planner) {
    for (const expression of node.expressions) {
      planner.value(expression);
      if (!isPrimitive(expression)) planner.calls(() => planner.positions.of(expression));
    }
  },
  MemberExpression(node, planner) {
    if (isBuildConstant(node)) return;
    planMember(node, planner);
    planner.calls(() => planner.positions.member(node));
  },
  OptionalMemberExpression: optionalChain,
  OptionalCallExpression: optionalChain,
  ArrayExpression(node, planner) {
    for (const element of node.elements) {
      if (element === null) continue;
      if (element.type !== "SpreadElement") planner.value(element);
      else {
        planner.value(element.argument);
        planner.calls(() => planner.positions.of(element.argument));
      }
    }
  },
  ObjectExpression(node, planner) {
    for (const property of node.properties) {
      if (planner.selection.ignores(property)) planner.skip(property, "ignoreComment");
      else planner.visit(property);
    }
  },
  ObjectProperty(node, planner) {
    // A shorthand's value is its key, or in a pattern its key and default.
    if (node.shorthand) return planner.visit(node.value);
    if (node.computed) {
      planner.value(node.key);
      planner.calls(() => planner.positions.of(node.key));
    }
    if (isKnownExport(node, planner.parents)) planner.valueFromFirstWord(node.value);
    else planner.value(node.value, true);
  },
  SpreadElement(node, planner) {
    if (isKnownExport(node, planner.parents)) return planner.visit(node.argument);
    planner.value(node.argument);
    planner.calls(() => planner.positions.of(node.argument));
  },
  UnaryExpression(node, planner) {
    if (node.operator === "delete" || node.operator === "typeof") planner.visit(node.argument);
    else planner.value(node.argument);
    if ((node.operator === "-" || node.operator === "+" || node.operator === "~") && !isPrimitive(node.argument)) {
      planner.calls(() => planner.positions.start(node));
    }
  },
  UpdateExpression(node, planner) {
    const target = withoutTypes(node.argument);
    if (target.type !== "MemberExpression") return planner.visit(node.argument);
    planner.under(target, () => planMember(target, planner));
    // V8 gives the read and the coercion no position of their own.
    planner.pins();
    planner.calls(() => planner.positions.end(node));
  },
  BinaryExpression(node, planner) {
    if (node.left.type !== "PrivateName") planner.value(node.left);
    planner.value(node.right);
    if (inertOperators.has(node.operator) || (isPrimitive(node.left) && isPrimitive(node.right))) return;
    planner.calls(() => planner.positions.operator(node));
  },
  LogicalExpression(node, planner) {
    planner.value(node.left);
    planner.branches(() => planner.value(node.right), () => undefined);
  },
  ConditionalExpression(node, planner) {
    planner.value(node.test);
    planner.branches(() => planner.value(node.consequent), () => planner.value(node.alternate));
  },
  AssignmentExpression(node, planner) {
    const target = withoutTypes(node.left);
    const { operator } = node;
    // What a file exports must stand in the text as it did; nobody has made a setter of it.
    if (isModuleExports(target)) return planner.visit(node.right);
    const member = target.type === "MemberExpression";
    if (member) planner.under(target, () => planMember(target, planner));
    else planner.visit(node.left);
    if (operator !== "=") planner.pins();
    const naming = node.left.type === "Identifier" && ["=", "??=", "||=", "&&="].includes(operator);
    const logical = operator === "??=" || operator === "||=" || operator === "&&=";
    const assign = (): void => {
      planner.value(node.right, naming);
      if (operator !== "=" && !logical) planner.pins();
      if (member) planner.calls(() => planner.positions.operator(node));
    };
    if (logical) planner.branches(assign, () => undefined);
    else assign();
  },
  AwaitExpression(node, planner) {
    const { frame } = planner;
    if (frame === null || !frame.suspends) return planner.value(node.argument);
    const line = planner.positions.start(node);
    const position = planner.table.position(frame.fn, line);
    const dress = planner.dress(node, planner.parents.slice(0, -1));
    planner.add({ kind: "resume", start: startOf(node), end: endOf(node), ...dress }, () => {
      const { argument } = node;
      const names = namesFunctions(argument, planner);
      planner.add({ kind: "suspend", ...planner.wrapRange(argument, endOf(node)), position, names }, () => planner.value(argument));
    });
    planner.suspended(line);
  },
  YieldExpression(node, planner) {
    const { frame } = planner;
    if (frame === null || !frame.suspends) return planner.visit(node.argument);
    const line = planner.positions.start(node);
    const position = planner.table.position(frame.fn, line);
    const { argument } = node;
    const dress = planner.dress(node, planner.parents.slice(0, -1));
    planner.add({ kind: "proceed", start: startOf(node), end: endOf(node), position, ...dress }, () => {
      const behindWord = startOf(node) + "yield".length;
      const bare = argument === null || argument === undefined;
      const range = bare ? { start: behindWord, end: behindWord } : planner.wrapRange(argument, endOf(node));
      const names = !bare && namesFunctions(argument, planner);
      planner.add({ kind: "pause", ...range, position, delegates: node.delegate, awaits: frame.returnAwaits, names }, () => {
        if (!bare) planner.value(argument);
      });
    });
    planner.suspended(line);
  },
};
