/** Who called whom, from the call tree: one plain row for each caller and callee. Recursion counts once. */
import { type CallNode, type CallNodes, visit } from "./call-tree.js";

/** A function: indices into the profile's sources, and into that source's functions. */
export interface FunctionPlace {
  source: number;
  function: number;
}

/** What one function did when another one called it. Times in nanoseconds. */
export interface CallRow {
  caller: FunctionPlace;
  /** 1-based line of the caller that called; null where frames are functions. */
  line: number | null;
  callee: FunctionPlace;
  /** The callee's own time when called so. */
  selfNs: number;
  /** The callee's time with what it called; of calls within each other, the outermost counts. */
  totalNs: number;
}

/** The calls of a tree, in the order in which they were first seen; where frames are lines, each calling line apart. */
export function callRows([root]: CallNodes): CallRow[] {
  const rows = new Map<string, CallRow & { above: number }>();
  const rowOf = ({ parent, ...callee }: CallNode): (CallRow & { above: number }) | null => {
    if (parent === null || parent.source < 0) return null;
    const key = [parent.source, parent.function, parent.line, callee.source, callee.function].join(":");
    const known = rows.get(key) ?? {
      caller: placeOf(parent), line: parent.line, callee: placeOf(callee), selfNs: 0, totalNs: 0, above: 0,
    };
    rows.set(key, known);
    return known;
  };
  visit(root, {
    enter(node) {
      const row = rowOf(node);
      if (row === null) return;
      row.selfNs += node.selfNs;
      if (row.above++ === 0) row.totalNs += node.totalNs;
    },
    leave(node) {
      const row = rowOf(node);
      if (row !== null) row.above--;
    },
  });
  return [...rows.values()].map(({ caller, line, callee, selfNs, totalNs }) => ({ caller, line, callee, selfNs, totalNs }));
}

/** Functions that the tree has within themselves. */
export function recursiveFunctions([root]: CallNodes): FunctionPlace[] {
  const above = new Map<string, number>();
  const found = new Map<string, FunctionPlace>();
  const keyOf = ({ source, function: index }: FunctionPlace): string => `${source}:${index}`;
  visit(root, {
    enter(node) {
      const count = above.get(keyOf(node)) ?? 0;
      above.set(keyOf(node), count + 1);
      if (count > 0) found.set(keyOf(node), placeOf(node));
    },
    leave(node) {
      above.set(keyOf(node), (above.get(keyOf(node)) ?? 1) - 1);
    },
  });
  return [...found.values()];
}

function placeOf({ source, function: index }: FunctionPlace): FunctionPlace {
  return { source, function: index };
}
