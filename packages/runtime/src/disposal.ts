/**
 * What stands behind a program's last `await using` of a block, so that it is disposed of before the program's own: nothing else is
 * called there whatever way the block is left. It is no asynchronous resource, and adds no tick.
 */

// Taken before user code can replace it.
const dispose: typeof Symbol.dispose = Symbol.dispose;

/** What a `using` disposes of by a call of `leave`. */
export function disposable(leave: () => void): Disposable {
  return { [dispose]: leave };
}
