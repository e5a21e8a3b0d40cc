/**
 * Call stacks, each kept once: a tree whose nodes are frames, the oldest at the top. A stack is the number of its last node, and its
 * memory that of the frames that no other stack begins with.
 */
import { type Frame, Traceback } from "./traceback.js";

/** The empty stack. */
export const noFrames = 0;

/** Estimated bytes of a node, and of a frame. */
const [nodeBytes, frameBytes] = [64, 160];

export class StackTree {
  private readonly parents: number[] = [noFrames];
  private readonly frames: number[] = [-1];
  private readonly children: Map<number, number>[] = [new Map<number, number>()];
  private readonly known: Frame[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a stack, the oldest frame first. */
  intern(stack: readonly Frame[]): number {
    let node = noFrames;
    for (const frame of stack) node = this.childOf(node, this.numberOf(frame));
    return node;
  }

  /** The stack of a number. */
  traceback(node: number): Traceback {
    const frames: Frame[] = [];
    for (let at = node; at !== noFrames; at = this.parents[at]!) frames.push(this.known[this.frames[at]!]!);
    return new Traceback(frames.reverse());
  }

  /** An estimate of what it takes. */
  get bytes(): number {
    return this.parents.length * nodeBytes + this.known.length * frameBytes;
  }

  private childOf(parent: number, frame: number): number {
    const children = this.children[parent]!;
    const found = children.get(frame);
    if (found !== undefined) return found;
    const node = this.parents.push(parent) - 1;
    this.frames.push(frame);
    this.children.push(new Map<number, number>());
    children.set(frame, node);
    return node;
  }

  private numberOf(frame: Frame): number {
    const key = `${frame.line}:${frame.function}:${frame.path}`;
    const found = this.numbers.get(key);
    if (found !== undefined) return found;
    this.numbers.set(key, this.known.length);
    return this.known.push(frame) - 1;
  }
}
