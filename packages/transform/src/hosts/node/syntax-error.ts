/** The error of TypeScript that cannot be turned into JavaScript: Node shows it as it shows one of JavaScript. */
import { withoutOwnFrames } from "./own-frames.js";
import type { SyntaxFault } from "./protocol.js";

// Taken before user code can replace them.
const { set } = Reflect;
const { SyntaxError: NativeSyntaxError } = globalThis;

/** The error to throw. `excerptKey`: where an error holds its excerpt; null where that is out of reach. */
export function syntaxErrorOf({ message, excerpt }: SyntaxFault, excerptKey: symbol | null): SyntaxError {
  const error = new NativeSyntaxError(message);
  if (excerptKey !== null) {
    set(error, excerptKey, excerpt);
  } else {
    const stack: unknown = error.stack;
    // As Node does it for the TypeScript that it runs itself.
    if (typeof stack === "string") error.stack = `${excerpt}\n${withoutOwnFrames(stack)}`;
  }
  return error;
}
