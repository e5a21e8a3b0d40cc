/** Frames of stacks. */

/**
 * Copies `depth` frames, of which the first stands at `from[at]`, to `to[1..depth]`. One by one: `set` would want a subarray, which is
 * an object for each look.
 */
export function copyFrames(from: Int32Array, { at, depth }: { at: number; depth: number }, to: Int32Array): void {
  for (let index = 0; index < depth; index++) to[index + 1] = from[at + index]!;
}
