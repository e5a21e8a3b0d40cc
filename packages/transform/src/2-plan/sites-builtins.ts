/**
 * Built-in functions that return new objects, by name: of a global that the file does not bind, or, for methods, whatever they are
 * called on. A class of the program's with a method `map` most often returns a new object as well.
 */
import type { SiteKind } from "@perline/format";

/** What a built-in gives: the kind of object, and how many; none where it makes its argument grow. */
export interface Given {
  readonly kind: SiteKind;
  readonly times: number;
}

function given(kind: SiteKind, times = 1): Given {
  return { kind, times };
}

function each(names: string, what: Given): [string, Given][] {
  return names.split(" ").map((name) => [name, what]);
}

const typedArrays = "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array "
  + "BigInt64Array BigUint64Array";

/** Functions of globals. */
export const functions: ReadonlyMap<string, Given> = new Map<string, Given>([
  ...each("Object.keys Object.values Object.entries Object.fromEntries Object.create Object.getOwnPropertyNames Object.groupBy", given("call")),
  ...each("Object.getOwnPropertySymbols Object.getOwnPropertyDescriptors Reflect.ownKeys", given("call")),
  ["Object.assign", given("call", 0)],
  ...each("Array.from Array.of JSON.parse JSON.stringify structuredClone", given("call")),
  ...each("Promise.resolve Promise.reject Promise.all Promise.allSettled Promise.any Promise.race", given("promise")),
  ...each(typedArrays.replace(/\w+/g, "$&.from $&.of"), given("typedArray")),
  ...each("Map.groupBy", given("map")),
  ...each("Buffer.alloc Buffer.allocUnsafe Buffer.allocUnsafeSlow Buffer.from Buffer.concat", given("buffer")),
  ...each("Array Object Error TypeError RangeError SyntaxError EvalError ReferenceError URIError RegExp", given("call")),
]);

/** Methods. */
export const methods: ReadonlyMap<string, Given> = new Map<string, Given>([
  ...each("map filter slice concat split flat flatMap splice toSorted toReversed toSpliced with", given("call")),
  ...each("then catch finally", given("promise")),
]);

/** What `new` makes of globals; others are classes of the program's, as far as anyone can tell. */
export const constructors: ReadonlyMap<string, Given> = new Map<string, Given>([
  ...each("Map WeakMap", given("map")),
  ...each("Set WeakSet", given("set")),
  ["Date", given("date")],
  ["Promise", given("promise")],
  ["ArrayBuffer", given("arrayBuffer")],
  ["SharedArrayBuffer", given("arrayBuffer")],
  ...each(typedArrays, given("typedArray")),
  ["Array", given("array")],
  ["Object", given("object")],
]);

/** Bytes of an element of a typed array, by its name. */
export function elementBytes(typedArray: string): number {
  return Number(/\d+/.exec(typedArray)?.[0] ?? "8") / 8;
}
