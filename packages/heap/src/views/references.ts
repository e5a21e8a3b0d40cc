/**
 * Who holds an object: those that refer to it, those that refer to them, and the shortest way from a root.
 *
 * What V8 keeps elements, properties, entries of a map or a suspended function's variables in is no holder here, but the one object
 * that owns it.
 */
import { finderType, type Heap, type Reference } from "../heap.js";
import type { HeapObject } from "../heap-object.js";

/** An object of a picture. */
export interface Held {
  /** The same in all snapshots of a process. */
  id: number;
  type: string;
  /** A function's name, the text of a string; empty for an object. */
  name: string;
  shallowBytes: number;
  retainedBytes: number;
  /** References away from the object that is asked about. */
  depth: number;
  /** Holders that are not in the picture because there are too many. */
  more: number;
}

/** A reference of a picture. */
export interface Holding {
  /** Who holds: a place in the picture's objects. */
  from: number;
  /** What is held: a place in the picture's objects. */
  to: number;
  /** By what, as a person writes it: `.name`, `[3]`; in brackets what is no value of the language. */
  by: string;
}

/** A picture of who holds whom. Plain data: it keeps no object and no heap alive. */
export interface ReferenceGraph {
  /** The first one is the object that is asked about. */
  objects: Held[];
  references: Holding[];
}

/** How far a picture goes. */
export interface Reach {
  /** References from the object to those farthest away. */
  depth: number;
  /** So many holders of one object are shown. */
  tooMany: number;
}

/** Those that hold an object, up to so many references away, the nearest first. */
export function holdersUpTo({ heap, index }: HeapObject, { depth, tooMany }: Reach): ReferenceGraph {
  const graph: ReferenceGraph = { objects: [heldAt(heap, index, 0)], references: [] };
  const places = new Map([[index, 0]]);
  for (const [object, to] of places) {
    const held = graph.objects[to];
    if (held === undefined || held.depth === depth) continue;
    let taken = 0;
    for (const { holder, by } of holdersOf(heap, object)) {
      let from = places.get(holder);
      if (from === undefined) {
        if (taken >= tooMany) {
          held.more++;
          continue;
        }
        from = graph.objects.push(heldAt(heap, holder, held.depth + 1)) - 1;
        places.set(holder, from);
      }
      graph.references.push({ from, to, by });
      taken++;
    }
  }
  return graph;
}

/**
 * The shortest way from a root to an object: from the global object where one leads there, else from the engine's own. Null for an
 * object that nothing holds.
 */
export function shortestChain({ heap, index }: HeapObject): ReferenceGraph | null {
  /** By object: what it holds on the way to the one that is asked about. */
  const steps = new Map<number, { object: number; by: string } | null>([[index, null]]);
  let start: number | null = null;
  for (const [object] of steps) {
    const isRoot = heap.isRoot(object);
    if (isRoot) start ??= object;
    if (isRoot && heap.kindOf(object) !== "synthetic") {
      start = object;
      break;
    }
    for (const { holder, by } of holdersOf(heap, object)) if (!steps.has(holder)) steps.set(holder, { object, by });
  }
  if (start === null) return null;
  const way: { object: number; by: string }[] = [];
  for (let step = steps.get(start); step !== undefined && step !== null; step = steps.get(step.object)) way.unshift(step);
  const objects = [...way.map(({ object }) => object), start];
  return {
    objects: objects.map((object, depth) => heldAt(heap, object, depth)),
    references: way.map(({ by }, to) => ({ from: to + 1, to, by })),
  };
}

/** Objects that are held alike. */
export interface HolderRow {
  /** By what they are held; elements of all places alike: `[…]`. */
  by: string;
  /** The type of those that hold them. */
  type: string;
  /** How many of the objects are held so. An object may be held by several. */
  count: number;
}

/** Who holds these objects of one heap: the most common first. */
export function commonHolders(objects: readonly HeapObject[]): HolderRow[] {
  const rows = new Map<string, HolderRow>();
  for (const { heap, index } of objects) {
    const alike = new Map(holdersOf(heap, index).map(({ holder, by }): [string, HolderRow] => {
      const row = { by: by.replace(place, "$1…$2"), type: typeOf(heap, holder), count: 0 };
      return [JSON.stringify(row), row];
    }));
    for (const [key, row] of alike) {
      const known = rows.get(key) ?? row;
      known.count++;
      rows.set(key, known);
    }
  }
  return [...rows.values()].sort((a, b) => b.count - a.count || (a.type + a.by < b.type + b.by ? -1 : 1));
}

/** The place in an array, or in what V8 keeps entries in. */
const place = /^([[(])\d+([\])])$/;

/** Who holds an object, each once, and by what. */
function holdersOf(heap: Heap, object: number): { holder: number; by: string }[] {
  const holders = new Map<number, Reference>();
  const stored: Reference[] = [];
  const add = (reference: Reference): void => {
    const { holder } = reference;
    if (holder !== heap.root && holder !== object && !isFinder(heap, holder) && !holders.has(holder)) holders.set(holder, reference);
  };
  for (const reference of heap.referencesTo(object)) {
    const owner = ownerOfStore(heap, reference.holder);
    if (owner === null) add(reference);
    else stored.push(owner);
  }
  stored.forEach(add);
  return [...holders.values()].map((reference) => ({ holder: reference.holder, by: wordOf(reference) }));
}

/** By what a store of V8's is held, if by a single object; null for what is no such store. */
function ownerOfStore(heap: Heap, store: number): Reference | null {
  if (!stores.has(heap.kindOf(store))) return null;
  // No more than two are asked for: what is shared may be so by millions.
  const owners = heap.referencesTo(store);
  const [first, second] = [owners.next(), owners.next()];
  return first.done === true || second.done !== true || first.value.holder === heap.root ? null : first.value;
}

const stores: ReadonlySet<string> = new Set(["array", "hidden"]);

/** Whether that is how we found the object. */
function isFinder(heap: Heap, object: number): boolean {
  return typeOf(heap, object) === finderType;
}

function wordOf({ kind, name }: Reference): string {
  if (kind === "element") return `[${name}]`;
  if (kind === "context") return `variable ${name}`;
  if (kind !== "property") return `(${name.replace(byKey, "value by this key in WeakMap $1")})`;
  if (identifier.test(name)) return `.${name}`;
  return name.startsWith("<symbol ") ? `[${name}]` : `[${JSON.stringify(name)}]`;
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** How V8 names what a key of a weak map holds. */
const byKey = /^.*\(table (@\d+)\)$/;

function typeOf(heap: Heap, object: number): string {
  return heap.types[heap.typeOf[object] ?? 0] ?? "";
}

function heldAt(heap: Heap, object: number, depth: number): Held {
  const name = named.has(heap.kindOf(object)) ? heap.nameOf(object) : "";
  return {
    id: heap.idOf(object),
    type: typeOf(heap, object),
    name: name.length <= nameLength ? name : `${name.slice(0, nameLength - 1)}…`,
    shallowBytes: heap.shallowBytesOf(object),
    retainedBytes: heap.retainedBytesOf(object),
    depth,
    more: 0,
  };
}

/** What has a name of its own beside that of its type. */
const named: ReadonlySet<string> = new Set(["closure", "string", "regexp", "symbol", "code", "array"]);
const nameLength = 40;
