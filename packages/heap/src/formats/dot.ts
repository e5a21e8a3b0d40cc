/** A picture for Graphviz: in its language, and drawn. */
import { visible } from "@perline/format";
import type { ReferenceGraph } from "../views/references.js";

/** Several pictures of one heap as one text in Graphviz's language; what is in more than one of them is there once. */
export function referencesDot(graphs: readonly ReferenceGraph[]): string {
  const lines = graphs.flatMap(({ objects, references }) => [
    ...objects.flatMap(({ id, type, name, retainedBytes, depth, more }) => {
      const label = [name === "" || name === type ? type : `${type} ${name}`, `${retainedBytes} B retained`];
      const node = `  o${id}[label=${quoted(label)}, fillcolor="${shade(depth)}"${depth === 0 ? ", fontcolor=red" : ""}];`;
      return more === 0 ? [node] : [node, `  more${id}[label="${more} more", shape=ellipse];`, `  more${id} -> o${id};`];
    }),
    ...references.map(({ from, to, by }) => `  o${objects[from]?.id} -> o${objects[to]?.id} [label=${quoted([by])}];`),
  ]);
  return ["digraph ObjectGraph {", "  node[shape=box, style=filled, fillcolor=white];", ...new Set(lines), "}", ""].join("\n");
}

/** The same, drawn as SVG. */
export async function referencesSvg(graphs: readonly ReferenceGraph[]): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  return graphviz.dot(referencesDot(graphs), "svg");
}

/** The farther from the object that is asked about, the darker, as objgraph has it: hue, saturation and value. */
function shade(depth: number): string {
  return `0,0,${Math.max(0.5, 1 - 0.1 * depth)}`;
}

/** Lines of a label, of which Graphviz takes nothing for its own. */
function quoted(lines: readonly string[]): string {
  return `"${lines.map((line) => visible(line).replace(/[\\"]/g, "\\$&")).join("\\n")}"`;
}
