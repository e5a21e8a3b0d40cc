/**
 * Frames of instrumented code that are read at each transition: what is read there, and whose it is, is a ledger's to say. The exact
 * clock reads the time (exact.ts), the memory clock how much memory is in use (usage.ts).
 *
 * Invariants, beside those of probes.ts
 *   each transition reads first, and charges what has come since the last reading to what ran until then
 *   ownLine[n]      line of frame n; 0 while its position has none
 */
import { beginWaiting, endWaiting } from "./clock.js";
import { callerOf, contextOf, positionOf } from "./contexts.js";
import { endAtYield, fly, land } from "./endings.js";
import { stackSize } from "./memory.js";
import { memory } from "./own-memory.js";
import { processMemory, Session } from "./process-memory.js";
import { uncountedIntegers } from "./uncounted.js";
import { outcome, paused, suspended } from "./vocabulary.js";

const { hits, pending, stack, throws } = memory;
const { lineOf, session } = processMemory;
const { caught, thrown } = outcome;
// Taken before user code can replace them.
const { load, notify, store, wait } = Atomics;
const { max, min } = Math;

/** The last frame that there is room for. Of deeper ones nothing is known: what is theirs is charged to it. */
const last = stackSize - 1;

/** By frame: its line, numbered over all sources; 0 where its position has none. */
export const ownLine = uncountedIntegers(stackSize);

/** Who keeps the sums. Lines are numbered over all sources, 0 is none; frames are never beyond the arrays. */
export interface Ledger {
  /** Reads, and charges what has come since the last reading; gives the reading. */
  readonly charge: () => number;
  /** Frame `index` stands on a line from the reading on, and runs. */
  readonly begin: (index: number, line: number, reading: number) => void;
  /** Frame `index`, which runs, goes on to another line; {@link ownLine} has the one it leaves. */
  readonly change: (index: number, line: number, reading: number) => void;
  /** Frame `index` leaves the stack; {@link ownLine} has its line. */
  readonly end: (index: number, reading: number) => void;
  /** The activation of frame `index`, which has just been pushed, has begun: it was not resumed. */
  readonly called: (index: number) => void;
  /** What was above frame `index` has left: it runs; 0 for none. */
  readonly run: (index: number) => void;
  /** What is pushed next stands on the callers of a suspended frame, a context. */
  readonly stand: (context: number) => void;
  /** Position `id` begins to wait at the reading. */
  readonly suspend: (id: number, reading: number) => void;
  /** It waits no more. */
  readonly resume: (id: number, reading: number) => void;
}

/** What instrumented code calls; each as abi.ts of the format package says. */
export interface Transitions {
  readonly move: (frame: number, id: number) => void;
  readonly line: (frame: number, id: number) => void;
  readonly leave: (frame: number) => void;
  readonly pause: (frame: number, id: number) => number;
  readonly suspend: (frame: number, id: number) => number;
  readonly resume: (frame: number) => number;
  readonly handle: (frame: number, how: number) => number;
  readonly fail: (frame: number) => void;
  readonly open: (id: number, again?: number) => number;
  readonly close: <T>(value: T) => T;
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

/** The transitions of a thread, by the ledger that keeps its sums. */
export function transitionsOf(ledger: Ledger): Transitions {
  const { begin, called, change, charge, end, resume: endWait, run, stand, suspend: beginWait } = ledger;

  /** Leaves all frames above depth `depth`; an exception has left those above `left`, and counts at the position of each. */
  function unwind(depth: number, reading: number, left = depth): void {
    // Within the arrays, whatever the depth: it may be beyond them, or overwritten.
    for (let index = min(stack[0]!, last); index > max(depth, 0); index--) {
      const id = stack[index]!;
      if (index > left && id > 0) throws[id]! += 1;
      end(index, reading);
      ownLine[index] = 0;
    }
    stack[0] = depth;
    run(min(depth, last));
  }

  /** Pops frame `index`, with the context entry below it. */
  function pop(index: number, reading: number): void {
    unwind(stack[index - 1]! < 0 ? index - 2 : index - 1, reading, index);
  }

  /** Pushes a frame above the current one. */
  function push(id: number, reading: number): number {
    const index = stack[0]! + 1;
    const line = lineAt(id);
    const own = line > 0 ? line : 0;
    stack[index] = id;
    stack[0] = index;
    if (index > last) return index;
    begin(index, own, reading);
    ownLine[index] = own;
    return index;
  }

  /** Pushes the frame that waits in `context`, above the context of its callers, and ends its await. */
  function pushAwaited(context: number, reading: number): number {
    const id = positionOf(context);
    endWait(id, reading);
    pending[id]! -= 1;
    unwind(0, reading);
    const caller = callerOf(context);
    stack[1] = -caller;
    stack[0] = 1;
    stand(caller);
    return push(id, reading);
  }

  function open(id: number, again = 0): number {
    const index = push(id, charge());
    if (again === 0 && index <= last) called(index);
    return index;
  }

  function move(frame: number, id: number): void {
    const reading = charge();
    if (stack[0] !== frame) unwind(frame, reading);
    stack[frame] = id;
    const line = lineAt(id);
    const own = line > 0 ? line : 0;
    if (frame > last || own === ownLine[frame]) return;
    change(frame, own, reading);
    ownLine[frame] = own;
  }

  function leave(frame: number): void {
    pop(~frame, charge());
  }

  function handle(frame: number, how: number): number {
    if (frame <= -paused) return open(endAtYield(frame, how === caught, stack[0]! + 1), 1);
    land();
    const failed = how === caught || how === thrown;
    const reading = charge();
    if (frame < -suspended) {
      const index = pushAwaited(-suspended - frame, reading);
      if (failed) throws[stack[index]!]! += 1;
      return index;
    }
    const index = frame > 0 ? frame : ~frame;
    if (failed && frame > 0) throws[stack[index]!]! += 1;
    unwind(index, reading);
    return index;
  }

  return {
    open,
    move,
    line(frame, id) {
      // After the reading: where code is not optimised yet, a count leaves numbers on the heap.
      move(frame, id);
      hits[id]! += 1;
    },
    leave,
    pause(frame, id) {
      pop(frame, charge());
      return -paused - id;
    },
    suspend(frame, id) {
      const reading = charge();
      const context = contextOf(frame, id);
      beginWait(id, reading);
      pending[id]! += 1;
      pop(frame, reading);
      return -suspended - context;
    },
    resume(frame) {
      return frame < -suspended && frame > -paused ? pushAwaited(-suspended - frame, charge()) : frame;
    },
    handle,
    fail(frame) {
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
    },
    close(value) {
      pop(stack[0]!, charge());
      return value;
    },
  };
}
