/** Answers as text: the forms of objgraph where it has them. */
import { visible } from "@perline/format";
import type { GrowthRow } from "../views/growth.js";
import type { Held, ReferenceGraph } from "../views/references.js";
import type { TypeRow } from "../views/types.js";

/** As objgraph's `show_most_common_types`: a type and its count on each line. */
export function typesText(rows: readonly TypeRow[]): string {
  const width = widest(rows);
  return rows.map(({ type, count }) => `${visible(type).padEnd(width)} ${count}\n`).join("");
}

/** As objgraph's `show_growth`: a type, its count and how many more there are on each line. */
export function growthText(rows: readonly GrowthRow[]): string {
  const width = widest(rows);
  return rows
    .map(({ type, count, growth }) => `${visible(type).padEnd(width)}${String(count).padStart(9)} ${`+${growth}`.padStart(9)}\n`)
    .join("");
}

/** A picture as a tree: the object, under it who holds it, and so on. One that has been shown is not taken further again. */
export function referencesText(graph: ReferenceGraph): string {
  const [object] = graph.objects;
  if (object === undefined) return "";
  const shown = new Set<number>([0]);
  return `${objectText(object)}\n${branches(graph, { place: 0, indent: "", shown })}`;
}

/** A chain from its root on, each object under the one that holds it. */
export function chainText({ objects, references }: ReferenceGraph): string {
  const fromRoot = objects.map((object, place) => ({ object, by: references[place]?.by })).reverse();
  return fromRoot
    .map(({ object, by }, step) => {
      const indent = step === 0 ? "" : `${"   ".repeat(step - 1)}└─ `;
      // The first one is the root, which nothing holds.
      return `${indent}${by === undefined ? "" : `${visible(by)} → `}${objectText(object)}\n`;
    })
    .join("");
}

/** An object in words: its type, its id, its sizes. */
function objectText({ type, name, id, shallowBytes, retainedBytes }: Held): string {
  const called = name === "" || name === type ? "" : ` ${name}`;
  return `${visible(type + called)} @${id}, ${shallowBytes} B, ${retainedBytes} B retained`;
}

interface Branch {
  place: number;
  indent: string;
  /** Places that have been written. */
  shown: Set<number>;
}

function branches(graph: ReferenceGraph, { place, indent, shown }: Branch): string {
  const holders = graph.references.filter(({ to }) => to === place);
  const more = graph.objects[place]?.more ?? 0;
  const lines = holders.map(({ from, by }, at) => {
    const holder = graph.objects[from];
    if (holder === undefined) return "";
    const isLast = at === holders.length - 1 && more === 0;
    const again = shown.has(from);
    shown.add(from);
    const line = `${indent}${isLast ? "└─" : "├─"} ${visible(by)} of ${again ? `${visible(holder.type)} @${holder.id}, see above` : objectText(holder)}\n`;
    return again ? line : line + branches(graph, { place: from, indent: `${indent}${isLast ? "   " : "│  "}`, shown });
  });
  return lines.join("") + (more === 0 ? "" : `${indent}└─ and ${more} more\n`);
}

function widest(rows: readonly { type: string }[]): number {
  return Math.max(0, ...rows.map(({ type }) => visible(type).length));
}
