/**
 * The texts a printer inserts, by clock and kind of edit: with counts.ts, pieces.ts and prologue.ts the only place that spells code of
 * ours. Each gives what to put before and behind an edit's range. One line each, starting with a word or punctuation that cannot join
 * what stands before it, unless the edit says to keep it separate.
 */
import { abi, delegating, type MeasuredClock, outcome, paused, suspended } from "@perline/format";
import type { Edit, EditKind, EditOf, FrameStyle, Leaving } from "../2-plan/edits.js";
import { counts } from "./counts.js";
import type { Ids } from "./ids.js";
import { alone, aside, behind, count, countingLoop, declared, kept, keep, type Counting, of, pass, site, traced, type Pieces, weigh } from "./pieces.js";

/** The pieces for each kind of edit; `ids` writes their ids. */
export type Fragments = { readonly [Kind in EditKind]: (edit: EditOf<Kind>, ids: Ids) => Pieces };

const { stack: s, frame: p, value: v, returning: q } = abi;

/** A frame's index on the shadow stack. */
function indexOf(style: FrameStyle, ids: Ids): string {
  return style === "bound" ? p : ids.top;
}

/** The two things a clock does at an arrival, as expressions. */
interface Clock {
  /** Pushes a bound frame and counts its call: statements before what guards the body, and at its start. */
  enter(edit: EditOf<"frame">, ids: Ids): Pieces;
  move(frame: string, id: string): string;
  /** Moves a bound frame back to the position that an expression gives, as memory has it; 0 is none. */
  back(position: string, ids: Ids): string;
  /** Moves if `position` is one, and counts. */
  arrive(edit: { position: number; style: FrameStyle } & Counting, ids: Ids): string;
  /** Counts, and nothing else. */
  count(edit: Counting, ids: Ids): string;
  /** Around a loop that counts in variables. */
  loop(hits: readonly number[], ids: Ids): Pieces;
  /** How a frame is left, as an expression. */
  leave: { readonly [Each in Leaving]: string };
  /** What is said behind the position where a frame is pushed for a call that has begun. */
  readonly again: string;
  /** Suspends at a `yield`; `beyond` is added for a `yield*`. */
  readonly pause: (position: number, beyond: number, ids: Ids) => string;
}

/** What is assigned among values. */
const [frame, value, depth] = [aside(p), aside(v), aside(`${s}[0]`)];

const sampledClock: Clock = {
  enter(edit, ids) {
    if (edit.hit === edit.position) return [pushing(abi.enter, edit, ids), ""];
    return [pushing(abi.open, edit, ids), `${count(edit, ids)};`];
  },
  move: (frame, id) => `${aside(`${s}[${frame}]`)}=${id}`,
  back: (position) => `${s}[${p}]=${position}`,
  arrive(edit, ids) {
    const { position, hit } = edit;
    const frame = indexOf(edit.style, ids);
    if (hit >= 0 && hit === position && edit.local === undefined) return `${abi.line}(${frame},${ids.of(hit)})`;
    const move = position < 0 ? "" : this.move(frame, ids.of(position));
    const counted = hit < 0 ? "" : count(edit, ids);
    return move === "" || counted === "" ? counted + move : `${counted},${move}`;
  },
  count,
  loop: countingLoop,
  leave: { now: `${depth}=${p}-1,${frame}=0`, marked: `${frame}=~${p}`, unguarded: `${depth}=-2-(${frame}=~${p})` },
  again: "",
  pause: (position, beyond, ids) => `${depth}=${p}-1,${frame}=-${ids.of(position, paused + beyond)}`,
};

/** Pushes a bound frame, by the one of our calls that is named. */
function pushing(call: string, { position, holdsValue }: EditOf<"frame">, ids: Ids): string {
  return `let ${p}=${call}(${ids.of(position)})${holding(holdsValue)};`;
}

/** A pause that also takes the context below the frame. */
function awaitingPause(position: number, beyond: number, ids: Ids): string {
  return `${frame}=${abi.pause}(${p},${ids.of(position, beyond)})`;
}

/** A clock that reads at each transition. `more`: what the calls that lead from line to line pass on, behind what they say. */
function readingClock(more: string): Clock {
  const line = (frame: string, id: string): string => `${abi.line}(${frame},${id}${more})`;
  const move = (frame: string, id: string): string => `${abi.move}(${frame},${id}${more})`;
  return {
    enter(edit, ids) {
      const { position, hit } = edit;
      return [pushing(abi.open, edit, ids), `${hit === position ? line(p, ids.of(hit)) : count({ hit }, ids)};`];
    },
    move,
    back: (position, ids) => move(p, ids.fromMemory(position)),
    arrive({ position, hit, style }, ids) {
      const frame = indexOf(style, ids);
      return hit >= 0 ? line(frame, ids.of(hit)) : move(frame, ids.of(position));
    },
    // A loop's counts are where its clock is read.
    count: ({ hit }, ids) => count({ hit }, ids),
    loop: () => ["", ""],
    leave: { now: `${abi.leave}(~${p}),${frame}=0`, marked: `${frame}=~${p}`, unguarded: `${abi.leave}(${frame}=~${p})` },
    again: ",1",
    pause: awaitingPause,
  };
}

const exactClock = readingClock("");

/**
 * Where code is not optimised yet, V8 keeps what an expression has made in a register until something else needs that, and what is
 * there is not collected. So a line's last values would be alive on the next ones: noughts take their places.
 */
const memoryClock = readingClock(",0".repeat(8));

/** Whether the activation is suspended at an await. */
const waits = `${p}<-${suspended}&&${p}>-${paused}`;

/**
 * The sampled clock's linked code: what it does at each line are calls too. Its names are variables, which V8 looks up each time, and
 * the arrays behind them; what a name was when it called it V8 takes in, with the arrays as constants.
 */
const linkedSampledClock: Clock = {
  ...sampledClock,
  move: (frame, id) => exactClock.move(frame, id),
  leave: exactClock.leave,
  pause: exactClock.pause,
};

/** What declares the binding of a value. */
function holding(holdsValue: boolean): string {
  return holdsValue ? `,${v}` : "";
}

/** Leaving whatever the frame's state, as a statement: behind an activation that can be suspended. */
const failing = `${abi.fail}(${p})`;

/** The same behind any other, which has mostly left by now. */
const finishing = `${p}&&${failing}`;

/**
 * The same behind one that holds a value: gives it here. V8 would carry a value that is returned through a `finally` as it carries an
 * exception, boxed, and would not take a loop around an inlined call apart: a small function was a third slower.
 */
const giving = `if(!${p})return ${v};${failing}`;

function framePieces(edit: EditOf<"frame">, ids: Ids, clock: Clock): Pieces {
  const { position, hit } = edit;
  if (edit.style === "open") {
    const counted = hit === position ? clock.arrive({ position: -1, hit, style: "open" }, ids) : clock.count({ hit }, ids);
    const enter = `${abi.open}(${ids.of(position)}),${counted}`;
    const leave = `${abi.close}()`;
    return edit.transparent
      ? [`{let ${q}=(${enter});}`, `;{let ${q}=${leave};}`]
      : [`${enter};`, edit.completes ? `;${leave};` : ""];
  }
  const [enter, counted] = clock.enter(edit, ids);
  const finish = edit.suspends ? failing : edit.holdsValue ? giving : finishing;
  const leave = clock.leave[edit.leaving];
  const settle = edit.returnAwaits ? `if(${q}&&${waits})${p}=~${abi.resume}(${p});` : "";
  const flag = edit.returnAwaits ? `let ${q}=false;` : "";
  if (edit.expression) {
    if (edit.trivial && !edit.suspends) return [`{${enter}${counted}${leave};return `, "}"];
    const open = `{${enter}try{${counted}`;
    const close = `}finally{${finish}}`;
    if (edit.holdsValue) return [`${open}${value}=(0,`, `);${leave}${close}}`];
    return edit.trivial ? [`${open}${leave};return `, `${close}}`] : [`${open}return ${keep}(`, `,${leave})${close}}`];
  }
  if (edit.guarded) {
    return [`${enter}${flag}try{${counted}`, `${edit.completes ? `;${leave}` : ""}}finally{${settle}${finish}}`];
  }
  const end = edit.suspends ? `${clock.leave.marked};${failing}` : leave;
  return [`${enter}${counted}`, edit.completes ? `;${end};` : ""];
}

function makeFragments(clock: Clock): Fragments {
  return {
    frame: (edit, ids) => framePieces(edit, ids, clock),
    count: (edit, ids) => [alone(clock.count(edit, ids), edit.transparent), ""],
    loop: (edit, ids) => clock.loop(edit.hits, ids),
    default: (edit, ids) => [`${edit.breaks ? ";break" : ""};default:${alone(clock.count(edit, ids), edit.transparent)}`, ""],
    // A name begins it, or a semicolon: a parenthesis could join what stands before.
    line: (edit, ids) => [`${edit.hit < 0 ? ";" : ""}${alone(clock.arrive(edit, ids), edit.transparent)}`, ""],
    turn: (edit, ids) => [`;${alone(clock.arrive(edit, ids), edit.transparent)}`, ""],
    before: (edit, ids) => behind(clock.arrive(edit, ids), edit),
    // Parentheses of its own: a comma expression would be several arguments.
    after: (edit, ids) => kept(edit, "(", `),${clock.arrive(edit, ids)}`),
    site,
    declared,
    traced,
    weigh,
    block: () => ["{", "}"],
    return: (edit) => [`;${clock.leave[edit.leaving]};`, ""],
    returnValue(edit, ids) {
      if (edit.position >= 0) return [`${keep}((`, `),${aside(q)}=true,${frame}=${abi.suspend}(${p},${ids.of(edit.position)}))`];
      const leave = clock.leave[edit.leaving];
      // Behind a frame that is gone nothing may fail, not even a call; a class must not get its name from the binding.
      return edit.leaving === "now" ? [`(${value}=(0,`, `),${leave},${v})`] : [`${keep}((`, `),${leave})`];
    },
    suspend: (edit, ids) => [`${keep}(`, `${named(edit)},${frame}=${abi.suspend}(${p},${ids.of(edit.position)}))`],
    resume: (edit) => kept(edit, "", `,${frame}=${abi.resume}(${p})`),
    pause(edit, ids) {
      const pauses = edit.awaits ? awaitingPause : clock.pause;
      const pause = pauses(edit.position, edit.delegates ? delegating - paused : 0, ids);
      return [`${keep}(${edit.start === edit.end ? "void 0" : ""}`, `${named(edit)},${pause})`];
    },
    aim: (edit) => (edit.before ? [`${aside(abi.aim)}((`, `),${s}[0])`] : [`${abi.aim}(`, ",-1)"]),
    proceed: (edit, ids) => kept(edit, "", `,${frame}=${abi.open}(${ids.of(edit.position)}${clock.again})`),
    catch(edit, ids) {
      const { returnAwaits, transparent } = edit;
      const handled = alone(`${p}=${abi.handle}(${p},${outcome.caught})`, transparent);
      return [`${returnAwaits ? `${q}=false;` : ""}${handled}${alone(clock.arrive(edit, ids), transparent)}`, ""];
    },
    try({ binding, style }, ids) {
      const how = binding < 0 ? [] : [`${q}${binding}=${outcome.thrown}`];
      const index = style === "open" ? [`${p}=${ids.top}`] : [];
      return [`{let ${[...how, ...index].join(",")};`, "}"];
    },
    pass,
    // Behind it goes on what it interrupted: a return (negative) or jump from its position, or an exception, counted, from none.
    finally(edit, ids) {
      const how = `${q}${edit.binding}`;
      const [next, outer, told] = [`${how}${of.turn}`, `${q}${edit.outer}`, `${how}${of.toldOuter}`];
      const passes = edit.outer >= 0;
      const handled = `${p}=${abi.handle}(${p},${how}),${how}=${how}<${outcome.returned}?0:${how}<0?-${s}[${p}]:${s}[${p}]`;
      // Whoever passes this block has told the outer one so, which is not true before this one has let it pass.
      const hold = passes ? `let ${told}=${outer};${alone(`${outer}=${outcome.thrown}`, edit.transparent)}` : "";
      const goOn = passes ? `if(${how}!==0)${outer}=${told};` : "";
      const counted = edit.continues ? `let ${next}=${how}-${outcome.left};` : "";
      const count = edit.continues ? `if(${next}>0)${abi.count}(${next});` : "";
      return [
        // Where a completion value can be seen nothing returns.
        `${hold}${edit.transparent ? "" : enterFinally(edit)}${counted}${alone(handled, edit.transparent)}`,
        edit.completes ? `;${goOn}${count}if(${how}<0){${clock.back(`-${how}`, ids)};${clock.leave[edit.leaving]};}else ${clock.back(how, ids)};` : "",
      ];
    },
    // As with a return, what leaves the frame counts no more.
    closing({ position, breaks, returnAwaits, aims }, ids) {
      const running = `${p}=${p}>-${suspended}?~${p}:${ended(returnAwaits)};`;
      const close = `${running}${clock.back(ids.inMemory(position), ids)};${p}=~${p};`;
      return ["try{", `}finally{${aims ? `${abi.aim}(0,-1);` : ""}if(${p}<0&&${p}>-${paused}){${close}}}${breaks ? "break;" : ""}`];
    },
    disposal({ binding }, ids) {
      const left = `${q}${binding}`;
      const resumed = `${p}=${abi.resume}(${p});${clock.back(`${left}<0?-1-${left}:${left}-1`, ids)};if(${left}<0)${p}=~${p};`;
      return [`{let ${left}=0;try{`, `;}finally{if(${left}!==0){${resumed}}}}`];
    },
    // It is disposed of before those that are declared before it; where several are, the first of them suspends. An exception that
    // gets here has left frames that take no `finally` of their own, and which are counted now.
    dispose({ binding, number, position, returnAwaits }, ids) {
      const left = `${q}${binding}`;
      const rejected = `if(${p}<-${suspended})${p}=~(${ended(returnAwaits)});`;
      const suspend = `${left}=${p}<0?-1-${s}[~${p}]:1+${s}[${p}];${p}=${abi.suspend}(${abi.handle}(${p},${outcome.turned}),${ids.of(position)});`;
      return [`;using ${left}${of.disposed}${number}=${abi.disposable}(()=>{if(${left}===0&&${p}>-${paused}){${rejected}${suspend}}});`, ""];
    },
    field: (edit, ids) => {
      const enter = `${abi.open}(${ids.of(edit.position)}${edit.begins ? "" : clock.again})`;
      const arrival = clock.arrive({ position: -1, hit: edit.position, style: "open" }, ids);
      const [before, behind]: Pieces = edit.name === null ? ["", ""] : [`${abi.name}(${JSON.stringify(edit.name)},`, ")"];
      return [`${aside(abi.close)}((${enter},${arrival},${before}`, `${behind})${edit.names ? `,${depth}=${s}[0]` : ""})`];
    },
    // Behind its last step it stands where it waited; behind a jump or return, where that goes on with the loops around.
    asyncLoop({ binding, keepsPosition }, ids) {
      const how = `${q}${binding}`;
      const from = `${how}${of.leftFrom}`;
      const back = keepsPosition ? `if(${how}===${outcome.returned}||${how}===${outcome.left})${clock.back(from, ids)};` : "";
      const goOn = `if(${how}===${outcome.returned})${p}=~${p};else if(${how}<0)${s}[${p}]=0;`;
      const close = `${p}=${abi.handle}(${p},${how});${back}${goOn}`;
      const bindings = `${how}=${outcome.thrown}${keepsPosition ? `,${from}=0` : ""}`;
      return [`{let ${bindings};try{`, `;${how}=${outcome.turned};}finally{${close}}}`];
    },
    asyncIterable: (edit, ids) => [`${keep}(`, `,${frame}=${abi.suspend}(${p},${ids.of(edit.position)}))`],
    // Behind a turn that ended, what goes wrong is the header's; behind one that threw, the iterator is being closed.
    asyncTurn(edit, ids) {
      const how = `${q}${edit.binding}`;
      const kept = edit.keepsPosition ? `${how}${of.leftFrom}=${s}[${p}];` : "";
      const suspend = `${p}=${abi.handle}(${p},${how});${kept}${p}=${abi.suspend}(${p},${ids.of(edit.position)});`;
      const next = `${how}=${how}===${outcome.thrown}?${outcome.counted}:${how}||${outcome.thrown};`;
      return [
        `${p}=${abi.resume}(${p});${how}=${outcome.thrown};try{`,
        `;${how}=${outcome.turned};}finally{${enterFinally(edit)}${suspend}${next}}`,
      ];
    },
  };
}

/** Behind a value: an assignment, which has V8 name the functions in it before a call of ours has it forget them. */
function named({ names }: { names: boolean }): string {
  return names ? `,${frame}=${p}` : "";
}

/** Entry of a finally: whether the activation is returning. From here on its own binding knows, for a finally inside it is not. */
function enterFinally({ binding, returnAwaits }: { binding: number; returnAwaits: boolean }): string {
  const returned = `${q}${binding}=${outcome.returned};`;
  return returnAwaits ? `if(${q}||${p}<0&&${p}>-${suspended}){${returned}${q}=false;}` : `if(${p}<0&&${p}>-${suspended})${returned}`;
}

/** Ends the await of an activation that does not go on behind it: it was rejected, or returns by itself. */
function ended(returnAwaits: boolean): string {
  const failed = `${abi.handle}(${p},${outcome.thrown})`;
  return returnAwaits ? `${q}?${abi.resume}(${p}):${failed}` : failed;
}

/** The texts of each clock. */
const fragments: { readonly [Each in MeasuredClock]: Fragments } = {
  sampled: makeFragments(sampledClock),
  exact: makeFragments(exactClock),
  memory: makeFragments(memoryClock),
  none: counts,
};

/** The texts of linked code where it differs. */
const linkedFragments: { readonly [Each in MeasuredClock]?: Fragments } = { sampled: makeFragments(linkedSampledClock) };

/** The texts of a clock. */
export function fragmentsOf(clock: MeasuredClock, { linked }: { linked: boolean }): Fragments {
  return (linked ? linkedFragments[clock] : undefined) ?? fragments[clock];
}

/** The pieces of any edit. */
export function piecesOf(edit: Edit, ids: Ids, table: Fragments): Pieces {
  const print = table[edit.kind] as (edit: Edit, ids: Ids) => Pieces;
  return print(edit, ids);
}
