/**
 * The stack view: a whole profile's time by call path, as viewers have it. A table of frames, each a line of a function, and a node
 * for each path.
 *
 * What no line was charged with has frames of its own, without a file, and so each nanosecond of the duration is in one node:
 * duration = Σ selfNs, unless only paths through some functions are wanted. Without time there are no nodes.
 */
import type { Profile } from "@perline/format";
import { callTree, type CallNode, type TreeShape } from "./call-tree.js";
import { summarise } from "./summary.js";

/** A line of a function. */
export interface Frame {
  name: string;
  /** Index into the profile's sources; -1 for time outside of every line. */
  source: number;
  /** Index into the source's functions; -1 there. */
  function: number;
  /** Relative to the root; empty there. */
  path: string;
  /** 1-based line that ran; 0 there. */
  line: number;
  /** 1-based line of the function's first character; 0 there. */
  functionLine: number;
  /** 0-based column of it. */
  functionColumn: number;
}

/** A call path, by its last frame. */
export interface StackNode {
  /** Index of the path without its last frame, which is always a lower one; -1 where that is empty. */
  parent: number;
  /** Index into the frames. */
  frame: number;
  selfNs: number;
  /** With the paths that go on from it. */
  totalNs: number;
}

/** Which call paths there are. */
export type Paths = Omit<TreeShape, "frames">;

/** Frames, each once: shared by all that is written into one file. */
export class FrameTable {
  readonly frames: Frame[] = [];
  private readonly indices = new Map<string, number>();

  constructor(private readonly sources: Profile["sources"]) {}

  /** The index of the frame of a line. */
  ofLine({ source, function: index, line }: { source: number; function: number; line: number }): number {
    return this.indexOf(`${source}:${index}:${line}`, () => {
      const { path = "", functions } = this.sources[source] ?? {};
      return {
        name: functions?.name[index] ?? "", source, function: index, path, line,
        functionLine: functions?.line[index] ?? 1, functionColumn: functions?.column[index] ?? 0,
      };
    });
  }

  /** The index of the frame of what is no line. */
  ofName(name: string): number {
    return this.indexOf(name, () => ({ name, source: -1, function: -1, path: "", line: 0, functionLine: 0, functionColumn: 0 }));
  }

  private indexOf(key: string, make: () => Frame): number {
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    this.indices.set(key, this.frames.length);
    return this.frames.push(make()) - 1;
  }
}

/** The call paths of a profile, callers first. Frames that are new are put into the table. */
export function stackNodes(profile: Profile, paths: Paths, table: FrameTable): StackNode[] {
  const [root, ...others] = callTree(profile, { ...paths, frames: "lines" }) ?? [];
  if (root === undefined) return [];
  const places = new Map<CallNode, number>();
  const nodes = others.map((node, place): StackNode => {
    const { source, function: index, line, selfNs, totalNs } = node;
    places.set(node, place);
    const parent = node.parent === null ? undefined : places.get(node.parent);
    return { parent: parent ?? -1, frame: table.ofLine({ source, function: index, line: line ?? 0 }), selfNs, totalNs };
  });
  if (paths.through !== undefined) return nodes;
  const { outsideNs = 0, idleNs = 0 } = summarise(profile).times ?? {};
  // The root's own time is of paths that were folded away.
  const rest = [["[self]", root.selfNs], ["[outside]", outsideNs], ["[idle]", idleNs]] as const;
  for (const [name, ns] of rest) {
    if (ns > 0) nodes.push({ parent: -1, frame: table.ofName(name), selfNs: ns, totalNs: ns });
  }
  return nodes;
}

/** The frames of a path, the outermost first. */
export function pathOf(nodes: readonly StackNode[], node: StackNode): number[] {
  const path: number[] = [];
  for (let at: StackNode | undefined = node; at !== undefined; at = nodes[at.parent]) path.push(at.frame);
  return path.reverse();
}
