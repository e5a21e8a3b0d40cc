/**
 * Loops whose turns call nothing. A counter in memory is what such a turn would wait for longest; so they count in variables, which
 * are added to memory whatever way the loop is left, and every few thousand turns for those who look on.
 */
import type { DoWhileStatement, ForStatement, Node, WhileStatement } from "@babel/types";
import { isFunctionLike, someWithin } from "../1-parse/children.js";
import type { Planner } from "./planner.js";
import { endOf, handsOn, startOf } from "./positions.js";

type TestedLoop = WhileStatement | DoWhileStatement | ForStatement;

/** Whether a node may call, suspend or be left and entered again, or is a loop itself. */
function isLoose(node: Node): boolean {
  switch (node.type) {
    case "ArrayPattern":
    case "ClassExpression":
    case "ClassDeclaration":
    case "JSXElement":
    case "JSXFragment":
    case "TryStatement":
    case "WithStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
      return true;
    case "VariableDeclaration":
      return node.kind === "using" || node.kind === "await using";
    default:
      return handsOn(node) || isFunctionLike(node);
  }
}

/** Plans a loop; `plan` does so whatever it is, and gives the probe that counts each turn. */
export function planLoop(node: TestedLoop, planner: Planner, plan: () => number): void {
  const { frame, linked } = planner;
  const parts: (Node | null | undefined)[] = node.type === "ForStatement" ? [node.test, node.update, node.body] : [node.test, node.body];
  const turns = parts.filter(isPresent);
  // Linked code asks in front of the loop whether its turns count; what is evaluated before the first one could change that.
  const first: (Node | null | undefined)[] = linked !== null && node.type === "ForStatement" ? [node.init] : [];
  const isTight = frame?.style === "bound" && !frame.transparent && ![...first.filter(isPresent), ...turns].some((part) => someWithin(part, isLoose));
  if (!isTight) plan();
  else planner.addTightLoop({ start: planner.statementStart(node), end: endOf(node), from: Math.min(...turns.map(startOf)) }, plan);
}

function isPresent(part: Node | null | undefined): part is Node {
  return part !== null && part !== undefined;
}
