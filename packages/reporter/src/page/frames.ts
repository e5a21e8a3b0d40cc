/** Frames as the flame graph and the call tree name them. */
import type { CallNode } from "../views/call-tree.js";
import type { Model } from "./model.js";
import { sourceAddress } from "./route.js";

/** A frame in words. */
export interface FrameName {
  name: string;
  /** Its file and line; empty for what has none. */
  place: string;
  /** Where it can be seen; empty for what has no place. */
  address: string;
}

/** The name of a frame: a function, or a line of one. */
export function frameName({ sources }: Model, { source, function: index, line }: CallNode): FrameName {
  const of = sources[source];
  if (of === undefined) return { name: "", place: "", address: "" };
  const at = line ?? of.record.functions.line[index] ?? 1;
  return { name: of.record.functions.name[index] ?? "", place: `${of.name}:${at}`, address: sourceAddress(of.name, at) };
}

/** Time that no frame has: of paths that were folded away, outside of every line, and idle. In ns; those that are there. */
export function withoutFrame({ summary }: Model, root: CallNode): { name: string; ns: number }[] {
  const { outsideNs = 0, idleNs = 0 } = summary.times ?? {};
  const all = [{ name: "[self]", ns: root.selfNs }, { name: "[outside]", ns: outsideNs }, { name: "[idle]", ns: idleNs }];
  return all.filter(({ ns }) => ns > 0);
}
