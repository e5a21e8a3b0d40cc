/**
 * A heap: what lives in a snapshot, by what type it has, how large it is and who holds it.
 *
 * Objects are counted from 0; types too, and each has one name. Nothing here decides what is shown.
 */
import type { Snapshot } from "./toolkit.js";

/** A reference by which an object is held. */
export interface Reference {
  /** Who holds. */
  holder: number;
  /** The closed list of V8's snapshots: what kind of a reference it is. */
  kind: string;
  /** Of a property or variable; the number of an element. */
  name: string;
}

/** The type of what finds objects for us. */
export const finderType = "PerlineHeapFinder";

/** What lives in a snapshot. */
export class Heap {
  /** How many objects there are, those of V8's own among them. */
  readonly size: number;
  /** The root of all, which holds the others. */
  readonly root: number;
  /** Names of types. An object's is its constructor's name; what has none is named in brackets, as DevTools does. */
  readonly types: readonly string[];
  /** By object: its type. */
  readonly typeOf: Uint32Array;

  /** @throws RangeError for a snapshot that contradicts itself */
  constructor(private readonly snapshot: Snapshot) {
    this.size = snapshot.nodeCount;
    this.root = snapshot.rootNodeIndex / snapshot.nodeFieldCount;
    this.typeOf = new Uint32Array(this.size);
    const known = new Map<string, number>();
    for (let object = 0; object < this.size; object++) {
      const name = typeName(this.kindOf(object), this.nameOf(object));
      let type = known.get(name);
      if (type === undefined) known.set(name, type = known.size);
      this.typeOf[object] = type;
    }
    this.types = [...known.keys()];
  }

  /** The same as long as the object lives, in all snapshots of a process. */
  idOf(object: number): number {
    return this.field(object, this.snapshot.nodeIdOffset);
  }

  /** The closed list of V8's snapshots: object, closure, string, synthetic … */
  kindOf(object: number): string {
    return this.snapshot.nodeTypes[this.field(object, this.snapshot.nodeTypeOffset)] ?? "";
  }

  /**
   * What V8 calls it: a constructor's name, a function's, the text of a string.
   *
   * @throws RangeError where the snapshot has no such name
   */
  nameOf(object: number): string {
    const name = this.snapshot.strings[this.field(object, this.snapshot.nodeNameOffset)];
    if (name === undefined) throw new RangeError("a name is missing");
    return name;
  }

  /** Its own bytes, with those of the system that it alone owns, as an array's elements. */
  shallowBytesOf(object: number): number {
    return this.field(object, this.snapshot.nodeSelfSizeOffset);
  }

  /** Bytes that would be free if it were. */
  retainedBytesOf(object: number): number {
    return this.snapshot.retainedSizes[object] ?? 0;
  }

  /** The objects whose only way from the root leads through this one, and through no other one behind it. */
  *dominatedBy(object: number): Generator<number> {
    const { firstDominatedNodeIndex: first, dominatedNodes, nodeFieldCount } = this.snapshot;
    for (let at = first[object] ?? 0; at < (first[object + 1] ?? 0); at++) yield (dominatedNodes[at] ?? 0) / nodeFieldCount;
  }

  /** The references that keep an object alive: no weak ones, and of a weak map's only those by its keys. */
  *referencesTo(object: number): Generator<Reference> {
    const { firstRetainerIndex: first, retainingNodes, retainingEdges, nodeFieldCount } = this.snapshot;
    for (let at = first[object] ?? 0; at < (first[object + 1] ?? 0); at++) {
      const reference = this.reference((retainingNodes[at] ?? 0) / nodeFieldCount, retainingEdges[at] ?? 0);
      if (reference.holder !== object && !this.isWeak(reference)) yield reference;
    }
  }

  /** The object that one holds by a property; null where it has none of that name. */
  propertyOf(object: number, property: string): number | null {
    const { firstEdgeIndexes: first, edgeFieldsCount, containmentEdges, edgeToNodeOffset, nodeFieldCount } = this.snapshot;
    for (let edge = first[object] ?? 0; edge < (first[object + 1] ?? 0); edge += edgeFieldsCount) {
      const { kind, name } = this.reference(object, edge);
      if (kind === "property" && name === property) return containmentEdges.getValue(edge + edgeToNodeOffset) / nodeFieldCount;
    }
    return null;
  }

  /** Whether the root itself holds it: the global object, and what V8 has for each kind of its own roots. */
  isRoot(object: number): boolean {
    for (const { holder } of this.referencesTo(object)) if (holder === this.root) return true;
    return false;
  }

  private reference(holder: number, edge: number): Reference {
    const { containmentEdges, edgeTypes, edgeTypeOffset, edgeNameOffset, strings } = this.snapshot;
    const kind = edgeTypes[containmentEdges.getValue(edge + edgeTypeOffset)] ?? "";
    const name = containmentEdges.getValue(edge + edgeNameOffset);
    return { holder, kind, name: kind === "element" || kind === "hidden" ? String(name) : strings[name] ?? "" };
  }

  private isWeak({ holder, kind, name }: Reference): boolean {
    if (kind !== "internal") return kind === "weak";
    const table = weakMapValue.exec(name)?.[1];
    return table !== undefined && Number(table) === this.idOf(holder);
  }

  private field(object: number, offset: number): number {
    return this.snapshot.nodes.getValue(object * this.snapshot.nodeFieldCount + offset);
  }
}

/** How V8 names the reference to a value of a weak map, both in its table, by its id, and in its key. */
const weakMapValue = /^\d+ \/ part of key \(.*? @\d+\) -> value \(.*? @\d+\) pair in WeakMap \(table @(\d+)\)$/;

/** What has no constructor, by its kind. */
const kindNames: Readonly<Record<string, string>> = {
  array: "(array)",
  code: "(compiled code)",
  closure: "Function",
  regexp: "RegExp",
  number: "(number)",
  string: "(string)",
  "concatenated string": "(concatenated string)",
  "sliced string": "(sliced string)",
  symbol: "(symbol)",
  bigint: "(bigint)",
  hidden: "(system)",
  "object shape": "(object shape)",
};

function typeName(kind: string, name: string): string {
  return kindNames[kind] ?? name;
}

/** Whether a type is the engine's or Node's own, and no value of the language. */
export function isInternal(type: string): boolean {
  return internals.test(type);
}

const internals = /^(\((?!number|string|concatenated string|sliced string|symbol|bigint).*\)|(Detached )?(system|Node) \/ .*|C\+\+ .*|)$/;
