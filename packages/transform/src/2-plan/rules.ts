/**
 * The rule table: what perline does with each type of node. This is the policy; printers hold none.
 *
 * A rule plans its node in evaluation order. Types that are not named here hold nothing that runs, or only children that are
 * planned one after another.
 */
import type { Node } from "@babel/types";
import { eachChild } from "../1-parse/children.js";
import { classRules } from "./rules-classes.js";
import { expressionRules } from "./rules-expressions.js";
import { functionRules } from "./rules-functions.js";
import { loopRules } from "./rules-loops.js";
import { patternRules } from "./rules-patterns.js";
import type { Planner } from "./planner.js";
import { statementRules } from "./rules-statements.js";
import { switchRules } from "./rules-switch.js";
import { typescriptRules } from "./rules-typescript.js";

/** Rules by node type. */
export type Rules = { readonly [Type in Node["type"]]?: (node: Extract<Node, { type: Type }>, planner: Planner) => void };

const rules: Rules = {
  ...statementRules, ...switchRules, ...loopRules, ...functionRules, ...classRules, ...expressionRules, ...patternRules,
  ...typescriptRules,
};

/** Rules that hold also in code that is left alone: they find the functions in it. */
const everywhere: Rules = { ...functionRules, ...classRules, ...typescriptRules };

/** Plans one node by the rule of its type. */
export function dispatch(node: Node, planner: Planner): void {
  // Nothing runs in a name, and most nodes are one.
  if (node.type === "Identifier") return planner.sites?.name(node);
  if (planner.sites === null) byRule(node, planner);
  else planner.sites.plan(node, () => byRule(node, planner));
}

function byRule(node: Node, planner: Planner): void {
  const table = planner.frame === null ? everywhere : rules;
  const rule = table[node.type] as ((node: Node, planner: Planner) => void) | undefined;
  planner.parents.push(node);
  if (rule === undefined) eachChild(node, (child) => planner.visit(child));
  else rule(node, planner);
  planner.parents.pop();
}
