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
  /** Null where they are not known of each path. */
  calls: CallCounts | null;
}

/** How often a function was called. */
export interface CallCounts {
  all: number;
  /** Those that were not within another call of the same function. */
  primitive: number;
}

/** The calls of a tree, in the order in which they were first seen; where frames are lines, each calling line apart. */
export function callRows([root]: CallNodes): CallRow[] {
  const rows = new Map<string, CallRow & { above: number }>();
  const within = new Within();
  const rowOf = ({ parent, ...callee }: CallNode): (CallRow & { above: number }) | null => {
    if (parent === null || parent.source < 0) return null;
    const key = [parent.source, parent.function, parent.line, callee.source, callee.function].join(":");
    const known = rows.get(key) ?? {
      caller: placeOf(parent), line: parent.line, callee: placeOf(callee), selfNs: 0, totalNs: 0, above: 0,
      calls: callee.calls === null ? null : { all: 0, primitive: 0 },
    };
    rows.set(key, known);
    return known;
  };
  visit(root, {
    enter(node) {
      const isWithin = within.enter(node) > 0;
      const row = rowOf(node);
      if (row === null) return;
      row.selfNs += node.selfNs;
      add(row.calls, node, isWithin);
      if (row.above++ === 0) row.totalNs += node.totalNs;
    },
    leave(node) {
      within.leave(node);
      const row = rowOf(node);
      if (row !== null) row.above--;
    },
  });
  return [...rows.values()].map(({ above: _, ...row }) => row);
}

function add(calls: CallCounts | null, node: CallNode, isWithin: boolean): void {
  if (calls === null) return;
  calls.all += node.calls ?? 0;
  if (!isWithin) calls.primitive += node.calls ?? 0;
}

/** A function of the tree. */
export interface CalledFunction extends FunctionPlace {
  /** Whether it stands within itself. */
  isRecursive: boolean;
  /** Null where the paths do not hold all of its calls. */
  calls: CallCounts | null;
}

/** The functions of a tree, in the order in which they were first seen. `callsOf`: how often a function was called. */
export function calledFunctions([root]: CallNodes, callsOf: (place: FunctionPlace) => number | null): CalledFunction[] {
  const within = new Within();
  const found = new Map<string, CalledFunction>();
  visit(root, {
    enter(node) {
      const isWithin = within.enter(node) > 0;
      if (node.source < 0) return;
      const known = found.get(keyOf(node)) ?? {
        ...placeOf(node), isRecursive: false, calls: node.calls === null ? null : { all: 0, primitive: 0 },
      };
      found.set(keyOf(node), known);
      known.isRecursive ||= isWithin;
      add(known.calls, node, isWithin);
    },
    leave: (node) => within.leave(node),
  });
  // What has no frame leaves no path.
  return [...found.values()].map((each) => (each.calls?.all === callsOf(each) ? each : { ...each, calls: null }));
}

/** What a tree says of calls. */
export interface Calls {
  functions: CalledFunction[];
  /** How often is null where the paths do not hold all calls of the callee. */
  rows: CallRow[];
}

/** The functions of a tree and their calls. `callsOf`: how often a function was called. */
export function callsOfTree(tree: CallNodes, callsOf: (place: FunctionPlace) => number | null): Calls {
  const functions = calledFunctions(tree, callsOf);
  const counted = new Set(functions.filter(({ calls }) => calls !== null).map(keyOf));
  return { functions, rows: callRows(tree).map((row) => (counted.has(keyOf(row.callee)) ? row : { ...row, calls: null })) };
}

/** Of so many calls of a function those that were not within another one; null where that is not known. */
export function primitiveCalls(all: number | null, called: CalledFunction | undefined): number | null {
  return called?.isRecursive === true ? called.calls?.primitive ?? null : all;
}

/** How often functions stand above the place that is being visited. */
class Within {
  private readonly counts = new Map<string, number>();

  /** Gives how often the node's function stood there before. */
  enter(node: CallNode): number {
    const count = this.counts.get(keyOf(node)) ?? 0;
    this.counts.set(keyOf(node), count + 1);
    return count;
  }

  leave(node: CallNode): void {
    this.counts.set(keyOf(node), (this.counts.get(keyOf(node)) ?? 1) - 1);
  }
}

function keyOf({ source, function: index }: FunctionPlace): string {
  return `${source}:${index}`;
}

function placeOf({ source, function: index }: FunctionPlace): FunctionPlace {
  return { source, function: index };
}
