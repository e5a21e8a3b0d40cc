/**
 * The call tree of a profile: who called whom, and how long that took; of all threads together.
 *
 * A profile has one row for each path that was seen, a frame a line. Here a frame is a function, or a line where that is asked for,
 * and equal paths are one node. Logical stacks have an activation that was resumed after an await under the call that started it;
 * physical ones have it where the event loop called it. What the time is charged to is the same in both: each nanosecond of self
 * time is in one node.
 */
import type { CallTree, Profile, SourceRecord } from "@perline/format";

/** How frames become a tree. */
export interface TreeShape {
  /** Whether an activation that was resumed stands under the call that started it, or under the event loop. */
  stacks: "logical" | "physical";
  /** What a frame is. */
  frames: "functions" | "lines";
  /** Of which functions only paths are wanted that lead through one of them; absent: all paths. */
  through?: ((source: number, index: number) => boolean) | undefined;
}

/** A call path, by its last frame. */
export interface CallNode {
  /** Who called; null for the root. */
  parent: CallNode | null;
  /** Index into the profile's sources; -1 for the root. */
  source: number;
  /** Index into the source's functions; -1 for the root. */
  function: number;
  /** 1-based; null where frames are functions, and for the root. */
  line: number | null;
  /** Time with exactly this path. Of the root: of paths whose frames were folded away, because there were too many. */
  selfNs: number;
  /** Time with this path or one that goes on from it. */
  totalNs: number;
  samples: number;
  /** Activations that began with exactly this path; null where that is not known of each path. */
  calls: number | null;
  /** In the order in which they were first seen. */
  children: CallNode[];
}

/** A tree: its root first, each node before its children. */
export type CallNodes = readonly [root: CallNode, ...others: CallNode[]];

/** The call tree of a profile; null where no time was measured. */
export function callTree({ processes, sources }: Profile, { stacks, frames, through }: TreeShape): CallNodes | null {
  const trees = processes.flatMap(({ threads }) => threads.flatMap((thread) => thread.callTree ?? []));
  if (trees.length === 0) return null;
  // Where paths were folded away, their calls are among those of others.
  const calls = trees.every((tree) => tree.calls !== undefined && tree.folded === 0) ? 0 : null;
  const nodes: [CallNode, ...CallNode[]] = [nodeUnder(null, { source: -1, function: -1, line: null }, calls)];
  const byFrame = new Map<CallNode, Map<string, CallNode>>();
  const under = (parent: CallNode, frame: Frame): CallNode => {
    const key = `${frame.source}:${frame.function}:${frame.line}`;
    const known = byFrame.get(parent) ?? new Map<string, CallNode>();
    byFrame.set(parent, known);
    const found = known.get(key);
    if (found !== undefined) return found;
    const node = nodeUnder(parent, frame, calls);
    known.set(key, node);
    parent.children.push(node);
    nodes.push(node);
    return node;
  };
  for (const tree of trees) addTree(tree, { sources, frames, stacks, root: nodes[0], under });
  const wanted = through === undefined ? nodes : pathsThrough(nodes, through);
  for (const node of wanted.toReversed()) {
    node.totalNs += node.selfNs;
    if (node.parent !== null) node.parent.totalNs += node.totalNs;
  }
  return wanted;
}

/** The paths that lead through a function that is wanted; those on the way to one keep no time of their own. */
function pathsThrough([root, ...others]: CallNodes, through: NonNullable<TreeShape["through"]>): CallNodes {
  const inside = new Set<CallNode>();
  for (const node of others) {
    if (through(node.source, node.function) || (node.parent !== null && inside.has(node.parent))) inside.add(node);
  }
  const kept = new Set(inside);
  for (const node of others.toReversed()) if (kept.has(node) && node.parent !== null) kept.add(node.parent);
  const nodes: [CallNode, ...CallNode[]] = [root, ...others.filter((node) => kept.has(node))];
  for (const node of nodes) {
    node.children = node.children.filter((child) => kept.has(child));
    if (!inside.has(node)) Object.assign(node, { selfNs: 0, samples: 0 });
  }
  return nodes;
}

type Frame = Pick<CallNode, "source" | "function" | "line">;

function nodeUnder(parent: CallNode | null, frame: Frame, calls: 0 | null): CallNode {
  return { parent, ...frame, selfNs: 0, totalNs: 0, samples: 0, calls, children: [] };
}

/** What the rows of a thread are put into. */
interface Growing extends TreeShape {
  sources: readonly SourceRecord[];
  root: CallNode;
  under(this: void, parent: CallNode, frame: Frame): CallNode;
}

function addTree(tree: CallTree, { sources, frames, stacks, root, under }: Growing): void {
  const placeOf: CallNode[] = [];
  for (let row = 0; row < tree.parent.length; row++) {
    const above = placeOf[tree.parent[row] ?? -1] ?? root;
    // A caller that had returned or suspended is no part of the thread's own stack.
    const isLeftOut = row < 2 || (stacks === "physical" && tree.live[row] === 0);
    const node = isLeftOut ? above : under(above, frameOf(tree, row, { sources, frames }));
    node.selfNs += tree.selfNs[row] ?? 0;
    node.samples += tree.samples[row] ?? 0;
    if (node.calls !== null) node.calls += tree.calls?.[row] ?? 0;
    placeOf.push(node);
  }
}

function frameOf(tree: CallTree, row: number, { sources, frames }: Pick<Growing, "sources" | "frames">): Frame {
  const source = tree.source[row] ?? -1;
  const line = tree.line[row] ?? -1;
  const lines = sources[source]?.lines;
  return { source, function: lines?.function[line] ?? -1, line: frames === "lines" ? lines?.line[line] ?? null : null };
}

/** Called for a node before its children, with what it stands on, and again after them. */
export interface Visitor {
  enter(this: void, node: CallNode): void;
  leave(this: void, node: CallNode): void;
}

/** Goes through a tree from a node on, in order; however deep it is. */
export function visit(start: CallNode, { enter, leave }: Visitor): void {
  const way: { node: CallNode; next: number }[] = [{ node: start, next: 0 }];
  enter(start);
  for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
    const child = step.node.children[step.next++];
    if (child === undefined) {
      leave(step.node);
      way.pop();
    } else {
      enter(child);
      way.push({ node: child, next: 0 });
    }
  }
}
