/**
 * What instrumented code calls under the exact clock: each event reads the clock once, and charges the time since the last
 * event to the line that ran.
 *
 * Invariants, beside those of transitions.ts
 *   runLine[n]      line that frame n's time belongs to: its own, else that of the frame below
 *   node[n]         its call path in the tree
 *   lineFrames      frames whose own line it is: the first starts its total, the last ends it, so recursion counts once
 * After each event the cells `places` say whose the time to come is.
 */
import { now } from "./clock.js";
import { Places, Times } from "./exact-memory.js";
import { childOf, nodeOfContext } from "./exact-tree.js";
import { Clock, stackSize } from "./memory.js";
import { exactMemory } from "./own-exact-memory.js";
import { memory } from "./own-memory.js";
import { processMemory } from "./process-memory.js";
import { ownLine as lineOfFrame, transitionsOf } from "./transitions.js";
import { uncountedIntegers } from "./uncounted.js";

export { limitTree } from "./exact-tree.js";

const { awaitNs, clock, hits, stack } = memory;
const { functionFrames, functionNs, lineFrames, lineNs, nodeCalls, nodeSelfNs, places } = exactMemory;
const { selfNs, sourceFrames, sourceNs, times } = exactMemory;
const { functionOf, lineOf, sourceOf } = processMemory;
// Constants of this module cost nothing, properties of another's object do.
const ownLine = lineOfFrame;
const waited = Clock.waited;
const { last: lastEvent, empty } = Times;
const { line: placeLine, node: placeNode } = Places;

const runLine = uncountedIntegers(stackSize);
const node = uncountedIntegers(stackSize);

/** Charges the time since the last event; gives the program time. */
function charge(): number {
  const time = now() - clock[waited]!;
  const ns = time - times[lastEvent]!;
  times[lastEvent] = time;
  const line = places[placeLine]!;
  if (line === 0) times[empty]! += ns;
  else {
    selfNs[line]! += ns;
    nodeSelfNs[places[placeNode]!]! += ns;
  }
  return time;
}

/** Frame `index`, whose line is `own` or 0, is the running one. */
function settle(index: number, own: number): void {
  // A depth that was overwritten can lead below the arrays.
  const caller = node[index - 1] ?? 0;
  runLine[index] = own === 0 ? runLine[index - 1] ?? 0 : own;
  node[index] = own === 0 ? caller : childOf(caller, own, 1);
  run(index);
}

/** What is charged next is frame `index`'s. */
function run(index: number): void {
  places[placeLine] = runLine[index]!;
  places[placeNode] = node[index]!;
}

/** A frame stands on `line` from `time` on. */
function begin(line: number, time: number): void {
  if (line === 0) return;
  const fn = functionOf[line]!;
  const source = sourceOf[line]!;
  if (lineFrames[line]!++ === 0) lineNs[line]! -= time;
  if (functionFrames[fn]!++ === 0) functionNs[fn]! -= time;
  if (sourceFrames[source]!++ === 0) sourceNs[source]! -= time;
}

/** A frame leaves `line` at `time`. */
function end(line: number, time: number): void {
  if (line === 0) return;
  const fn = functionOf[line]!;
  const source = sourceOf[line]!;
  if (--lineFrames[line]! === 0) lineNs[line]! += time;
  if (--functionFrames[fn]! === 0) functionNs[fn]! += time;
  if (--sourceFrames[source]! === 0) sourceNs[source]! += time;
}

const transitions = transitionsOf({
  charge,
  run,
  begin(index, line, time) {
    begin(line, time);
    settle(index, line);
  },
  change(index, line, time) {
    begin(line, time);
    end(ownLine[index]!, time);
    settle(index, line);
  },
  end: (index, time) => end(ownLine[index]!, time),
  called(index) {
    if (ownLine[index]! > 0) nodeCalls[node[index]!]! += 1;
  },
  stand(context) {
    runLine[1] = 0;
    node[1] = nodeOfContext(context);
  },
  suspend: (id, time) => void (awaitNs[id]! -= time),
  resume: (id, time) => void (awaitNs[id]! += time),
});

export const { leave, pause, suspend, resume, handle, fail, open, close } = transitions;
const moveAnyhow = transitions.move;

/**
 * Moves frame `frame` to position `id`. Within a line no clock is read: whose the time is does not change. This is where a program
 * spends its time, so the usual case comes first and is short: from line to line of one function, which stays on the stack.
 */
export function move(frame: number, id: number): void {
  const to = lineOf[id]!;
  const from = ownLine[frame]!;
  if (to <= 0 || !(from > 0) || stack[0] !== frame || functionOf[to] !== functionOf[from]) return moveAnyhow(frame, id);
  stack[frame] = id;
  if (to === from) return;
  const time = charge();
  if (lineFrames[to]!++ === 0) lineNs[to]! -= time;
  if (--lineFrames[from]! === 0) lineNs[from]! += time;
  ownLine[frame] = runLine[frame] = places[placeLine] = to;
  node[frame] = places[placeNode] = childOf(node[frame - 1]!, to, 1);
}

/** As {@link move}, and counts a hit. */
export function line(frame: number, id: number): void {
  hits[id]! += 1;
  move(frame, id);
}

/** Time is charged from now on. */
export function beginExact(): void {
  times[lastEvent] = now() - clock[waited]!;
}
