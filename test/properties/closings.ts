/**
 * Where an exception leaves a `for…of`, the line that threw stays the running one while the iterator is closed, and V8 shows the
 * header: a limit that README.md names, and that comparisons of running lines leave out, exactly.
 */
import { parse } from "@babel/parser";
import { traverseFast, type Node } from "@babel/types";

/** First and last line of something. */
type Lines = readonly [first: number, last: number];

/** The loops and the `finally` blocks of a program. */
export class Closings {
  private readonly loops: Lines[] = [];
  private readonly finalizers: Lines[] = [];

  constructor(text: string) {
    const linesOf = ({ loc }: Node): Lines => [loc?.start.line ?? 0, loc?.end.line ?? 0];
    traverseFast(parse(text, { allowReturnOutsideFunction: true }), (node) => {
      if (node.type === "ForOfStatement") this.loops.push(linesOf(node));
      if (node.type === "TryStatement" && node.finalizer) this.finalizers.push(linesOf(node.finalizer));
    });
  }

  /** Whether two stacks of running lines, innermost first, differ in nothing else: what is called is a `finally`, by a loop. */
  explain(shadow: readonly number[], stack: readonly number[]): boolean {
    return shadow.length === stack.length && shadow.every((line, frame) => line === stack[frame] || (
      this.finalizers.some(([first, last]) => isWithin(stack[frame - 1], [first, last]))
      && this.loops.some(([first, last]) => first === stack[frame] && isWithin(line, [first + 1, last]))
    ));
  }
}

function isWithin(line: number | undefined, [first, last]: Lines): boolean {
  return line !== undefined && line >= first && line <= last;
}
