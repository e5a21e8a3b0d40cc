/**
 * Flags of V8's, in a process that runs.
 *
 * It needs nothing but the process, since it comes before any other part of Node is loaded; see usual-stack.ts.
 */
import type * as nodeV8 from "node:v8";

// Taken before user code can replace them.
const { apply, defineProperty, get, getOwnPropertyDescriptor } = Reflect;

/** Sets flags of V8's, with spaces between them, from now on. */
export function setFlags(flags: string): void {
  v8().setFlagsFromString(flags);
}

/**
 * The binding on which `node:v8` stands, which takes milliseconds to load; newer Nodes keep it to themselves. A flag can have Node
 * warn of bindings, and another one make an error of that.
 */
function v8(): Pick<typeof nodeV8, "setFlagsFromString"> {
  const emitWarning = getOwnPropertyDescriptor(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return apply(get(process, "binding") as (name: string) => typeof nodeV8, process, ["v8"]);
  } catch {
    return process.getBuiltinModule("node:v8");
  } finally {
    if (emitWarning !== undefined) defineProperty(process, "emitWarning", emitWarning);
  }
}
