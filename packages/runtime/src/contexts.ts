/**
 * Who called an activation that is suspended at an await: a trie of call paths in shared memory.
 *
 * Invariants
 *   a context is a path of positions; its last one is the position the activation waits at
 *   parent(context) < context, so walking up ends; context 1 is the empty path
 *   a context at or above the limit carries a position only: `context - limit`; its caller is the empty path
 *
 * The path below a frame is looked up once, at its first suspension: afterwards the frame stands directly on the context of
 * its callers. Equal prefixes are the rule, so one remembered step for each depth makes most look-ups two compares.
 */
import { contextLimit, rootContext, stackSize, State } from "./memory.js";
import { memory } from "./own-memory.js";
import { uncountedIntegers } from "./uncounted.js";

const { imul, min } = Math;
const { stack, contextParent, contextPosition, state } = memory;

/** By hash of (parent, position): a context, 0 where free. Twice the contexts, so that probing ends soon. */
const table = uncountedIntegers(contextLimit * 2);

const remembered = 1 << 10;
const rememberedParent = new Int32Array(remembered);
const rememberedPosition = new Int32Array(remembered);
const rememberedContext = new Int32Array(remembered);

/** The context of `position` called from `parent`; 0 when the trie is full. */
function extend(parent: number, position: number): number {
  const mask = table.length - 1;
  let slot = (imul(parent, 0x9e3779b1) ^ imul(position, 0x85ebca6b)) >>> 7 & mask;
  for (;;) {
    const context = table[slot]!;
    if (context === 0) break;
    if (contextParent[context] === parent && contextPosition[context] === position) return context;
    slot = (slot + 1) & mask;
  }
  const context = state[State.contexts]!;
  if (context >= contextLimit) return 0;
  contextParent[context] = parent;
  contextPosition[context] = position;
  table[slot] = context;
  state[State.contexts] = context + 1;
  return context;
}

function step(depth: number, parent: number, position: number): number {
  const place = depth & (remembered - 1);
  if (rememberedParent[place] === parent && rememberedPosition[place] === position) return rememberedContext[place]!;
  const context = extend(parent, position);
  if (context === 0) return 0;
  rememberedParent[place] = parent;
  rememberedPosition[place] = position;
  rememberedContext[place] = context;
  return context;
}

/** The context in which frame `frame` waits at position `id`. */
export function contextOf(frame: number, id: number): number {
  const logical = frame > 1 && stack[1]! < 0;
  let context = logical ? -stack[1]! : rootContext;
  // Beyond the array nothing is known.
  for (let depth = logical ? 2 : 1, end = min(frame, stackSize); depth < end; depth++) {
    const position = stack[depth]!;
    // A frame without a position, or one for which there is no room, is left out of the path.
    if (position > 0) context = step(depth, context, position) || context;
  }
  const own = step(frame, context, id);
  if (own !== 0) return own;
  state[State.lostContexts]! += 1;
  return contextLimit + id;
}

/** The position that an activation in this context waits at. */
export function positionOf(context: number): number {
  return context < contextLimit ? contextPosition[context]! : context - contextLimit;
}

/** The context of its callers. */
export function callerOf(context: number): number {
  const parent = context < contextLimit ? contextParent[context]! : rootContext;
  // Whoever overwrites the stack may have made a circle of it.
  return parent < context ? parent : rootContext;
}
