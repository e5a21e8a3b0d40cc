/**
 * What texts of ours are made of, whatever is measured: counts, expressions among the program's own, and how a `finally` block is
 * told of what passes it.
 */
import { abi, outcome } from "@perline/format";
import type { EditOf } from "../2-plan/edits.js";
import type { Ids } from "./ids.js";

/** What to put before and behind a range. */
export type Pieces = readonly [opener: string, closer: string];

const { hits: h, local: u, returning: q } = abi;

/**
 * A name or place of ours among values: V8 gives a function without a name one for stack traces, made of what names stand before it
 * and what is assigned next. What is in parentheses it leaves out.
 */
export function aside(name: string): string {
  return `(${name})`;
}

/** What gives its first argument, among values. */
export const keep = aside(abi.keep);

/** What counts, and where. */
export interface Counting {
  readonly hit: number;
  readonly local?: readonly number[];
}

/** What follows the name of a binding in those of others that belong to it; abi.ts tells each. */
export const of = { turn: "t", toldOuter: "o", leftFrom: "l", disposed: "d" } as const;

/** Turns after which a loop's variables are added to memory, less one: a power of two, less one. */
const turnsApart = 2 ** 14 - 1;

/** Adds a variable to the counter it stands for. */
function added(hit: number, ids: Ids): string {
  return `${h}[${ids.inMemory(hit)}]+=${u}${ids.suffix(hit)}`;
}

/** Counts, as an expression. */
export function count({ hit, local }: Counting, ids: Ids): string {
  if (local === undefined) return `${abi.count}(${ids.of(hit)})`;
  const counted = `${u}${ids.suffix(hit)}++`;
  if (local.length === 0) return ids.active(counted);
  const flush = local.map((each) => `${added(each, ids)},${aside(`${u}${ids.suffix(each)}`)}=0`).join(",");
  return ids.active(`${counted}&${turnsApart}^${turnsApart}||(${flush})`);
}

/** Around a loop that counts in variables. */
export function countingLoop(hits: readonly number[], ids: Ids): Pieces {
  const variables = hits.map((hit) => `${u}${ids.suffix(hit)}=0`).join(",");
  return [`{let ${variables}${ids.counting};try{`, `}finally{${ids.active(hits.map((hit) => added(hit, ids)).join(","))}}}`];
}

/** An expression as a statement of its own, which has no completion value where that could be seen. */
export function alone(expression: string, transparent: boolean): string {
  return transparent ? `{let ${q}=(${expression});}` : `${expression};`;
}

/** Around a value, before which an expression is evaluated. */
export function behind(expression: string, { quoted }: { quoted: boolean }): Pieces {
  return quoted ? hidden(`(${expression},`, ")") : [`(${expression},`, ")"];
}

/** Around a value that stays, with what else is evaluated as further arguments. */
export function kept({ quoted }: { quoted: boolean }, opener: string, closer: string): Pieces {
  return quoted ? hidden(opener, closer) : [`${keep}(${opener}`, `${closer})`];
}

/** What counts at a site. */
export function site(edit: EditOf<"site">, ids: Ids): Pieces {
  const counted = edit.local === undefined ? `${h}[${ids.inMemory(edit.hit)}]++` : count(edit, ids);
  if (!edit.after) return behind(aside(counted), edit);
  return kept(edit, "(", `)${named(edit)},${counted}`);
}

/** What counts as a declarator. */
export function declared(edit: EditOf<"declared">, ids: Ids): Pieces {
  return [`,{}=(${count(edit, ids)},0)`, ""];
}

/** What hands over the object that is a value. */
export function traced(edit: EditOf<"traced">, ids: Ids): Pieces {
  const call = `(${ids.of(edit.site)},${edit.bytes},(`;
  return edit.quoted ? [`(${aside(abi.traced)}?.${call}`, `)${named(edit)}))`] : [`${aside(abi.traced)}${call}`, `)${named(edit)})`];
}

/** What may measure a value, before and behind it. */
export function weigh(edit: EditOf<"weigh">, ids: Ids): Pieces {
  const id = ids.of(edit.hit);
  return kept(edit, `(${aside(abi.weigh)}(${id}),`, `)${named(edit)},${aside(abi.weighed)}(${id})`);
}

/**
 * Behind a value: an assignment of a cell that counts nothing. It has V8 name the functions in the value, before a call of ours has it
 * forget them.
 */
function named({ names }: { names: boolean }): string {
  return names ? `,${aside(`${h}[0]`)}=0` : "";
}

/** The same, as an optional chain in parentheses, which V8 does not quote. */
function hidden(opener: string, closer: string): Pieces {
  return [`(${keep}?.(${opener}`, `${closer}))`];
}

/** Tells a `finally` block what passes it. */
export function pass({ binding, turns, hit, transparent }: EditOf<"pass">, ids: Ids): Pieces {
  const left = hit < 0 ? outcome.left : ids.of(hit, outcome.left);
  return [`;${alone(`${q}${binding}=${turns ? outcome.turned : left}`, transparent)}`, ""];
}
