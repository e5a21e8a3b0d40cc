/** The rows that call paths have in a tree, which are made where there are none. */
import { contextLimit, rootContext, type ThreadMemory } from "../memory.js";
import { type CallTree, logicalRoot, physicalRoot } from "./call-tree.js";
import { withRoom } from "./growing.js";
import type { Sources } from "./sources.js";

/** The part of a thread's memory that says what a context is. */
export type ContextColumns = Pick<ThreadMemory, "contextParent" | "contextPosition">;

export class PathRows {
  /** By context: its row in the tree, found once. */
  private contextRow = new Int32Array(0);
  /** Of the tree when they were found. */
  private generation = 0;

  constructor(private readonly tree: CallTree, private readonly sources: Sources, private readonly contexts: ContextColumns) {}

  /** The row of the stack `path[1..depth]`; `logical`: its first entry is the context of who resumed the rest. */
  of(path: Int32Array, depth: number, logical: boolean): number {
    const { lineOf } = this.sources.places;
    let row: number = logical ? this.ofContext(-path[1]!) : physicalRoot;
    for (let index = logical ? 2 : 1; index <= depth; index++) {
      const line = lineOf[path[index]!] ?? 0;
      if (line > 0) row = this.tree.child(row, line, 1);
    }
    return row;
  }

  /** The row of a call path that has suspended: remembered, since paths are long and resumed often. */
  private ofContext(context: number): number {
    if (this.generation !== this.tree.generation) {
      this.contextRow.fill(0);
      this.generation = this.tree.generation;
    }
    this.contextRow = withRoom(this.contextRow, Math.min(context + 1, contextLimit));
    const { contextParent, contextPosition } = this.contexts;
    const unknown: number[] = [];
    let at = context;
    while (at > rootContext && at < contextLimit && this.contextRow[at] === 0) {
      unknown.push(at);
      const parent = contextParent[at]!;
      at = parent < at ? parent : rootContext;
    }
    let row = at > rootContext && at < contextLimit ? this.contextRow[at]! : logicalRoot;
    for (const known of unknown.reverse()) {
      const line = this.sources.places.lineOf[contextPosition[known]!] ?? 0;
      if (line > 0) row = this.tree.child(row, line, 0);
      this.contextRow[known] = row;
    }
    return row;
  }
}
