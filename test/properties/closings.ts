/**
 * What comparisons of running lines leave out, exactly, since README.md names it as a limit: while an iterator is closed, V8 shows
 * its loop's header, or the last jump of a body that has no other end. Where an exception left the loop, or several are left at once,
 * another line of the loop is the running one; where `continue` goes on with a loop around, that one's header; and a generator that
 * is ended at a `yield` in the loop is not on the shadow stack. What fails behind a `yield*` in a loop over a generator may not count
 * there. Frames of static blocks and fields that the exception left are still on the shadow stack.
 */
import { parse } from "@babel/parser";
import { traverse, type ContinueStatement, type Node, type TraversalAncestors } from "@babel/types";

/** First and last line of something. */
type Lines = readonly [first: number, last: number];

interface Loop {
  lines: Lines;
  /** Whether a generator can be ended in it. */
  yields: boolean;
  /** The lines that V8 may show while its iterator is closed. */
  shown: number[];
  /** The headers of loops around that a `continue` in it goes on with. */
  continued: number[];
}

/** The loops and the `finally` blocks of a program. */
export class Closings {
  private readonly loops = new Map<Node, Loop>();
  private readonly finalizers: Lines[] = [];
  private readonly initializers: Lines[] = [];
  private readonly delegations = new Set<number>();

  /** `isLeftOut`: whether lines are left out of both stacks. */
  constructor(text: string, private readonly isLeftOut: (line: number) => boolean) {
    traverse(parse(text, { allowReturnOutsideFunction: true, plugins: ["explicitResourceManagement"] }), (node, ancestors) => this.enter(node, ancestors));
  }

  /** Whether two stacks of running lines, innermost first, differ in nothing else. */
  explain(shadow: readonly number[], stack: readonly number[]): boolean {
    return this.agree(shadow.filter((line) => !this.isLeftOut(line)), stack, 0);
  }

  /** Whether a throw of a line may go uncounted. */
  mayLoseThrow(line: number): boolean {
    return this.delegations.has(line);
  }

  private enter(node: Node, ancestors: TraversalAncestors): void {
    const lines = linesOf(node);
    const around = ancestors.flatMap(({ node: each }) => this.loops.get(each) ?? []);
    switch (node.type) {
      case "ForOfStatement":
        this.loops.set(node, { lines, yields: false, shown: [lines[0]], continued: [] });
        break;
      case "TryStatement":
        if (node.finalizer) this.finalizers.push(linesOf(node.finalizer));
        break;
      case "StaticBlock":
      case "ClassProperty":
      case "ClassPrivateProperty":
        this.initializers.push(lines);
        break;
      case "YieldExpression":
        around.forEach((loop) => {
          loop.yields = true;
        });
        if (node.delegate && around.length > 0) this.delegations.add(lines[0]);
        break;
      case "BreakStatement":
      case "ReturnStatement":
      case "ThrowStatement":
        around.forEach(({ shown }) => shown.push(lines[0]));
        break;
      case "ContinueStatement":
        around.forEach(({ shown, continued }) => {
          shown.push(lines[0]);
          continued.push(...headersOf(node, ancestors));
        });
        break;
      default:
    }
  }

  /** Whether a line is that of a static block or field in a loop. */
  private isInitializer(line: number, loop: Lines): boolean {
    return isWithin(line, loop) && this.initializers.some((lines) => isWithin(line, lines));
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
    return [...this.loops.values()].some(({ lines, yields, shown, continued }) => shown.includes(line)
      && (((isWithin(first, lines) || continued.includes(first)) && this.agree(rest, stack, outer))
        || (yields && this.agree(shadow, stack, outer))
        || (this.isInitializer(first, lines) && this.agree(rest, stack, frame))));
  }
}

/** The line of the loop that a `continue` with a label goes on with. */
function headersOf({ label }: ContinueStatement, ancestors: TraversalAncestors): number[] {
  const target = ancestors.find(({ node }) => node.type === "LabeledStatement" && node.label.name === label?.name);
  return target?.node.type === "LabeledStatement" ? [linesOf(target.node.body)[0]] : [];
}

function linesOf({ loc }: Node): Lines {
  return [loc?.start.line ?? 0, loc?.end.line ?? 0];
}

function isWithin(line: number | undefined, [first, last]: Lines): boolean {
  return line !== undefined && line >= first && line <= last;
}
