/** Node's own bindings, as far as places inside Node are asked for that no interface reaches. "@perline/transform/binding". */

type Native = (this: unknown, ...args: unknown[]) => unknown;

// Taken before user code can replace them.
const { apply, defineProperty, get, getOwnPropertyDescriptor } = Reflect;

/** One of Node's own bindings. The module in front of it takes milliseconds to load, and most programs have no use for it. */
export function binding(name: "process_wrap" | "spawn_sync" | "url" | "v8"): object {
  const emitWarning = getOwnPropertyDescriptor(process, "emitWarning");
  // Node may warn of what the program did not ask for.
  process.emitWarning = () => undefined;
  try {
    return apply(get(process, "binding") as Native, process, [name]) as object;
  } finally {
    if (emitWarning !== undefined) defineProperty(process, "emitWarning", emitWarning);
  }
}
