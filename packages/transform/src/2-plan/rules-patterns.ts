/**
 * Rules for patterns: targets are never wrapped. A default value is a value position, unless its place names it.
 */
import type { Rules } from "./rules.js";

export const patternRules: Rules = {
  AssignmentPattern(node, planner) {
    planner.visit(node.left);
    planner.visit(node.right);
  },
};
