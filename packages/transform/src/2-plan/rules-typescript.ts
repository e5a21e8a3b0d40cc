/**
 * Rules for what only TypeScript has. Casts are transparent; enums and namespaces count once and only the functions inside them
 * are instrumented; what is declared or erased holds nothing.
 */
import type { Rules } from "./rules.js";

export const typescriptRules: Rules = {
  TSEnumDeclaration(node, planner) {
    if (node.declare === true || node.const === true) return;
    planner.arrive(planner.statementOf(node), planner.positions.start(node));
    planner.leaveUncounted(() => node.members.forEach((member) => planner.visit(member)));
  },
  TSModuleDeclaration(node, planner) {
    if (node.declare === true) return;
    planner.arrive(planner.statementOf(node), planner.positions.start(node));
    planner.leaveUncounted(() => planner.visit(node.body));
  },
  TSExportAssignment(node, planner) {
    planner.arrive(node, planner.positions.start(node));
    planner.root(node.expression);
  },
};
