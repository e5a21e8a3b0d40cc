/**
 * The texts where no time is measured: they count, and do nothing else. There is no shadow stack, so nothing is entered, left,
 * suspended or resumed; what counts stands where it stands under every clock.
 */
import { abi, outcome } from "@perline/format";
import type { Fragments } from "./fragments.js";
import type { Ids } from "./ids.js";
import { alone, behind, count, countingLoop, declared, kept, of, pass, site, traced, type Counting, type Pieces } from "./pieces.js";

const { returning: q } = abi;

const nothing: Pieces = ["", ""];
const none = (): Pieces => nothing;

/** Counts between statements, where something does. */
function arrival(edit: Counting & { readonly transparent: boolean }, ids: Ids): string {
  return edit.hit < 0 ? "" : alone(count(edit, ids), edit.transparent);
}

/** Around the statements that a `continue` leaves through a `finally` block: what tells the block so. */
function told(binding: number): Pieces {
  return [`{let ${q}${binding}=${outcome.thrown};`, "}"];
}

/** The texts. */
export const counts: Fragments = {
  frame(edit, ids) {
    const counted = alone(count(edit, ids), edit.transparent);
    return edit.expression ? [`{${counted}return `, "}"] : [counted, ""];
  },
  count: (edit, ids) => [arrival(edit, ids), ""],
  default: (edit, ids) => [`${edit.breaks ? ";break" : ""};default:${arrival(edit, ids)}`, ""],
  loop: ({ hits }, ids) => countingLoop(hits, ids),
  line: (edit, ids) => [arrival(edit, ids), ""],
  turn: (edit, ids) => [edit.hit < 0 ? "" : `;${arrival(edit, ids)}`, ""],
  before: (edit, ids) => (edit.hit < 0 ? nothing : behind(count(edit, ids), edit)),
  after: (edit, ids) => (edit.hit < 0 ? nothing : kept(edit, "(", `),${count(edit, ids)}`)),
  site,
  declared,
  traced,
  // What is read is told apart by the shadow stack.
  weigh: none,
  field({ name, position }, ids) {
    const [opener, closer] = name === null ? nothing : [`${abi.name}(${JSON.stringify(name)},`, ")"];
    return [`(${count({ hit: position }, ids)},${opener}`, `${closer})`];
  },
  catch: (edit, ids) => [arrival(edit, ids), ""],
  block: () => ["{", "}"],
  // What is disposed of behind the statements may fail, before what is counted behind it.
  disposal: () => ["{", "}"],
  try: ({ binding }) => (binding < 0 ? nothing : told(binding)),
  asyncLoop: ({ binding }) => told(binding),
  pass,
  // Whoever passes this block has told the outer one so, which is not true before this one has let it pass.
  finally({ binding, outer, continues, completes }) {
    const how = `${q}${binding}`;
    const [held, passed] = outer < 0 ? nothing : [
      `let ${how}${of.toldOuter}=${q}${outer};${q}${outer}=${outcome.thrown};`,
      `if(${how}!==${outcome.thrown})${q}${outer}=${how}${of.toldOuter};`,
    ];
    const counted = continues ? `if(${how}>${outcome.left})${abi.count}(${how}-${outcome.left});` : "";
    return [held, completes && passed + counted !== "" ? `;${passed}${counted}` : ""];
  },
  return: none,
  returnValue: none,
  suspend: none,
  resume: none,
  pause: none,
  proceed: none,
  aim: none,
  closing: none,
  dispose: none,
  asyncIterable: none,
  asyncTurn: none,
};
