/** Heap snapshots as V8 writes them, of a few objects that a test names. */
import { type Heap } from "@perline/heap";
import { heapFrom } from "../../packages/heap/dist/read.js";

const nodeTypes = [
  "hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic", "concatenated string",
  "sliced string", "symbol", "bigint", "object shape", "wasm object",
] as const;
const edgeTypes = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"] as const;

/** A reference to an object, by its place among the objects. */
export interface To {
  kind: (typeof edgeTypes)[number];
  /** Of a property; the number of an element. */
  name: string | number;
  to: number;
}

/** An object; the first one is the root. */
export interface Small {
  kind: (typeof nodeTypes)[number];
  name: string;
  bytes: number;
  to: To[];
}

/** The text of a snapshot. Ids are odd numbers, from 1 on. */
export function textOf(objects: readonly Small[]): string {
  const strings: string[] = [];
  const word = (text: string): number => {
    const known = strings.indexOf(text);
    return known < 0 ? strings.push(text) - 1 : known;
  };
  const nodes = objects.flatMap(({ kind, name, bytes, to }, place) => (
    [nodeTypes.indexOf(kind), word(name), 2 * place + 1, bytes, to.length, 0, 0]
  ));
  const edges = objects.flatMap(({ to }) => to.flatMap((edge) => (
    [edgeTypes.indexOf(edge.kind), typeof edge.name === "number" ? edge.name : word(edge.name), 7 * edge.to]
  )));
  const meta = {
    node_fields: ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"],
    node_types: [nodeTypes, "string", "number", "number", "number", "number", "number"],
    edge_fields: ["type", "name_or_index", "to_node"],
    edge_types: [edgeTypes, "string_or_number", "node"],
    trace_function_info_fields: [], trace_node_fields: [], sample_fields: [], location_fields: [],
  };
  return JSON.stringify({
    snapshot: { meta, node_count: objects.length, edge_count: edges.length / 3, trace_function_count: 0 },
    nodes, edges, trace_function_infos: [], trace_tree: [], samples: [], locations: [], strings,
  });
}

/** Gives a text in pieces of so many characters. */
export async function* inPieces(text: string, length = text.length): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield await Promise.resolve(text.slice(at, at + length));
}

/** The heap of a few objects. */
export function heapOf(objects: readonly Small[]): Promise<Heap> {
  return heapFrom(inPieces(textOf(objects)));
}

/** The root, which holds a global object, and these. */
export function rooted(...objects: Small[]): Small[] {
  return [{ kind: "synthetic", name: "", bytes: 0, to: [{ kind: "shortcut", name: "global", to: 1 }] }, ...objects];
}
