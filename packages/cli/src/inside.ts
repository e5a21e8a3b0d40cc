/** Places inside Node where a program's wish is about to be carried out: what is done there leaves no frame in a trace. */
import { standIn } from "@perline/runtime/node";
import { binding } from "@perline/transform/binding";

/** A function of Node's, whoever calls it. */
export type Native = (this: unknown, ...args: unknown[]) => unknown;

// Taken before user code can replace them.
const { apply, defineProperty, get } = Reflect;

/** Does something before each call of a function. */
export function intercept(owner: object, key: string, before: (self: unknown, args: unknown[]) => void): void {
  const native = get(owner, key) as Native;
  const value = standIn(native, {
    apply(_, self, args: unknown[]): unknown {
      before(self, args);
      return apply(native, self, args);
    },
  });
  defineProperty(owner, key, { value, writable: true, enumerable: true, configurable: true });
}

/** What the handles of child processes have in common. */
export function childHandles(): object {
  return (binding("process_wrap") as { Process: { prototype: object } }).Process.prototype;
}
