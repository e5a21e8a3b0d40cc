/**
 * The shadow stack as it is at one moment: its depth and its outermost frames, in one copy.
 *
 * To read the depth first and then as many frames would see two moments, a microsecond apart: the depth of a short call, and in
 * that frame's place the caller of a long one, which would get the short one's time. So it is guessed beforehand how many frames
 * there are. To copy again until nothing moves is no way out: it would prefer the lines at which a program stands over those that
 * it passes.
 */

/** Cells copied at least: the depth and the outermost frames, a cache line. */
export const headSize = 16;
/** Looks after which a window that is too wide becomes narrower. */
const patience = 64;
/**
 * In a window wider than this the innermost frames are copied so much later than the depth that it is better read again behind them.
 * Measured by how much of its time a call of 0.3 µs loses below 50 to 1000 others.
 */
const near = 192;

export class StackWindow {
  private window: Int32Array;
  /** Looks since the window's width was last thought about, and the deepest stack that they saw. */
  private looks = 0;
  private deepest = 0;

  /** `stack`: the depth, and the frames, outermost first. */
  constructor(private readonly stack: Int32Array) {
    this.window = stack.subarray(0, headSize);
  }

  /** Copies depth and frames to `to[at…]`, and maybe cells behind them; gives the depth, which may be none that there can be. */
  copy(to: Int32Array, at: number): number {
    let depth = this.take(to, at);
    while (depth >= this.window.length && this.window.length < this.stack.length) {
      this.fit(depth);
      depth = this.take(to, at);
    }
    if (depth > this.deepest) this.deepest = depth;
    this.looks += 1;
    if (this.looks === patience) this.narrow();
    return depth;
  }

  private take(to: Int32Array, at: number): number {
    to.set(this.window, at);
    if (this.window.length > near) to[at] = this.stack[0]!;
    return to[at]!;
  }

  private narrow(): void {
    this.fit(this.deepest);
    this.deepest = 0;
    this.looks = 0;
  }

  /** Has room for a stack as deep, and for some calls more. */
  private fit(depth: number): void {
    const lines = Math.ceil((depth + (depth >> 4)) / headSize + 0.5);
    const width = Math.min(this.stack.length, headSize * lines);
    if (width !== this.window.length) this.window = this.stack.subarray(0, width);
  }
}
