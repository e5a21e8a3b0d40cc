/**
 * Blocks that wait where they are left, for what their `await using` dispose of: the activation is suspended before, whatever leads
 * out of the block, and runs again behind it.
 */
import type { Node } from "@babel/types";
import type { Planner } from "./planner.js";
import { endOf, startOf } from "./positions.js";

/** The last `await using` of a list of statements; null where there is none, or nothing can stand around them all (a module's). */
function lastAwaitUsing(list: readonly Node[], { frame, parents }: Planner): Node | null {
  if (frame?.disposes !== true || !frame.suspends || parents.at(-1)?.type === "Program") return null;
  return list.findLast((node) => node.type === "VariableDeclaration" && node.kind === "await using") ?? null;
}

/** Plans a list of statements, part by part, with what their disposal takes. */
export function planDisposal(list: readonly Node[], planner: Planner, plan: (part: readonly Node[]) => void): void {
  const using = lastAwaitUsing(list, planner);
  const { frame, positions, table } = planner;
  const [first, last] = [list.at(0), list.at(-1)];
  if (using === null || frame === null || first === undefined || last === undefined) return plan(list);
  const binding = frame.outcomes++;
  const position = table.position(frame.fn, positions.start(using));
  const behind = list.indexOf(using) + 1;
  planner.add({ kind: "disposal", start: startOf(first), end: endOf(last), binding }, () => {
    plan(list.slice(0, behind));
    planner.add({ kind: "dispose", start: endOf(using), end: endOf(using), position, binding, returnAwaits: frame.returnAwaits });
    plan(list.slice(behind));
  });
}
