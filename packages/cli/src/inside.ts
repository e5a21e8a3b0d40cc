/** Places inside Node where a program's wish is about to be carried out: what is done there leaves no frame in a trace. */

import { createRequire } from "node:module";
import type * as nodeV8 from "node:v8";
import { binding } from "@perline/transform/binding";

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

/** What the handles of child processes have in common. */
export function childHandles(): object {
  return (binding("process_wrap") as { Process: { prototype: object } }).Process.prototype;
}

/** Sets a flag of V8's, from now on. */
export function setFlag(flag: string): void {
  v8().setFlagsFromString(flag);
}

/** The binding on which `node:v8` stands, which takes milliseconds to load; newer Nodes keep it to themselves. */
function v8(): Pick<typeof nodeV8, "setFlagsFromString"> {
  try {
    return binding("v8") as typeof nodeV8;
  } catch {
    return createRequire(__filename)("node:v8") as typeof nodeV8;
  }
}
