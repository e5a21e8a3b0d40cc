/**
 * Node's own bindings, as far as places inside Node are asked for that no interface reaches; and what hides Node's warnings of
 * such steps. "@perline/transform/binding".
 */
import { lone } from "../../primitives.js";

type Native = (this: unknown, ...args: unknown[]) => unknown;

// Taken before user code can replace them.
const { apply, defineProperty, get, getOwnPropertyDescriptor } = Reflect;

/** Does something of Node's own that it warns of; flags can make such a warning an error that ends the process. */
export function withoutWarnings<Result>(action: () => Result): Result {
  const emitWarning = getOwnPropertyDescriptor(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return action();
  } finally {
    if (emitWarning !== undefined) defineProperty(process, "emitWarning", lone(emitWarning));
  }
}

/** One of Node's own bindings. The module in front of it takes milliseconds to load, and most programs have no use for it. */
export function binding(name: "process_wrap" | "spawn_sync" | "url"): object {
  return withoutWarnings(() => apply(get(process, "binding") as Native, process, [name]) as object);
}
