/** The function whose body is being planned, and the statements in it that jumps may leave. */
import type { FrameStyle } from "./edits.js";

/** A statement around the code being planned that `break` or `continue` may leave. */
export interface JumpTarget {
  labels: readonly string[];
  /** Whether a jump without a label may mean it: `break` a loop or switch, `continue` a loop. */
  takes: "break" | "both" | "labels";
  /** Plans what precedes a loop header's next step, at the end of the body and before each `continue`; null: nothing does. */
  turn: ((at: number) => void) | null;
  /** Where V8 sees the iterator being closed when the loop is left: its line; 0 where the position stays. */
  closesAt: number;
  /** The binding of a statement with a `finally` block that a jump passes on its way here; -1: none. */
  passes: number;
  /** Whether that block ends a turn of `for await`. */
  turns: boolean;
}

/** What stands around the part of a statement that a `finally` block follows: no jump means it, and many may pass it. */
export function passage(binding: number, turns = false): JumpTarget {
  return { labels: [], takes: "labels", turn: null, closesAt: 0, passes: binding, turns };
}

/** The function whose body is being planned. */
export interface Frame {
  /** Row in the function table. */
  readonly fn: number;
  readonly style: FrameStyle;
  readonly guarded: boolean;
  readonly suspends: boolean;
  /** Async generators: `return` awaits its operand by itself. */
  readonly returnAwaits: boolean;
  /** Whether completion values can be seen. */
  readonly transparent: boolean;
  /** Innermost last. */
  readonly targets: JumpTarget[];
  /** Statements with a `finally` block so far, ours included. */
  outcomes: number;
}

/** A frame without a binding: field initializers and static blocks. */
export function openFrame(fn: number): Frame {
  return { fn, style: "open", guarded: false, suspends: false, returnAwaits: false, transparent: false, targets: [], outcomes: 0 };
}
