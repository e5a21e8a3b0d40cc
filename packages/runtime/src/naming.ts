/**
 * Names for anonymous functions in places where generated code stands between the function and what would have named it.
 *
 * The language gives such a function its name when it is made; we do so right after, before anybody else can see it.
 */
import { lone } from "./lone.js";

const { defineProperty, getOwnPropertyDescriptor } = Object;
const toText = String;
const { apply } = Reflect;
/** The getter of a symbol's description, taken before user code can replace it. */
const describe = Reflect.get(getOwnPropertyDescriptor(Symbol.prototype, "description") ?? {}, "get") as () => unknown;

/** As the language names a property's function: a symbol's description stands in brackets, one without gives no name. */
function nameOf(key: PropertyKey): string {
  if (typeof key !== "symbol") return toText(key);
  const description = apply(describe, key, []);
  return typeof description === "string" ? `[${description}]` : "";
}

/** Gives `fn` the name of the property `key`, unless it has one of its own (a class's static member). Gives `fn`. */
export function name<T extends object>(key: PropertyKey, fn: T): T {
  const current = getOwnPropertyDescriptor(fn, "name");
  if (current === undefined || current.value === "") {
    defineProperty(fn, "name", lone({ value: nameOf(key), writable: false, enumerable: false, configurable: true }));
  }
  return fn;
}
