/**
 * What comparisons of running lines leave out, exactly, since README.md names it as a limit: while an iterator is closed, V8 shows
 * its loop's header. Where an exception left the loop, the line that threw stays the running one; a generator that is ended at a
 * `yield` in the loop is not on the shadow stack.
 */
import { parse } from "@babel/parser";
import { traverseFast, type Node } from "@babel/types";

/** First and last line of something. */
type Lines = readonly [first: number, last: number];

interface Loop {
  lines: Lines;
  /** Whether a generator can be ended in it. */
  yields: boolean;
}

/** The loops and the `finally` blocks of a program. */
export class Closings {
  private readonly loops: Loop[] = [];
  private readonly finalizers: Lines[] = [];

  /** `isLeftOut`: whether lines are left out of both stacks. */
  constructor(text: string, private readonly isLeftOut: (line: number) => boolean) {
    traverseFast(parse(text, { allowReturnOutsideFunction: true }), (node) => {
      if (node.type === "ForOfStatement") this.loops.push({ lines: linesOf(node), yields: yieldsIn(node) });
      if (node.type === "TryStatement" && node.finalizer) this.finalizers.push(linesOf(node.finalizer));
    });
  }

  /** Whether two stacks of running lines, innermost first, differ in nothing else. */
  explain(shadow: readonly number[], stack: readonly number[]): boolean {
    return this.agree(shadow.filter((line) => !this.isLeftOut(line)), stack, 0);
  }

  /** The same for what is left of the shadow stack, and for V8's from a frame on. */
  private agree(shadow: readonly number[], stack: readonly number[], frame: number): boolean {
    const line = stack[frame];
    if (line === undefined) return shadow.length === 0;
    const outer = frame + 1;
    if (this.isLeftOut(line)) return this.agree(shadow, stack, outer);
    const [first = 0, ...rest] = shadow;
    if (first === line && this.agree(rest, stack, outer)) return true;
    // What a loop calls to close its iterator is a `finally`.
    const called = stack[frame - 1];
    if (!this.finalizers.some((lines) => isWithin(called, lines))) return false;
    return this.loops.some(({ lines, yields }) => lines[0] === line
      && ((isWithin(first, lines) && this.agree(rest, stack, outer)) || (yields && this.agree(shadow, stack, outer))));
  }
}

function linesOf({ loc }: Node): Lines {
  return [loc?.start.line ?? 0, loc?.end.line ?? 0];
}

function yieldsIn(loop: Node): boolean {
  let yields = false;
  traverseFast(loop, ({ type }) => {
    yields ||= type === "YieldExpression";
  });
  return yields;
}

function isWithin(line: number | undefined, [first, last]: Lines): boolean {
  return line !== undefined && line >= first && line <= last;
}
