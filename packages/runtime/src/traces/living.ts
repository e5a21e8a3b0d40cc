/**
 * Objects that are not kept alive, each with what is known of it, and which of them are alive.
 *
 * In one way V8 is asked what a weak map holds, which it knows behind each collection; but only Node's own binding can ask that. In
 * the other each object's finalization is waited for, which comes when the event loop goes round: a program that never lets it do so
 * seems to hold all that it has made.
 */

/** Gives keys and values of a weak map in turn. */
export type WeakEntries = (map: WeakMap<object, unknown>) => readonly unknown[];

/** What is alive. */
export interface Living<Known> {
  has(object: object): boolean;
  /** What is known of an object; undefined for one that was not added. */
  get(object: object): Known | undefined;
  add(object: object, known: Known): void;
  /** Visits what is alive; the object is null where nobody can give it back. */
  each(visit: (known: Known, object: object | null) => void): void;
}

// Methods as they were before user code, which may replace those of the prototype.
const { defineProperty, getPrototypeOf, ownKeys, getOwnPropertyDescriptor } = Reflect;

/** Has an object keep the methods that it has now. */
function withOwnMethods<Owner extends object>(owner: Owner): Owner {
  const prototype = getPrototypeOf(owner)!;
  for (const key of ownKeys(prototype)) defineProperty(owner, key, getOwnPropertyDescriptor(prototype, key)!);
  return owner;
}

/** By what V8 tells of a weak map. */
export function livingByEntries<Known>(entriesOf: WeakEntries): Living<Known> {
  const known = withOwnMethods(new WeakMap<object, Known>());
  return {
    has: (object) => known.has(object),
    get: (object) => known.get(object),
    add: (object, value) => void known.set(object, value),
    each(visit) {
      const entries = entriesOf(known);
      for (let index = 0; index < entries.length; index += 2) visit(entries[index + 1] as Known, entries[index] as object);
    },
  };
}

/** By finalization. */
export function livingByFinalization<Known extends object>(): Living<Known> {
  const objects = withOwnMethods(new WeakMap<object, Known>());
  const alive = withOwnMethods(new Set<Known>());
  const registry = withOwnMethods(new FinalizationRegistry<Known>((known) => void alive.delete(known)));
  return {
    has: (object) => objects.has(object),
    get: (object) => objects.get(object),
    add(object, known) {
      objects.set(object, known);
      alive.add(known);
      registry.register(object, known);
    },
    each: (visit) => alive.forEach((known) => visit(known, null)),
  };
}
