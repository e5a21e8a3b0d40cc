/**
 * Functions of ours in the place of Node's. The program can tell the two apart by nothing: name, length and properties are the
 * function's own, and so is its text, which a proxy alone would not have; see function-text.ts.
 */
import { lone } from "./lone.js";

// Taken before user code can replace them.
const { apply, defineProperty, get: read, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;
const { get, set } = WeakMap.prototype;
const ProxyOf = Proxy;

const replaced = new WeakMap<object, object>();

/** What stands for a function or class: called, or constructed, as `handler` says. */
export function standIn<Native extends object>(native: Native, handler: ProxyHandler<Native>): Native {
  // The program may have given all objects a trap: `Object.prototype.get`.
  setPrototypeOf(handler, null);
  const proxy = new ProxyOf(native, handler);
  apply(set, replaced, [proxy, native]);
  const prototype: unknown = read(native, "prototype");
  const constructor = typeof prototype === "object" && prototype !== null ? getOwnPropertyDescriptor(prototype, "constructor") : undefined;
  if (constructor?.value === native) defineProperty(prototype as object, "constructor", lone({ ...constructor, value: proxy }));
  return proxy;
}

/** What a value stands for; the value itself where that is nothing. */
export function originalOf(value: unknown): unknown {
  return apply(get, replaced, [value]) ?? value;
}
