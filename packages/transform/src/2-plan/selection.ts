/** Which functions of a file get a frame: all or the marked ones, by name, without those that ask to be left out. */
import type { Node } from "@babel/types";
import type { Lines } from "../1-parse/lines.js";
import type { Marks } from "./marks.js";
import { endOf, startOf } from "./positions.js";

/** What a selection goes by. */
export interface Choice {
  select: "all" | "marked";
  /** Whether a function is wanted, by its name and the line it begins on. */
  acceptsFunction: (name: string, line: number) => boolean;
}

export class Selection {
  constructor(
    private readonly marks: Marks,
    private readonly lines: Lines,
    private readonly choice: Choice,
  ) {}

  /** Whether a function (or the `Program`, for the module body) is to be instrumented: not one in which no line is known. */
  includes(node: Node, name: string): boolean {
    if (this.choice.select === "marked" && !this.marks.isMarked(node)) return false;
    const line = this.lines.at(this.lines.firstKnown(startOf(node), endOf(node)));
    return line > 0 && this.choice.acceptsFunction(name, line);
  }

  /** Whether a comment or directive asks to leave a statement, member or function out. */
  ignores(node: Node): boolean {
    return this.marks.isIgnored(node);
  }
}
