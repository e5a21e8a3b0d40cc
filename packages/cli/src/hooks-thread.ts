/**
 * Node's thread of module hooks (Node 20, and 22 before 22.15): no program runs there, and nothing is measured. But hooks that a
 * program registers are loaded through those before them, so instrumented, and find the names of generated code here: bound with
 * the first use of one, to memory that nobody looks at, since most programs have no hooks of their own.
 */
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import { abi } from "@perline/format";
import type * as runtime from "@perline/runtime/node";

/** Prepares the thread for instrumented code, before any runs in it. */
export function bindOnUse(): void {
  const names = Object.values(abi);
  const bind = (): void => {
    for (const name of names) Reflect.deleteProperty(globalThis, name);
    (createRequire(__filename)("@perline/runtime/node") as typeof runtime).bindUnobserved();
  };
  for (const name of names) {
    const get = (): unknown => {
      bind();
      return runInThisContext(name);
    };
    Object.defineProperty(globalThis, name, { get, configurable: true });
  }
}
