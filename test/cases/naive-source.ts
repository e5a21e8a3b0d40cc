/** A text to be rewritten naively: its nodes, and replacements of it. */
import type { Node } from "@babel/types";
import type { Edit, Goal } from "@perline/transform";
import { eachChild } from "../../packages/transform/dist/1-parse/children.js";
import { parse } from "../../packages/transform/dist/1-parse/parse.js";

/** Replaces [start, end) of a text, in UTF-16 units. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}

/** One probe as a naive tool would place it: what belongs together. */
export type Slip = readonly Replacement[];

/**
 * What a tool without some rule would do: to the text, to our edits, to pieces of what is printed, to the text of functions, or to
 * what a compiler has made of the program.
 */
export type NaiveRewrite = { readonly rule: string } & (
  | { slips(source: NaiveSource): readonly Slip[] }
  | { change(edit: Edit): Edit | null }
  | Spelling
  | { readonly keepsFunctionText: false }
  | { readonly lowersFirst: true });

/** Pieces of printed code, and what stands in their place. */
export interface Spelling {
  readonly pieces: readonly string[];
  readonly by: string;
}

/** Puts a text before and one behind a node. */
export function around(node: Place, before: string, behind: string): Slip {
  return [insert(startOf(node), before), { start: endOf(node), end: endOf(node), text: behind }];
}

/** Inserts a text. */
export function insert(at: number, text: string): Replacement {
  return { start: at, end: at, text };
}

/** Replaces a node's text. */
export function replace(node: Place, text: string): Slip {
  return [{ start: startOf(node), end: endOf(node), text }];
}

/** A node, as far as its place goes. */
export type Place = Pick<Node, "start" | "end">;

/** The offset of a node's first character. */
export function startOf(node: Place): number {
  return node.start ?? 0;
}

/** The offset behind a node's last character. */
export function endOf(node: Place): number {
  return node.end ?? 0;
}

/** A node of some types. */
export type NodeOf<Type extends Node["type"]> = Extract<Node, { type: Type }>;

/** A parsed text. */
export class NaiveSource {
  private readonly nodes: Node[] = [];
  private readonly parents = new Map<Node, Node>();

  constructor(readonly text: string, place: { filename: string; goal: Goal }) {
    const visit = (node: Node): void => {
      this.nodes.push(node);
      eachChild(node, (child) => {
        this.parents.set(child, node);
        visit(child);
      });
    };
    visit(parse(text, place).program);
  }

  /** All nodes of these types, in the order of the text. */
  all<Type extends Node["type"]>(...types: Type[]): NodeOf<Type>[] {
    const wanted: ReadonlySet<string> = new Set(types);
    return this.nodes.filter((node): node is NodeOf<Type> => wanted.has(node.type));
  }

  /** Every node. */
  everything(): readonly Node[] {
    return this.nodes;
  }

  /** The node directly around one. */
  parent(node: Node): Node | undefined {
    return this.parents.get(node);
  }

  /** The text of a node. */
  textOf(node: Place): string {
    return this.text.slice(startOf(node), endOf(node));
  }

  /** The offsets at which some text stands. */
  find(pattern: RegExp): { start: number; end: number }[] {
    return [...this.text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  }
}

/** The text with some slips in it. Replacements at one offset keep the order they are given in. */
export function rewritten(text: string, slips: readonly Slip[]): string {
  const replacements = slips.flat().sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let offset = 0;
  for (const { start, end, text: piece } of replacements) {
    result += text.slice(offset, Math.max(offset, start)) + piece;
    offset = Math.max(offset, end);
  }
  return result + text.slice(offset);
}
