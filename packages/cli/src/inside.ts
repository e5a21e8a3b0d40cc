/** Places inside Node where a program's wish is about to be carried out: what is done there leaves no frame in a trace. */

/** A function of Node's, whoever calls it. */
export type Native = (this: unknown, ...args: unknown[]) => unknown;

// Taken before user code can replace them.
const { apply, defineProperty, get } = Reflect;

/** Does something before each call of a function. */
export function intercept(owner: object, key: string, before: (self: unknown, args: unknown[]) => void): void {
  const native = get(owner, key) as Native;
  const value = new Proxy(native, {
    apply(_, self, args: unknown[]): unknown {
      before(self, args);
      return apply(native, self, args);
    },
  });
  defineProperty(owner, key, { value, writable: true, enumerable: true, configurable: true });
}

/** One of Node's own bindings. The module in front of it takes milliseconds to load, and most programs have no use for it. */
export function binding(name: "process_wrap" | "spawn_sync"): object {
  const emitWarning = Object.getOwnPropertyDescriptor(process, "emitWarning");
  // Node may warn of what the program did not ask for.
  process.emitWarning = () => undefined;
  try {
    return apply(get(process, "binding") as Native, process, [name]) as object;
  } finally {
    if (emitWarning !== undefined) defineProperty(process, "emitWarning", emitWarning);
  }
}

/** What the handles of child processes have in common. */
export function childHandles(): object {
  return (binding("process_wrap") as { Process: { prototype: object } }).Process.prototype;
}
