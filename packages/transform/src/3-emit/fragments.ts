/**
 * The texts a printer inserts, by clock and kind of edit: the only place that spells code of ours. Each gives what to put before
 * and behind an edit's range. One line each, starting with a word or punctuation that cannot join what stands before it.
 */
import { abi, delegating, outcome, paused, suspended } from "@perline/format";
import type { Edit, EditKind, EditOf, Leaving } from "../2-plan/edits.js";
import type { Ids } from "./ids.js";

/** What to put before and behind a range. */
export type Pieces = readonly [opener: string, closer: string];

/** The pieces for each kind of edit; `ids` writes their ids. */
export type Fragments = { readonly [Kind in EditKind]: (edit: EditOf<Kind>, ids: Ids) => Pieces };

const { stack: s, hits: h, frame: p, value: v, local: u, returning: q, keep: k } = abi;

/** A frame's index on the shadow stack: of a bound frame, and of one without a binding. */
const top = { bound: p, open: `${s}[0]` } as const;

/** What counts, and where. */
interface Counting {
  hit: number;
  local?: readonly number[];
}

/** Turns after which a loop's variables are added to memory, less one: a power of two, less one. */
const turnsApart = 2 ** 14 - 1;

/** Adds a variable to the counter it stands for. */
function added(hit: number, ids: Ids): string {
  return `${h}[${ids.of(hit)}]+=${u}${ids.suffix(hit)}`;
}

/** The two things a clock does at an arrival, as expressions. */
interface Clock {
  /** Pushes a frame at a position, as declarations, one that holds its value among them where asked for, and statements. */
  enter(position: string, holdsValue: boolean): string;
  move(style: "bound" | "open", id: string): string;
  /** Moves a bound frame back to the position that an expression gives; 0 is none. */
  back(position: string): string;
  /** Moves if `position` is one, and counts. */
  arrive(edit: { position: number; style: "bound" | "open" } & Counting, ids: Ids): string;
  /** Counts, and nothing else. */
  count(edit: Counting, ids: Ids): string;
  /** Around a loop that counts in variables. */
  loop(hits: readonly number[], ids: Ids): Pieces;
  /** How a frame is left, as an expression. */
  leave: { readonly [Each in Leaving]: string };
  /** Suspends at a `yield`; `beyond` is added for a `yield*`. */
  readonly pause: (position: number, beyond: number, ids: Ids) => string;
  proceed(id: string): string;
}

const sampledClock: Clock = {
  enter: (id, holdsValue) => `let ${p}=${s}[0]+1${holding(holdsValue)};${s}[${p}]=${id};${s}[0]=${p};`,
  move: (style, id) => `${s}[${top[style]}]=${id}`,
  back: (position) => `${s}[${p}]=${position}`,
  arrive(edit, ids) {
    const { position, hit, style } = edit;
    const move = position < 0 ? "" : this.move(style, ids.of(position));
    const count = hit < 0 ? "" : this.count(edit, ids);
    return move === "" || count === "" ? move + count : `${move},${count}`;
  },
  count({ hit, local }, ids) {
    if (local === undefined) return `${h}[${ids.of(hit)}]++`;
    if (local.length === 0) return `${u}${ids.suffix(hit)}++`;
    const flush = local.map((each) => `${added(each, ids)},${u}${ids.suffix(each)}=0`).join(",");
    return `${u}${ids.suffix(hit)}++&${turnsApart}^${turnsApart}||(${flush})`;
  },
  loop(hits, ids) {
    const variables = hits.map((hit) => `${u}${ids.suffix(hit)}=0`).join(",");
    return [`{let ${variables};try{`, `}finally{${hits.map((hit) => added(hit, ids)).join(",")}}}`];
  },
  leave: { now: `${s}[0]=${p}-1,${p}=0`, marked: `${p}=~${p}`, unguarded: `${s}[0]=-2-(${p}=~${p})` },
  pause: (position, beyond, ids) => `${s}[0]=${p}-1,${p}=-${ids.of(position, paused + beyond)}`,
  proceed: (id) => `${p}=${s}[0]+1,${s}[${p}]=${id},${s}[0]=${p}`,
};

/** A pause that also takes the context below the frame. */
function awaitingPause(position: number, beyond: number, ids: Ids): string {
  return `${p}=${abi.pause}(${p},${ids.of(position, beyond)})`;
}

const exactClock: Clock = {
  enter: (id, holdsValue) => `let ${p}=${abi.enter}(${id})${holding(holdsValue)};`,
  move: (style, id) => `${abi.move}(${top[style]},${id})`,
  back: (position) => `${abi.move}(${p},${position})`,
  arrive(edit, ids) {
    const { position, hit, style } = edit;
    if (hit >= 0) return `${abi.line}(${top[style]},${ids.of(hit)})`;
    return this.move(style, ids.of(position));
  },
  // A loop's counts are where its clock is read.
  count: ({ hit }, ids) => `${h}[${ids.of(hit)}]++`,
  loop: () => ["", ""],
  leave: { now: `${abi.leave}(~${p}),${p}=0`, marked: `${p}=~${p}`, unguarded: `${abi.leave}(${p}=~${p})` },
  pause: awaitingPause,
  proceed: (id) => `${p}=${abi.enter}(${id})`,
};

/** What follows the name of a binding in those of others that belong to it; abi.ts tells each. */
const of = { turn: "t", toldOuter: "o", leftFrom: "l", disposed: "d" } as const;

/** Whether the activation is suspended at an await. */
const waits = `${p}<-${suspended}&&${p}>-${paused}`;

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
  const before = `${edit.separate ? ";" : ""}${ids.first(edit, ";")}`;
  const counted = hit === position || position < 0 ? clock.arrive({ position: -1, hit, style: edit.style }, ids) : `${h}[${ids.of(hit)}]++`;
  if (edit.style === "open") {
    const enter = `${abi.open}(${ids.of(position)}),${counted}`;
    const leave = `${abi.close}()`;
    return edit.transparent
      ? [`${before}{let ${q}=(${enter});}`, `;{let ${q}=${leave};}`]
      : [`${before}${enter};`, edit.completes ? `;${leave};` : ""];
  }
  const enter = `${before}${clock.enter(ids.of(position), edit.holdsValue)}`;
  const finish = edit.suspends ? failing : edit.holdsValue ? giving : finishing;
  const leave = clock.leave[edit.leaving];
  const settle = edit.returnAwaits ? `if(${q}&&${waits})${p}=~${abi.resume}(${p});` : "";
  const flag = edit.returnAwaits ? `let ${q}=false;` : "";
  if (edit.expression) {
    if (edit.trivial && !edit.suspends) return [`{${enter}${counted};${leave};return `, "}"];
    const open = `{${enter}try{${counted};`;
    const close = `}finally{${finish}}`;
    if (edit.holdsValue) return [`${open}${v}=(0,`, `);${leave}${close}}`];
    return edit.trivial ? [`${open}${leave};return `, `${close}}`] : [`${open}return ${k}(`, `,${leave})${close}}`];
  }
  if (edit.guarded) {
    return [`${enter}${flag}try{${counted};`, `${edit.completes ? `;${leave}` : ""}}finally{${settle}${finish}}`];
  }
  const end = edit.suspends ? `${clock.leave.marked};${failing}` : leave;
  return [`${enter}${counted};`, edit.completes ? `;${end};` : ""];
}

function makeFragments(clock: Clock): Fragments {
  return {
    frame: (edit, ids) => framePieces(edit, ids, clock),
    count: (edit, ids) => [`${edit.separate ? ";" : ""}${ids.first(edit, ";")}${alone(clock.count(edit, ids), edit.transparent)}`, ""],
    loop: (edit, ids) => clock.loop(edit.hits, ids),
    default: (edit, ids) => [`${edit.breaks ? ";break" : ""};default:${alone(clock.count(edit, ids), edit.transparent)}`, ""],
    line: (edit, ids) => [alone(clock.arrive(edit, ids), edit.transparent), ""],
    turn: (edit, ids) => [`;${alone(clock.arrive(edit, ids), edit.transparent)}`, ""],
    before: (edit, ids) => (edit.quoted ? hidden(`(${clock.arrive(edit, ids)},`, ")") : [`(${clock.arrive(edit, ids)},`, ")"]),
    // Parentheses of its own: a comma expression would be several arguments.
    after: (edit, ids) => kept(edit, "(", `),${clock.arrive(edit, ids)}`),
    block: () => ["{", "}"],
    return: (edit) => [`${clock.leave[edit.leaving]};`, ""],
    returnValue(edit, ids) {
      if (edit.position >= 0) return [`${k}((`, `),${q}=true,${p}=${abi.suspend}(${p},${ids.of(edit.position)}))`];
      const leave = clock.leave[edit.leaving];
      // Behind a frame that is gone nothing may fail, not even a call; a class must not get its name from the binding.
      return edit.leaving === "now" ? [`(${v}=(0,`, `),${leave},${v})`] : [`${k}((`, `),${leave})`];
    },
    suspend: (edit, ids) => [`${k}(`, `,${p}=${abi.suspend}(${p},${ids.of(edit.position)}))`],
    resume: (edit) => kept(edit, "", `,${p}=${abi.resume}(${p})`),
    pause(edit, ids) {
      const pauses = edit.awaits ? awaitingPause : clock.pause;
      const pause = pauses(edit.position, edit.delegates ? delegating - paused : 0, ids);
      return [`${k}(${edit.start === edit.end ? "void 0" : ""}`, `,${pause})`];
    },
    aim: (edit) => (edit.before ? [`${abi.aim}((`, `),${s}[0])`] : [`${abi.aim}(`, ",-1)"]),
    proceed: (edit, ids) => kept(edit, "", `,${clock.proceed(ids.of(edit.position))}`),
    catch(edit, ids) {
      const { returnAwaits, transparent } = edit;
      const handled = alone(`${p}=${abi.handle}(${p},${outcome.caught})`, transparent);
      return [`${returnAwaits ? `${q}=false;` : ""}${handled}${alone(clock.arrive(edit, ids), transparent)}`, ""];
    },
    try({ binding, style }) {
      const how = binding < 0 ? [] : [`${q}${binding}=${outcome.thrown}`];
      const index = style === "open" ? [`${p}=${top.open}`] : [];
      return [`{let ${[...how, ...index].join(",")};`, "}"];
    },
    pass({ binding, turns, hit, transparent }, ids) {
      const left = hit < 0 ? outcome.left : ids.of(hit, outcome.left);
      return [`;${alone(`${q}${binding}=${turns ? outcome.turned : left}`, transparent)}`, ""];
    },
    // Behind it goes on what it interrupted: a return (negative) or jump from its position, or an exception, counted, from none.
    finally(edit) {
      const how = `${q}${edit.binding}`;
      const [next, outer, told] = [`${how}${of.turn}`, `${q}${edit.outer}`, `${how}${of.toldOuter}`];
      const passes = edit.outer >= 0;
      const handled = `${p}=${abi.handle}(${p},${how}),${how}=${how}<${outcome.returned}?0:${how}<0?-${s}[${p}]:${s}[${p}]`;
      // Whoever passes this block has told the outer one so, which is not true before this one has let it pass.
      const hold = passes ? `let ${told}=${outer};${alone(`${outer}=${outcome.thrown}`, edit.transparent)}` : "";
      const goOn = passes ? `if(${how}!==0)${outer}=${told};` : "";
      const counted = edit.continues ? `let ${next}=${how}-${outcome.left};` : "";
      const count = edit.continues ? `if(${next}>0)${h}[${next}]++;` : "";
      return [
        // Where a completion value can be seen nothing returns.
        `${hold}${edit.transparent ? "" : enterFinally(edit)}${counted}${alone(handled, edit.transparent)}`,
        edit.completes ? `;${goOn}${count}if(${how}<0){${clock.back(`-${how}`)};${clock.leave[edit.leaving]};}else ${clock.back(how)};` : "",
      ];
    },
    // As with a return, what leaves the frame counts no more.
    closing({ position, breaks, returnAwaits, aims }, ids) {
      const running = `${p}=${p}>-${suspended}?~${p}:${ended(returnAwaits)};`;
      const close = `${running}${clock.back(ids.of(position))};${p}=~${p};`;
      return ["try{", `}finally{${aims ? `${abi.aim}(0,-1);` : ""}if(${p}<0&&${p}>-${paused}){${close}}}${breaks ? "break;" : ""}`];
    },
    disposal({ binding }) {
      const left = `${q}${binding}`;
      const resumed = `${p}=${abi.resume}(${p});${clock.back(`${left}<0?-1-${left}:${left}-1`)};if(${left}<0)${p}=~${p};`;
      return [`{let ${left}=0;try{`, `;}finally{if(${left}!==0){${resumed}}}}`];
    },
    // It is disposed of first.
    dispose({ binding, position, returnAwaits }, ids) {
      const left = `${q}${binding}`;
      const rejected = `if(${p}<-${suspended})${p}=~(${ended(returnAwaits)});`;
      const suspend = `${left}=${p}<0?-1-${s}[~${p}]:1+${s}[${p}];${p}=${abi.suspend}(${p}<0?~${p}:${p},${ids.of(position)});`;
      return [`;using ${left}${of.disposed}=${abi.disposable}(()=>{if(${p}>-${paused}){${rejected}${suspend}}});`, ""];
    },
    field: (edit, ids) => {
      const enter = `${ids.first(edit, ",")}${abi.open}(${ids.of(edit.position)})`;
      const named: Pieces = edit.name === null ? ["", ""] : [`${abi.name}(${JSON.stringify(edit.name)},`, ")"];
      return [`${abi.close}((${enter},${clock.arrive({ position: -1, hit: edit.position, style: "open" }, ids)},${named[0]}`, `${named[1]}))`];
    },
    // Behind its last step it stands where it waited; behind a jump or return, where that goes on with the loops around.
    asyncLoop({ binding, keepsPosition }) {
      const how = `${q}${binding}`;
      const from = `${how}${of.leftFrom}`;
      const back = keepsPosition ? `if(${how}===${outcome.returned}||${how}===${outcome.left})${clock.back(from)};` : "";
      const goOn = `if(${how}===${outcome.returned})${p}=~${p};else if(${how}<0)${s}[${p}]=0;`;
      const close = `${p}=${abi.handle}(${p},${how});${back}${goOn}`;
      const bindings = `${how}=${outcome.thrown}${keepsPosition ? `,${from}=0` : ""}`;
      return [`{let ${bindings};try{`, `;${how}=${outcome.turned};}finally{${close}}}`];
    },
    asyncIterable: (edit, ids) => [`${k}(`, `,${p}=${abi.suspend}(${p},${ids.of(edit.position)}))`],
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

/** Around a value that stays, with what else is evaluated as further arguments. */
function kept({ quoted }: { quoted: boolean }, opener: string, closer: string): Pieces {
  return quoted ? hidden(opener, closer) : [`${k}(${opener}`, `${closer})`];
}

/** The same, as an optional chain in parentheses, which V8 does not quote. */
function hidden(opener: string, closer: string): Pieces {
  return [`(${k}?.(${opener}`, `${closer}))`];
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

/** An expression as a statement of its own, which has no completion value where that could be seen. */
function alone(expression: string, transparent: boolean): string {
  return transparent ? `{let ${q}=(${expression});}` : statement(expression);
}

/** An arrival as statements: cheaper to compile than one comma expression. */
function statement(expression: string): string {
  return `${expression};`;
}

/** The texts of each clock. */
export const fragments: { readonly sampled: Fragments; readonly exact: Fragments } = {
  sampled: makeFragments(sampledClock),
  exact: makeFragments(exactClock),
};

/** The pieces of any edit. */
export function piecesOf(edit: Edit, ids: Ids, table: Fragments): Pieces {
  const print = table[edit.kind] as (edit: Edit, ids: Ids) => Pieces;
  return print(edit, ids);
}
