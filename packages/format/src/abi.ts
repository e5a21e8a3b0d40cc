/**
 * The one list of what generated code may name. Transform prints only these; runtime defines all of them.
 *
 * Under `perline run` each name is a `const` of script scope: the optimiser folds it, it is no property of the global object,
 * and every CommonJS and ES module of the realm sees it. Names are fixed, so that instrumented text can be compared; a source
 * that already contains the prefix is left alone, which makes them un-guessable in effect and instrumenting idempotent.
 *
 * The state of an activation is one number, its binding `frame`:
 *     frame > 0                    running; the frame's index in the shadow stack
 *     frame = 0                    has left the shadow stack
 *     -suspended < frame < 0       returning normally; `~frame` is the index
 *     -paused < frame < -suspended suspended at an await; `-frame - suspended` is its context
 *     -delegating < frame < -paused suspended at a `yield`, at position `-frame - paused`
 *     frame < -delegating          suspended at a `yield*`, at position `-frame - delegating`
 * Frames restore an absolute depth, so whatever was swallowed below them is healed when they leave.
 */

/** Raised with every change of names, arities or meaning; where transform and runtime have two numbers nothing is measured. */
export const abiVersion = 12;

/** What every name of ours starts with; a source that contains it is not instrumented. */
export const abiPrefix = "__perline_f3k9_";

/** See the states above: 2^30. */
export const suspended = 1_073_741_824;

/** See the states above: 2^30 + 2^29. */
export const paused = 1_610_612_736;

/** See the states above: 2^22 more, which is more than there are probes. */
export const delegating = 1_614_807_040;

/**
 * How a `finally` block was reached, as its binding tells: `thrown` until something else is known, since an exception leaves no
 * word. A `for await` body has `turned` at its end, and is `counted` where it threw, while its iterator is being closed. A catch
 * clause, reached by an exception for certain, is `caught`. A `continue` whose turn is counted behind the block has its probe's id
 * added to `left`.
 */
export const outcome = { counted: -3, thrown: -2, returned: -1, turned: 0, caught: 1, left: 2 } as const;

/**
 * Names generated code may use, by what they are. All ids are absolute probe ids (source base + probe), at least 1.
 *
 * Linked code, which is built before it is known in which process it will run, imports `register`, which gives it the others:
 * functions of its own, which it calls with ids of its own, from 1 on. What it writes in memory itself is at such an id plus `base`.
 */
export const abi = {
  /** `Int32Array`: [0] is the depth, [n] the running position (a probe id) of frame n; negative entries are async contexts. */
  stack: `${abiPrefix}s`,
  /** `Float64Array` by probe id: for what counts in a variable first. */
  hits: `${abiPrefix}h`,
  /** `count(id)`: counts a hit. */
  count: `${abiPrefix}z`,
  /** Sampled clock only. `enter(id)`: pushes a frame at position id, and counts a hit; gives the frame. */
  enter: `${abiPrefix}e`,
  /** `line(frame, id)`: moves to position id, and counts a hit. */
  line: `${abiPrefix}l`,
  /** `traced(site, bytes, value, ...ignored)`: the value, which a site has created, and its bytes; -1: it alone tells. */
  traced: `${abiPrefix}T`,
  /** `weigh(id)`: an expression is about to be evaluated, and may be weighed; counts its evaluations. */
  weigh: `${abiPrefix}W`,
  /** `weighed(id)`: it has been. */
  weighed: `${abiPrefix}V`,
  /** The binding each activation declares at the top of its body. */
  frame: `${abiPrefix}p`,
  /** The binding, beside that of the frame, of the value that an activation returns while its frame leaves. */
  value: `${abiPrefix}v`,
  /**
   * With a probe id behind it: the binding in which a loop that calls nothing counts. In linked code, with `a` behind it: the one that
   * tells whether it does.
   */
  local: `${abiPrefix}u`,
  /**
   * The binding, numbered, of a statement with a `finally` block, which holds its {@link outcome}; with `t` behind the number, of
   * the probe that counts the turn behind it; with `o`, of what the statement around had been told; with `l`, of the position that a
   * `for await` loop is left from; without a number, of a body. Of statements with an `await using`: how they are left, 1 + the
   * position in a running frame, -1 - it in one that counts no more, 0 until then; with `d` and a number, of what is disposed of
   * before each.
   */
  returning: `${abiPrefix}q`,
  /** `keep(value, ...ignored)`: the value; the rest is evaluated after it, for its effect. */
  keep: `${abiPrefix}k`,
  /** `fail(frame)`: leaves a frame that did not return normally: restores the depth, counts the throw. */
  fail: `${abiPrefix}x`,
  /** `suspend(frame, id)`: pops the frame at an await of position id, starts its await; gives the new frame. */
  suspend: `${abiPrefix}w`,
  /** `resume(frame)`: pushes the frame after an await, ends its await; gives the new frame. */
  resume: `${abiPrefix}r`,
  /**
   * `handle(frame, how)`: entry of a user's catch or finally, reached as the {@link outcome} `how` says: heals depth, un-returns,
   * ends an await; gives a running frame. Where an exception was thrown it counts for the line that it left.
   */
  handle: `${abiPrefix}c`,
  /**
   * `aim(value, depth)`: gives the value. Around the argument of a call of a method `throw`, with the depth at which a
   * generator may now be ended by it; around the call, with -1.
   */
  aim: `${abiPrefix}a`,
  /** `disposable(leave)`: what a `using` disposes of by a call of `leave`. */
  disposable: `${abiPrefix}d`,
  /** `open(id, again)`: pushes a frame at position id; gives it. `again` is 1 where its call has begun. */
  open: `${abiPrefix}f`,
  /** `close(value)`: pops a frame without a binding (of a field initializer, a static block); gives the value. */
  close: `${abiPrefix}b`,
  /** `name(key, fn)`: gives an anonymous function the name its place would have given it. */
  name: `${abiPrefix}n`,
  /**
   * `texts(bare, table)`: the un-instrumented print of a source, and for each function four numbers: first probe id and length of
   * the text that runs, start and end of the bare one.
   */
  texts: `${abiPrefix}m`,
  /** Exact clock, and linked code. `move(frame, id)`: moves to position id. */
  move: `${abiPrefix}t`,
  /** Exact clock, and linked code. `leave(frame)`: pops a frame that returned (its binding is `~index`), and is never suspended. */
  leave: `${abiPrefix}o`,
  /**
   * `pause(frame, id)`: pops the frame at a yield of position id (`delegating - paused` more at a `yield*`), with the context
   * below it; gives the suspended frame.
   */
  pause: `${abiPrefix}y`,
  /** Linked code only. `register(source)`: makes a `LinkedSource`, as JSON text, known; gives what it calls, by keys of this list. */
  register: `${abiPrefix}g`,
  /** Linked code only. The variable of a source that holds what is added to its ids in memory, from its first statement on. */
  base: `${abiPrefix}i`,
  /** Linked code only. `active()`: whether anything counts yet. */
  active: `${abiPrefix}A`,
  /** Linked code only. `link()`: the function of an ES module that registers it, for what may run before its first statement. */
  link: `${abiPrefix}j`,
} as const;

/** Key of {@link abi}. */
export type AbiName = keyof typeof abi;

/**
 * Wraps every piece of inserted text in the text printer's output, before and behind. Invisible, Latin-1 (so that a one-byte
 * source stays one-byte), and removing all marked pieces gives back the input.
 */
export const mark = "/*\u00ad*/";
