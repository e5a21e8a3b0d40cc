/**
 * Blocks that wait where they are left, for what their `await using` dispose of: the activation is suspended before, whatever leads
 * out of the block, and runs again behind it.
 */
import type { Node } from "@babel/types";
import type { Planner } from "./planner.js";
import { endOf, startOf } from "./positions.js";

/** Whether a statement is an `await using`. */
function isAwaitUsing(node: Node): boolean {
  return node.type === "VariableDeclaration" && node.kind === "await using";
}

/** Whether a list of statements waits where it is left; a module's does unseen, since nothing can stand around it all. */
function waits(list: readonly Node[], { frame, parents }: Planner): boolean {
  return frame?.disposes === true && frame.suspends && parents.at(-1)?.type !== "Program" && list.some(isAwaitUsing);
}

/** Plans a list of statements, part by part, with what their disposal takes. */
export function planDisposal(list: readonly Node[], planner: Planner, plan: (part: readonly Node[]) => void): void {
  const { frame, positions, table } = planner;
  const [first, last] = [list.at(0), list.at(-1)];
  if (!waits(list, planner) || frame === null || first === undefined || last === undefined) return plan(list);
  const binding = frame.outcomes++;
  planner.add({ kind: "disposal", start: startOf(first), end: endOf(last), binding }, () => {
    let planned = 0;
    let number = 0;
    for (const [index, node] of list.entries()) {
      if (!isAwaitUsing(node)) continue;
      plan(list.slice(planned, index + 1));
      planned = index + 1;
      // The list may be left before the next one: the last that was reached is disposed of first.
      const position = table.position(frame.fn, positions.start(node));
      planner.add({ kind: "dispose", start: endOf(node), end: endOf(node), position, binding, number: number++, returnAwaits: frame.returnAwaits });
    }
    plan(list.slice(planned));
  });
}
