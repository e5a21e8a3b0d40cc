/** Which functions of a file get a frame: all or the marked ones, by name, without those that ask to be left out. */
import type { Node } from "@babel/types";
import type { Marks } from "./marks.js";

export class Selection {
  constructor(
    private readonly marks: Marks,
    private readonly select: "all" | "marked",
    private readonly acceptsFunction: (name: string) => boolean,
  ) {}

  /** Whether a function (or the `Program`, for the module body) is to be instrumented. */
  includes(node: Node, name: string): boolean {
    return (this.select === "all" || this.marks.isMarked(node)) && this.acceptsFunction(name);
  }

  /** Whether a comment or directive asks to leave a statement, member or function out. */
  ignores(node: Node): boolean {
    return this.marks.isIgnored(node);
  }
}
