import type { Sep } from "node:path" with { "resolution-mode": "import" };
type Path = import("node:path").PlatformPath;
interface Shape extends Record<string, unknown>, Array<string> {
  (x: boolean): bigint;
  new (x: symbol): object;
  readonly [key: string]: any;
  get area(): number;
  set area(value: number);
  method?(): null;
}
type Word = intrinsic;
type Maker = abstract new (...given: unknown[]) => void;
type Pair = [first: string, second?: number, ...rest: boolean[]];
type Loose = [string, number?, ...undefined[]];
type Both = Shape & { own: never };
type Element<T> = T extends (infer U extends string)[] ? U : T extends { a: infer V } ? V : (string | number);
type Flags<T> = { readonly [K in keyof T as `is${K & string}`]-?: T[K] };
type Letter = Pair["first"];
const unique: unique symbol = Symbol("unique");
class Chain implements Iterable<number>, PromiseLike<1> {
  add(this: this, n: number): this {
    return this;
  }
  isChain(): this is Chain { return true; }
  *[Symbol.iterator](): Iterator<number> { yield 1; }
  then(): never { throw unique; }
}
function isWord(value: unknown): value is Letter {
  return typeof value === "string";
}
const known = new Map<keyof Both, ReadonlyArray<Element<Sep[]> | Flags<Path> | Word | Maker | Loose | -1 | "a" | `b${number}`>>();
let grown = new Chain().add(1).add(2) as unknown as (() => asserts grown) | typeof known.size | (typeof import("node:path"))["sep"];
console.log(isWord("a"), known.size, typeof grown);
