/**
 * What instrumented code calls under the exact clock: each event reads the clock once, and charges the time since the last
 * event to the line that ran.
 *
 * Invariants, beside those of probes.ts
 *   ownLine[n]      line of frame n; 0 while its position has none
 *   runLine[n]      line that frame n's time belongs to: its own, else that of the frame below
 *   node[n]         its call path in the tree
 *   lineFrames      frames whose own line it is: the first starts its total, the last ends it, so recursion counts once
 * After each event the cells `places` say whose the time to come is.
 */
import { beginWaiting, endWaiting, now } from "./clock.js";
import { callerOf, contextOf, positionOf } from "./contexts.js";
import { endAtYield, fly, land } from "./endings.js";
import { Places, Times } from "./exact-memory.js";
import { childOf, nodeOfContext } from "./exact-tree.js";
import { Clock, stackSize } from "./memory.js";
import { exactMemory } from "./own-exact-memory.js";
import { memory } from "./own-memory.js";
import { processMemory, Session } from "./process-memory.js";
import { uncountedIntegers } from "./uncounted.js";
import { outcome, paused, suspended } from "./vocabulary.js";

export { limitTree } from "./exact-tree.js";

const { awaitNs, clock, hits, pending, stack, throws } = memory;
const { functionFrames, functionNs, lineFrames, lineNs, nodeSelfNs, places, selfNs, sourceFrames, sourceNs, times } = exactMemory;
const { functionOf, lineOf, session, sourceOf } = processMemory;
// Constants of this module cost nothing, properties of another's object do.
const waited = Clock.waited;
const { last: lastEvent, empty } = Times;
const { line: placeLine, node: placeNode } = Places;
const { caught, thrown } = outcome;
// Taken before user code can replace them.
const { load, notify, store, wait } = Atomics;
const { max, min } = Math;

/** The last frame that there is room for. Of deeper ones nothing is known: their time is its. */
const last = stackSize - 1;
const ownLine = uncountedIntegers(stackSize);
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

/** The line of a position; asks the sampler for a source it has not heard of, while the program clock stands. */
function lineAt(id: number): number {
  const line = lineOf[id]!;
  if (line !== 0 || id === 0) return line;
  beginWaiting(memory);
  for (let attempt = 0; attempt < 3 && lineOf[id] === 0; attempt++) {
    const fetched = load(session, Session.fetched);
    store(session, Session.wake, 1);
    notify(session, Session.wake);
    wait(session, Session.fetched, fetched, 1000);
  }
  endWaiting(memory);
  if (lineOf[id] === 0) lineOf[id] = -1;
  return lineOf[id]!;
}

/** Frame `index`, whose line is `own` or 0, is the running one. */
function settle(index: number, own: number): void {
  ownLine[index] = own;
  // A depth that was overwritten can lead below the arrays.
  const caller = node[index - 1] ?? 0;
  runLine[index] = own === 0 ? runLine[index - 1] ?? 0 : own;
  node[index] = own === 0 ? caller : childOf(caller, own, 1);
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

/** Leaves all frames above depth `depth`; an exception has left those above `left`, and counts at the position of each. */
function unwind(depth: number, time: number, left = depth): void {
  // Within the arrays, whatever the depth: it may be beyond them, or overwritten.
  for (let index = min(stack[0]!, last); index > max(depth, 0); index--) {
    const id = stack[index]!;
    if (index > left && id > 0) throws[id]! += 1;
    end(ownLine[index]!, time);
    ownLine[index] = 0;
  }
  stack[0] = depth;
  const known = min(depth, last);
  places[placeLine] = runLine[known]!;
  places[placeNode] = node[known]!;
}

/** Leaves frame `index`, with the context entry below it. */
function pop(index: number, time: number): void {
  unwind(stack[index - 1]! < 0 ? index - 2 : index - 1, time, index);
}

/** Pushes a frame above the current one. */
function push(id: number, time: number): number {
  const index = stack[0]! + 1;
  const line = lineAt(id);
  const own = line > 0 ? line : 0;
  stack[index] = id;
  stack[0] = index;
  if (index > last) return index;
  begin(own, time);
  settle(index, own);
  return index;
}

/** Pushes the frame that waits in `context`, above the context of its callers, and ends its await. */
function pushAwaited(context: number, time: number): number {
  const id = positionOf(context);
  awaitNs[id]! += time;
  pending[id]! -= 1;
  unwind(0, time);
  const caller = callerOf(context);
  stack[1] = -caller;
  runLine[1] = 0;
  node[1] = nodeOfContext(caller);
  stack[0] = 1;
  return push(id, time);
}

/** Pushes a frame at position `id`; gives it. */
export function enter(id: number): number {
  return push(id, charge());
}

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

/** As {@link move}, whatever line, frame and position are. */
function moveAnyhow(frame: number, id: number): void {
  const time = charge();
  if (stack[0] !== frame) unwind(frame, time);
  stack[frame] = id;
  const line = lineAt(id);
  const own = line > 0 ? line : 0;
  if (frame > last || own === ownLine[frame]) return;
  begin(own, time);
  end(ownLine[frame]!, time);
  settle(frame, own);
}

/** As {@link move}, and counts a hit. */
export function line(frame: number, id: number): void {
  hits[id]! += 1;
  move(frame, id);
}

/** Pops a frame that returned: its binding is `~index`. */
export function leave(frame: number): void {
  pop(~frame, charge());
}

/** As in probes.ts. */
export function pause(frame: number, id: number): number {
  pop(frame, charge());
  return -paused - id;
}

/** As in probes.ts. */
export function suspend(frame: number, id: number): number {
  const time = charge();
  const context = contextOf(frame, id);
  awaitNs[id]! -= time;
  pending[id]! += 1;
  pop(frame, time);
  return -suspended - context;
}

/** As in probes.ts. */
export function resume(frame: number): number {
  return frame < -suspended && frame > -paused ? pushAwaited(-suspended - frame, charge()) : frame;
}

/** As in probes.ts. */
export function handle(frame: number, how: number): number {
  if (frame <= -paused) return enter(endAtYield(frame, how === caught, stack[0]! + 1));
  land();
  const failed = how === caught || how === thrown;
  const time = charge();
  if (frame < -suspended) {
    const index = pushAwaited(-suspended - frame, time);
    if (failed) throws[stack[index]!]! += 1;
    return index;
  }
  const index = frame > 0 ? frame : ~frame;
  if (failed && frame > 0) throws[stack[index]!]! += 1;
  unwind(index, time);
  return index;
}

/** As in probes.ts. */
export function fail(frame: number): void {
  if (frame > 0) {
    const id = stack[frame]!;
    pop(frame, charge());
    throws[id]! += 1;
    fly(frame, id);
  } else if (frame > -suspended) {
    leave(frame);
  } else if (frame > -paused) {
    leave(~handle(frame, thrown));
  } else {
    endAtYield(frame, false);
  }
}

/** As in probes.ts. */
export function open(id: number): void {
  enter(id);
}

/** As in probes.ts. */
export function close<T>(value: T): T {
  pop(stack[0]!, charge());
  return value;
}

/** Time is charged from now on. */
export function beginExact(): void {
  times[lastEvent] = now() - clock[waited]!;
}
