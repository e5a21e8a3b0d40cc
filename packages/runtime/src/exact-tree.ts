/** The call paths of the exact clock: nodes in shared memory, found by a hash of (parent, line, live). */
import { contextLimit, probeLimit, rootContext } from "./memory.js";
import { nodeLimit, Places } from "./exact-memory.js";
import { callerOf, positionOf } from "./contexts.js";
import { exactMemory } from "./own-exact-memory.js";
import { processMemory } from "./process-memory.js";
import { uncountedIntegers } from "./uncounted.js";

const { places, nodeParent, nodeLine, nodeLive } = exactMemory;
const { lineOf } = processMemory;
const { imul, min } = Math;
/** Row 1 of the tree, under which resumed stacks stand. */
const logicalRoot = 1;

/** By hash: a node, 0 where free. */
const table = uncountedIntegers(1 << 19);
/** By line: the node that was last found for it, which is most often the one that is looked for next. */
const lastNode = uncountedIntegers(probeLimit);
/** By context: its node, 0 where not looked up yet. */
const contextNode = uncountedIntegers(contextLimit);
/** A path on its way down; kept, since the program may have replaced what arrays need. */
const path = uncountedIntegers(contextLimit);
let limit = nodeLimit;

/** Keeps the tree under `nodes` nodes. */
export function limitTree(nodes: number): void {
  limit = min(limit, nodes);
}

/** The child of `parent` for `line`; `parent` itself where the tree is full. */
export function childOf(parent: number, line: number, live: 0 | 1): number {
  const found = lastNode[line]!;
  return found > logicalRoot && nodeParent[found] === parent && nodeLive[found] === live ? found : findChild(parent, line, live);
}

function findChild(parent: number, line: number, live: 0 | 1): number {
  const mask = table.length - 1;
  let slot = (imul(parent * 2 + live, 0x9e3779b1) ^ imul(line, 0x85ebca6b)) >>> 5 & mask;
  for (;;) {
    const node = table[slot]!;
    if (node === 0) break;
    if (nodeParent[node] === parent && nodeLine[node] === line && nodeLive[node] === live) return lastNode[line] = node;
    slot = (slot + 1) & mask;
  }
  const node = places[Places.nodes]!;
  if (node >= limit) {
    places[Places.folded]! += 1;
    return parent;
  }
  nodeParent[node] = parent;
  nodeLine[node] = line;
  nodeLive[node] = live;
  table[slot] = node;
  places[Places.nodes] = node + 1;
  return lastNode[line] = node;
}

/** The node of the callers of a resumed frame. Contexts are found once each, callers first. */
export function nodeOfContext(context: number): number {
  if (context <= rootContext || context >= contextLimit) return logicalRoot;
  const known = contextNode[context]!;
  if (known !== 0) return known;
  let length = 0;
  let at = context;
  for (; at > rootContext && contextNode[at] === 0; at = callerOf(at)) path[length++] = at;
  let node = at > rootContext ? contextNode[at]! : logicalRoot;
  while (length > 0) {
    const step = path[--length]!;
    const line = lineOf[positionOf(step)]!;
    if (line > 0) node = childOf(node, line, 0);
    contextNode[step] = node;
  }
  return node;
}
