/** Warnings that the program did not ask for are not told to it. */

/** Does something of Node's own that it warns of; flags can make such a warning an error that ends the process. */
export function withoutWarnings<Result>(action: () => Result): Result {
  const emitWarning = Object.getOwnPropertyDescriptor(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return action();
  } finally {
    if (emitWarning !== undefined) Object.defineProperty(process, "emitWarning", emitWarning);
  }
}
