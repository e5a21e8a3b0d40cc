/**
 * Built-ins as they were before the program, for what runs on its threads while it does. The program may replace any of them, count
 * their calls, and read in `RegExp.$1` what matched last: nothing of that reaches us, and nothing tells of us.
 * "@perline/transform/primitives".
 *
 * Such code calls these functions and the methods of these classes, and none of a built-in's prototype; it takes what it needs of
 * Node's modules when it is loaded, and goes through arrays by index, since iterators can be replaced too. Lint knows its files
 * (eslint.config.mjs) and holds the last.
 */
import { createContext, Script } from "node:vm";

const { apply, defineProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, setPrototypeOf } = Reflect;
const makeContext = createContext;

type Callable = (...args: never[]) => unknown;
/** A method, with what it is called on as its first argument. */
type Uncurried<Owner, Method> = Method extends (...args: infer Args) => infer Result ? (self: Owner, ...args: Args) => Result : never;

const bind = get(Function.prototype, "bind") as Callable;
const call = get(Function.prototype, "call") as Callable;

/** A method as it is now, as a function of what it is called on. */
export function method<Owner extends object, Key extends keyof Owner>(owner: Owner, key: Key): Uncurried<Owner, Owner[Key]> {
  return apply(bind, call, [owner[key]]) as Uncurried<Owner, Owner[Key]>;
}

/** A getter as it is now, as a function of what it is read from. */
export function getter<Owner extends object, Key extends keyof Owner>(owner: Owner, key: Key): (self: Owner) => Owner[Key] {
  return apply(bind, call, [getOwnPropertyDescriptor(owner, key)!.get]) as (self: Owner) => Owner[Key];
}

/** Where a part stands first in a text, from an index on; negative where it does not. */
export const indexOf = method(String.prototype, "indexOf");
/** The text from one index to before another, or to its end; negative ones count from there. */
export const slice = method(String.prototype, "slice");
/** A text without the blanks around it. */
export const trim = method(String.prototype, "trim");

const nativeLastIndexOf = method(String.prototype, "lastIndexOf");

/** Where a part stands last, starting at an index at most; negative where it does not. */
export function lastIndexOf(text: string, part: string, from: number): number {
  return from < 0 ? -1 : nativeLastIndexOf(text, part, from);
}

/** Whether a text holds a part. */
export function includes(text: string, part: string): boolean {
  return indexOf(text, part) >= 0;
}

/** Whether a text begins with a part. */
export function startsWith(text: string, part: string): boolean {
  return slice(text, 0, part.length) === part;
}

/** A text with another part in the place of each of a part. */
export function replaceAll(text: string, part: string, by: string): string {
  let replaced = "";
  let from = 0;
  for (let at = indexOf(text, part); at >= 0; at = indexOf(text, part, from)) {
    replaced += slice(text, from, at) + by;
    from = at + part.length;
  }
  return replaced + slice(text, from);
}

/** The parts of a text between separators. */
export function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = indexOf(text, separator); at >= 0; at = indexOf(text, separator, from)) {
    parts[parts.length] = slice(text, from, at);
    from = at + separator.length;
  }
  parts[parts.length] = slice(text, from);
  return parts;
}

/** The texts of a list, with a separator between them. */
export function join(list: readonly string[], separator: string): string {
  let joined = list.length === 0 ? "" : list[0]!;
  for (let index = 1; index < list.length; index++) joined += separator + list[index]!;
  return joined;
}

/** The index of the first item that passes a test, from an index on; negative where none does. */
export function findIndex<Item>(list: readonly Item[], test: (item: Item, index: number) => boolean, from = 0): number {
  for (let index = from; index < list.length; index++) if (test(list[index]!, index)) return index;
  return -1;
}

/** Whether an item passes a test. */
export function some<Item>(list: readonly Item[], test: (item: Item) => boolean): boolean {
  return findIndex(list, test) >= 0;
}

/** The items that pass a test. */
export function filter<Item>(list: readonly Item[], test: (item: Item) => boolean): Item[] {
  const passed: Item[] = [];
  for (let index = 0; index < list.length; index++) if (test(list[index]!)) passed[passed.length] = list[index]!;
  return passed;
}

/** What is made of each item. */
export function map<Item, Other>(list: readonly Item[], make: (item: Item) => Other): Other[] {
  const made: Other[] = [];
  for (let index = 0; index < list.length; index++) made[index] = make(list[index]!);
  return made;
}

/** The items of a list from one index to before another, or to its end. */
export function sublist<Item>(list: readonly Item[], from: number, to = list.length): Item[] {
  const items: Item[] = [];
  for (let index = from; index < to && index < list.length; index++) items[items.length] = list[index]!;
  return items;
}

/** The items of two lists. */
export function concat<Item>(first: readonly Item[], second: readonly Item[]): Item[] {
  const all = sublist(first, 0);
  for (let index = 0; index < second.length; index++) all[all.length] = second[index]!;
  return all;
}

/** A class of ours, with the methods of the built-in that it extends as its own, and no way to those of others. */
function detach({ prototype }: { prototype: object }): void {
  const built = getPrototypeOf(prototype)!;
  const keys = filter(ownKeys(built), (key) => key !== "constructor");
  keys.forEach((key) => defineProperty(prototype, key, getOwnPropertyDescriptor(built, key)!));
  setPrototypeOf(prototype, null);
}

/** A map whose methods stay. */
export class OwnMap<Key, Value> extends Map<Key, Value> {}
detach(OwnMap);

/** A weak map whose methods stay. */
export class OwnWeakMap<Key extends object, Value> extends WeakMap<Key, Value> {}
detach(OwnWeakMap);

/** A weak set whose methods stay. */
export class OwnWeakSet<Item extends object> extends WeakSet<Item> {}
detach(OwnWeakSet);

type Test = (text: string) => boolean;
type MakeTest = (source: string, flags: string) => Test;

const making = new Script("(source, flags) => { const pattern = new RegExp(source, flags); return (text) => pattern.test(text); }");
const runInContext = method(Script.prototype, "runInContext");
let makeTest: MakeTest | null = null;

/** Whether a text matches a regular expression: told in a realm of its own, which comes up with the first question. */
export function tester({ source, flags }: RegExp): Test {
  let test: Test | null = null;
  return (text) => {
    makeTest ??= runInContext(making, makeContext()) as MakeTest;
    test ??= makeTest(source, flags);
    return test(text);
  };
}

/** A descriptor of a property that has nothing but what is written there: a program may have given `Object.prototype` a `get`. */
export function lone(descriptor: PropertyDescriptor): PropertyDescriptor {
  setPrototypeOf(descriptor, null);
  return descriptor;
}
