/**
 * Edits: everything a printer must be able to insert, and nothing about language.
 *
 * An edit is a range [start, end) of the original text, in UTF-16 units, and what to put around it. Edits come in source
 * order, outer before inner; `depth` is the number of edits around one, which settles the order of those that share an
 * offset. Ids are local probe ids (the first of a source is 0); -1 is none. An edit never holds syntax nodes or text to print,
 * so that one plan serves every printer.
 */

/**
 * How an activation keeps its place on the shadow stack. `bound`: by a binding of its own. `open`: without one, where none
 * can stand (field initializers, static blocks, scripts).
 */
export type FrameStyle = "bound" | "open";

/**
 * How a bound frame is left by a return or at its end. `now`: taken off the stack there, since nothing of the program's runs in it
 * any more. `marked`: as one that returns, since something may (a `finally`, an iterator or resource being closed, what awaits, a
 * constructor's look at `this`); the frame's `finally` takes it off. `unguarded`: both, where the frame has no `finally`.
 */
export type Leaving = "now" | "marked" | "unguarded";

interface Range {
  readonly start: number;
  readonly end: number;
  /** How many edits stand around this one. */
  readonly depth: number;
}

/** What counts. */
interface Count {
  /** The probe that counts; -1: none. */
  readonly hit: number;
  /**
   * Where it counts in a variable of the loop around it (see {@link LoopEdit}), the probes whose variables are added to memory here
   * now and then: none, or at the place that each turn comes to all of the loop's. Absent: it counts in memory.
   */
  readonly local?: readonly number[];
}

/** What an arrival does: moves the running line to a position, counts a hit, or both. */
interface Arrival extends Count {
  /** The probe whose line becomes the running line; -1: it is already. */
  readonly position: number;
  readonly style: FrameStyle;
}

/** What may run first of all instrumented code in its function. */
interface Entry {
  /**
   * Whether it may run before its file's first statement: it stands in a function declaration at the top level of an ES module, which
   * an import cycle can call then, and in nothing else that is planned.
   */
  readonly early: boolean;
}

/** What may begin a statement. */
interface Separable {
  /** Whether the text before needs a semicolon: what is inserted could join it. */
  readonly separate: boolean;
}

/** How what stands around a value has to look. */
export interface Dress extends Separable {
  /** Whether V8 may quote the value in a message, in which what is inserted must not show (see quotes.ts). */
  readonly quoted: boolean;
}

/** What belongs to a `finally` block, the user's or ours: its binding, numbered within the function. */
interface Outcome {
  readonly binding: number;
}

/** A `for await` statement, around which a `for…of` or `for…in` may stand. */
interface AsyncLoop extends Outcome {
  /** Whether one does: a jump or return that leads there keeps its position while the async iterator is being closed. */
  readonly keepsPosition: boolean;
}

/** The body of a function or module: a frame around it. */
export interface FrameEdit extends Range, Arrival, Entry, Separable {
  readonly kind: "frame";
  /** A concise arrow body, which becomes a block that returns it. */
  readonly expression: boolean;
  /** An arrow function's, which V8 parses along with the expression around it. */
  readonly arrow: boolean;
  /** Whether a concise body can run no code, and surely gives a value. */
  readonly trivial: boolean;
  /** Whether completion values can be seen, so that ours must not have one. */
  readonly transparent: boolean;
  /** Whether a `finally` leaves the frame; otherwise every normal way out does. */
  readonly guarded: boolean;
  /** Whether the activation can be suspended. */
  readonly suspends: boolean;
  /** Whether `return` awaits its operand by itself (async generators). */
  readonly returnAwaits: boolean;
  /** Whether control can reach the end of the body. */
  readonly completes: boolean;
  /** How it is left there, and by a concise body. */
  readonly leaving: Leaving;
  /** Whether some value is held while the frame is being left `now`, behind which its `finally` gives that. */
  readonly holdsValue: boolean;
}

/**
 * Between statements, a count alone: of the calls of a body in which nothing runs, which needs no frame; of what others are derived
 * from.
 */
export interface CountEdit extends Range, Count, Entry, Separable {
  readonly kind: "count";
  readonly transparent: boolean;
}

/** Behind the last case of a `switch` without `default`: one that counts what matched nothing. */
export interface DefaultEdit extends Range, Count {
  readonly kind: "default";
  /** Whether the last case has to be kept from falling into it. */
  readonly breaks: boolean;
  readonly transparent: boolean;
}

/** In front of a statement. */
export interface LineEdit extends Range, Arrival {
  readonly kind: "line";
  /** Whether the statement's completion value can be seen, so that ours must not have one. */
  readonly transparent: boolean;
}

/** Behind the last statement of a loop body: the running line goes back to the header. */
export interface TurnEdit extends Range, Arrival {
  readonly kind: "turn";
  readonly transparent: boolean;
}

/** Before an expression in a value position. */
export interface BeforeEdit extends Range, Arrival, Dress {
  readonly kind: "before";
}

/** After an expression in a value position, whose value stays. */
export interface AfterEdit extends Range, Arrival, Dress {
  readonly kind: "after";
}

/** Around an expression that creates objects, or behind which one is about to: counts before it, or behind it, its value staying. */
export interface SiteEdit extends Range, Count, Dress {
  readonly kind: "site";
  readonly after: boolean;
  /** Whether there are functions in it that are named after what stands around (see inferred-names.ts). */
  readonly names: boolean;
}

/** Behind the last declarator in the head of a `for(;;)`: counts as one more, which declares nothing. */
export interface DeclaredEdit extends Range, Count {
  readonly kind: "declared";
}

/** Around an expression on one line that creates objects: what it adds to the heap may be measured. */
export interface WeighEdit extends Range, Dress {
  readonly kind: "weigh";
  /** The probe that counts its evaluations. */
  readonly hit: number;
  /** As in {@link SiteEdit}. */
  readonly names: boolean;
}

/** Around an expression that creates an object: hands that over, behind which its value stays. */
export interface TracedEdit extends Range, Dress {
  readonly kind: "traced";
  /** The probe that stands for the site, on its line. */
  readonly site: number;
  /** What the object takes when it is made, outside the heap too; -1: only the object itself tells. */
  readonly bytes: number;
  /** As in {@link SiteEdit}. */
  readonly names: boolean;
}

/** Around a loop whose turns call nothing: what counts in them does so in variables, added to memory whatever way it is left. */
export interface LoopEdit extends Range {
  readonly kind: "loop";
  /** The probes that count in variables, the first at each turn. */
  readonly hits: readonly number[];
}

/** Around a single statement that needs company: braces. */
export interface BlockEdit extends Range {
  readonly kind: "block";
}

/** In front of a `return` whose operand runs no code and surely gives a value, or that has none: the frame is being left normally. */
export interface ReturnEdit extends Range {
  readonly kind: "return";
  readonly leaving: Leaving;
}

/** Around the operand of a `return`: the same, once it is evaluated. */
export interface ReturnValueEdit extends Range {
  readonly kind: "returnValue";
  readonly leaving: Leaving;
  /** The position at which an async generator's `return` awaits; -1 elsewhere. */
  readonly position: number;
}

/** Around the operand of an `await`: the activation is about to be suspended. */
export interface SuspendEdit extends Range {
  readonly kind: "suspend";
  readonly position: number;
  /** Whether functions in it are named after what stands around (see inferred-names.ts). */
  readonly names: boolean;
}

/** Around an `await`: the activation was resumed. */
export interface ResumeEdit extends Range, Dress {
  readonly kind: "resume";
}

/** Around the operand of a `yield` (an empty range where it has none). */
export interface PauseEdit extends Range {
  readonly kind: "pause";
  readonly position: number;
  /** `yield*`. */
  readonly delegates: boolean;
  /** Whether the activation also awaits (async generators), so that what stands below its frame varies. */
  readonly awaits: boolean;
  /** As in {@link SuspendEdit}. */
  readonly names: boolean;
}

/** Around a call of a method `throw`, which may be a generator's, and (`before`) around its last argument. */
export interface AimEdit extends Range {
  readonly kind: "aim";
  readonly before: boolean;
}

/** Around a `yield`: the activation was resumed, perhaps at another depth. */
export interface ProceedEdit extends Range, Dress {
  readonly kind: "proceed";
  readonly position: number;
}

/** Around the statements of a `catch` block, always in a bound frame or in a {@link TryEdit}. */
export interface CatchEdit extends Range, Arrival {
  readonly kind: "catch";
  readonly transparent: boolean;
  readonly returnAwaits: boolean;
}

/**
 * Around a `try` statement: tells its `finally` block how it was reached. In an open frame it holds the frame's index, by which what
 * is inside heals the depth, as in a bound one.
 */
export interface TryEdit extends Range {
  readonly kind: "try";
  /** As in {@link Outcome}; -1 where it has no `finally` block. */
  readonly binding: number;
  readonly style: FrameStyle;
}

/** Where control goes on, or jumps, to a `finally` block, our own behind a turn of `for await` included. */
export interface PassEdit extends Range, Outcome {
  readonly kind: "pass";
  /** Whether that is the end of a turn, rather than of the statement. */
  readonly turns: boolean;
  /** The probe that counts the turn of a `continue`, once the block has let it pass; -1: none. */
  readonly hit: number;
  readonly transparent: boolean;
}

/** Around the statements of a `finally` block. */
export interface FinallyEdit extends Range, Outcome {
  readonly kind: "finally";
  /** How the return that it has interrupted leaves the frame behind it. */
  readonly leaving: Leaving;
  readonly transparent: boolean;
  readonly returnAwaits: boolean;
  /** Whether a `continue` may pass the block, behind which its turn is counted. */
  readonly continues: boolean;
  /** The binding of the statement around whose `finally` block jumps pass behind this one, if this one lets them; -1: none. */
  readonly outer: number;
  /** Whether control can reach the end of the block. */
  readonly completes: boolean;
}

/** Around the value of a field: a frame without binding. */
export interface FieldEdit extends Range, Entry {
  readonly kind: "field";
  readonly position: number;
  /** Whether it is where the call of all initializers counts. */
  readonly begins: boolean;
  /** The name an anonymous function would have got from its place; null where none is due. */
  readonly name: string | null;
  /** Whether there are functions in it, which are named after the field (see inferred-names.ts). */
  readonly names: boolean;
}

/**
 * Around the statements of a `for…of` body which a rejected `await` may leave, or the exception of a method `throw` that ended no
 * generator: the iterator is closed with the activation running again, and for neither reason.
 */
export interface ClosingEdit extends Range {
  readonly kind: "closing";
  /** Where V8 sees the iterator being closed. */
  readonly position: number;
  /** Whether it ends with a jump, behind which V8 must not find an end that could be reached: there its position would be another. */
  readonly breaks: boolean;
  readonly returnAwaits: boolean;
  /** Whether a method `throw` is called in it (see {@link AimEdit}). */
  readonly aims: boolean;
}

/** Around the statements of a block that holds an `await using`: behind it the activation runs again, as they were left. */
export interface DisposalEdit extends Range, Outcome {
  readonly kind: "disposal";
}

/** Behind an `await using` of a block: whatever way the statements are left then, the activation is about to be suspended. */
export interface DisposeEdit extends Range, Outcome {
  readonly kind: "dispose";
  /** Which of those of its block, from 0. */
  readonly number: number;
  readonly position: number;
  readonly returnAwaits: boolean;
}

/** Around a whole `for await` statement: whatever way it ends, the activation runs again behind it. */
export interface AsyncLoopEdit extends Range, AsyncLoop {
  readonly kind: "asyncLoop";
}

/** Around the iterable of a `for await`: the first `next()` is about to suspend. */
export interface AsyncIterableEdit extends Range {
  readonly kind: "asyncIterable";
  readonly position: number;
  readonly hit: number;
}

/** Around the statements of a `for await` body: resumed at its start, suspended at each way out. */
export interface AsyncTurnEdit extends Range, AsyncLoop {
  readonly kind: "asyncTurn";
  readonly returnAwaits: boolean;
  readonly position: number;
}

export type Edit =
  | FrameEdit | CountEdit | DefaultEdit | LineEdit | TurnEdit | BeforeEdit | AfterEdit | LoopEdit | BlockEdit | ReturnEdit
  | ReturnValueEdit | SuspendEdit | ResumeEdit | PauseEdit | ProceedEdit | AimEdit | CatchEdit | TryEdit | PassEdit | FinallyEdit
  | SiteEdit | DeclaredEdit | WeighEdit | TracedEdit | FieldEdit | ClosingEdit | DisposalEdit | DisposeEdit | AsyncLoopEdit
  | AsyncIterableEdit | AsyncTurnEdit;

/** The name of an edit's kind. */
export type EditKind = Edit["kind"];

/** The edit of one kind. */
export type EditOf<Kind extends EditKind> = Extract<Edit, { kind: Kind }>;
