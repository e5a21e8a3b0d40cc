/**
 * Node's own `require`, from wherever this is loaded: test runners load a program's files by a `require` of theirs into contexts that
 * they throw away, and what measures a process must not go with them.
 */
import type * as nodeVm from "node:vm";
import { builtin } from "./builtin.js";

/** What of `process` and `node:module` is used. */
interface Host {
  getBuiltinModule(name: "node:module"): { createRequire(this: void, from: string): (name: string) => unknown };
}

/** Makes a `require` for a file's name, as `createRequire` does; null where this is not Node. */
export function nativeRequires(): ((from: string) => (name: string) => unknown) | null {
  const vm = builtin("node:vm") as typeof nodeVm | undefined;
  // A context has a process of its own, whose modules can be its runner's; a script of this context is one of the process's first.
  const host = vm?.runInThisContext("typeof process === 'object' ? process : null") as Host | null | undefined;
  return host?.getBuiltinModule("node:module").createRequire ?? null;
}
