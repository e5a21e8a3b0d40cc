/** Which names surely have their values ({@link Frame.names}), from one scope of a function to the next. */
import type { Node } from "@babel/types";
import { eachBinding } from "./hoisting.js";
import type { Planner } from "./planner.js";

/**
 * Plans a scope with these statements: where it begins, what it declares has no value yet, whatever the same name means around it;
 * and behind it, names mean again what they meant before.
 */
export function inScope(list: readonly (Node | null | undefined)[], { frame }: Planner, plan: () => void): void {
  if (frame === null) return plan();
  const { names } = frame;
  const around = names.changes;
  for (const statement of list) {
    if (statement?.type === "ClassDeclaration" && statement.id) names.delete(statement.id.name);
    if (statement?.type !== "VariableDeclaration" || statement.kind === "var") continue;
    for (const { id } of statement.declarations) eachBinding(id, ({ name }) => names.delete(name));
  }
  plan();
  names.goBack(around);
}
