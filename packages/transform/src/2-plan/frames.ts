/** The function whose body is being planned, and the statements in it that jumps may leave. */
import { CertainNames } from "./certain-names.js";
import type { FrameStyle, Leaving } from "./edits.js";

/** A statement around the code being planned that `break` or `continue` may leave. */
export interface JumpTarget {
  labels: readonly string[];
  /** Whether a jump without a label may mean it: `break` a loop or switch, `continue` a loop. */
  takes: "break" | "both" | "labels";
  /** What precedes a loop header's next step, at the end of the body and at each `continue`; null: nothing does. */
  turn: Turn | null;
  /** Where V8 sees the iterator being closed when the loop is left: its line; 0 where it is not known, and the position stays. */
  closesAt: number;
  /** The `finally` block that a jump passes on its way here. */
  passes: Passage | null;
}

/** A loop's next turn: the running line goes to `line` (0: it stays), and `hit` counts. */
export interface Turn {
  readonly line: number;
  readonly hit: number;
}

/** A `finally` block that jumps pass: its binding, and whether it is the user's, or ours behind a `for await` or one of its turns. */
export interface Passage {
  readonly binding: number;
  readonly of: "try" | "loop" | "turn";
  /** The binding of the one around that jumps pass behind it; -1 as long as none is known that does. */
  outer: number;
}

/** What stands around the part of a statement that a `finally` block follows: no jump means it, and many may pass it. */
export function passage(passes: Passage): JumpTarget {
  return { labels: [], takes: "labels", turn: null, closesAt: 0, passes };
}

/** The function whose body is being planned. */
export interface Frame {
  /** Row in the function table. */
  readonly fn: number;
  /** In a `try` statement every frame is bound. */
  style: FrameStyle;
  readonly guarded: boolean;
  readonly suspends: boolean;
  /** Async generators: `return` awaits its operand by itself. */
  readonly returnAwaits: boolean;
  /** Whether it is a class's constructor, where a return of no object takes `this`, which there may not be. */
  readonly constructs: boolean;
  /** Whether it is an arrow function. */
  readonly arrow: boolean;
  /** Whether resources are disposed of in it (`using`), at the end of its blocks. */
  readonly disposes: boolean;
  /** Whether completion values can be seen. */
  readonly transparent: boolean;
  /** Whether it may be entered before its file's first statement; see edits.ts. */
  readonly early: boolean;
  /** Innermost last. */
  readonly targets: JumpTarget[];
  /** Statements with a `finally` block so far, ours included. */
  outcomes: number;
  /** Whether some value is held while the frame is being left. */
  holdsValue: boolean;
  /** What surely has a value here: parameters, functions, `this`, variables that a scope around has declared before; see scopes.ts. */
  readonly names: CertainNames;
}

/** A frame without a binding: field initializers and static blocks. */
export function openFrame(fn: number, early: boolean): Frame {
  return {
    fn, early, style: "open", guarded: false, suspends: false, returnAwaits: false, constructs: false, arrow: false, disposes: false,
    transparent: false, targets: [], outcomes: 0, holdsValue: false, names: new CertainNames(["this"]),
  };
}

/** How a frame is left where `targets` stand around; `withValue`: by a return that gives one, in a constructor perhaps a wrong one. */
export function leavingOf({ guarded, suspends, disposes, constructs, targets }: Frame, withValue = false): Leaving {
  if (!guarded) return "unguarded";
  return suspends || disposes || (constructs && withValue) || targets.some(actsWhenLeft) ? "marked" : "now";
}

/** Whether a statement may run code of the program when a return or jump leaves it. */
export function actsWhenLeft({ turn, passes }: JumpTarget): boolean {
  return turn !== null || passes !== null;
}
