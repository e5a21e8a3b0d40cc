/**
 * What an object tells of itself while nothing of the program's runs: no property is read that it could answer itself, and proxies are
 * not asked at all. Built-ins are those that were there before user code.
 */
import { types } from "node:util";

const { apply, get, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { isArray } = Array;
const { isAnyArrayBuffer, isMap, isProxy, isSet, isSharedArrayBuffer, isTypedArray } = types;
const { ceil, log2, max } = Math;

type Getter = (this: unknown) => number;

function getterOf(prototype: object, key: string): Getter {
  return getOwnPropertyDescriptor(prototype, key)!.get as Getter;
}

const typedArrayBytes = getterOf(getPrototypeOf(Uint8Array.prototype)!, "byteLength");
const bufferBytes = getterOf(ArrayBuffer.prototype, "byteLength");
const sharedBytes = getterOf(SharedArrayBuffer.prototype, "byteLength");
const mapSize = getterOf(Map.prototype, "size");
const setSize = getterOf(Set.prototype, "size");

/** Whether V8 keeps it as an object of its own that can die: no primitive. */
export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Every object begins with its map, its properties and its elements; a list has a map and a length; a buffer some fields more. */
const [header, list, bufferHeader] = [3, 2, 12];

/** An object about which no more is known: with what in-object properties one begins that has none. */
const emptyObject = header + 4;

/** Pointers of a table of entries by hash, with room for twice as many before it grows: `width` for each, and its chains. */
function tablePointers(size: number, width: number): number {
  const capacity = max(4, 2 ** ceil(log2(max(1, size))));
  return header + list + 3 + capacity / 2 + capacity * (width + 1);
}

/**
 * Bytes of an object as it is now: of arrays, maps, sets and buffers what they hold themselves, of others `made`, what it was when it
 * was created, or if that is below zero, of the smallest object.
 */
export function bytesOf(object: object, made: number, pointerBytes: number): number {
  const otherwise = made >= 0 ? made : emptyObject * pointerBytes;
  if (isProxy(object)) return otherwise;
  if (isArray(object)) return max(made, pointerBytes * (header + 1 + (object.length === 0 ? 0 : list + object.length)));
  if (isMap(object)) return max(made, pointerBytes * tablePointers(apply(mapSize, object, []), 2));
  if (isSet(object)) return max(made, pointerBytes * tablePointers(apply(setSize, object, []), 1));
  const held = heldBytes(object);
  return held === null ? otherwise : max(made, bufferHeader * pointerBytes + held);
}

/** Bytes of the elements of a typed array or buffer; null for anything else. */
function heldBytes(object: object): number | null {
  if (isTypedArray(object)) return apply(typedArrayBytes, object, []);
  if (!isAnyArrayBuffer(object)) return null;
  return apply(isSharedArrayBuffer(object) ? sharedBytes : bufferBytes, object, []);
}

/** The own value of a property, unless it is an accessor's; undefined too where the owner is none. */
function ownValue(owner: unknown, key: string): unknown {
  if (!isObject(owner) || isProxy(owner)) return undefined;
  const descriptor = getOwnPropertyDescriptor(owner, key);
  return descriptor === undefined ? undefined : get(descriptor, "value");
}

/** The name of an object's constructor, in brackets what it is where that has none. */
export function typeOf(object: object): string {
  if (isProxy(object)) return "(proxy)";
  const prototype = getPrototypeOf(object);
  const name = ownValue(ownValue(prototype, "constructor"), "name");
  if (typeof name === "string" && name !== "") return name;
  return prototype === null ? "(no prototype)" : "(no constructor)";
}
