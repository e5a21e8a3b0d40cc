/**
 * Gives generated code its names: one `const` of script scope for each.
 *
 * Such a constant is folded by the optimiser, is no property of the global object, and is seen by every CommonJS and ES
 * module of the realm. A script cannot be handed values, so they stand on the global object for the moment it runs.
 */
import { runInThisContext } from "node:vm";
import type { AbiName } from "@perline/format";
import { abi } from "./vocabulary.js";

/** What each name means; `frame` and `returning` are bindings of the generated code itself. */
export type Bindings = Record<Exclude<AbiName, "frame" | "returning">, unknown>;

/** Binds all names, once for a realm. Throws a SyntaxError where they are bound already. */
export function bind(bindings: Bindings): void {
  const handedOver = `${abi.stack}handed_over`;
  Object.defineProperty(globalThis, handedOver, { value: bindings, configurable: true });
  const names = Object.keys(bindings) as (keyof Bindings)[];
  runInThisContext(`const ${names.map((name) => `${abi[name]}=${handedOver}.${name}`).join(",")};`);
  Reflect.deleteProperty(globalThis, handedOver);
}
