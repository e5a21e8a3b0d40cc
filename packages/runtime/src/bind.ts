/**
 * Gives generated code its names: one `const` of script scope for each.
 *
 * Such a constant is folded by the optimiser, is no property of the global object, and is seen by every CommonJS and ES
 * module of the realm. A script cannot be handed values, so they stand on the global object for the moment it runs.
 *
 * The global object of a `node:vm` context is the user's: frozen, watched by a proxy, listed by its owner. There the names are
 * `let`s of script scope, which a function sets; nothing of the object is read or written, and a probe costs the same.
 */
import { compileFunction, runInThisContext, Script } from "node:vm";
import type { AbiName } from "@perline/format";
import { abi } from "./vocabulary.js";

/** Names of bindings that generated code makes itself, and of those that only linked code has. */
type OwnName = "active" | "base" | "frame" | "link" | "local" | "register" | "returning" | "value";

/** What each other name means. */
export type Bindings = Record<Exclude<AbiName, OwnName>, unknown>;

/** Binds all names, once for a realm. Throws a SyntaxError where they are bound already. */
export function bind(bindings: Bindings): void {
  const handedOver = `${abi.stack}handed_over`;
  Object.defineProperty(globalThis, handedOver, { value: bindings, configurable: true });
  const names = Object.keys(bindings) as (keyof Bindings)[];
  runInThisContext(`const ${names.map((name) => `${abi[name]}=${handedOver}.${name}`).join(",")};`);
  Reflect.deleteProperty(globalThis, handedOver);
}

const own: Record<OwnName, true> = {
  active: true, base: true, frame: true, link: true, local: true, register: true, returning: true, value: true,
};
const names = Object.keys(abi).filter((name) => !(name in own)) as (keyof Bindings)[];
const declaration = new Script(`let ${names.map((name) => abi[name]).join(",")};`);
const assignment = names.map((name) => `${abi[name]}=bindings.${name};`).join("");
// Taken before user code can replace them.
const compile = compileFunction;
const run: (this: Script, context: object) => void = Reflect.get(Script.prototype, "runInContext");
const { apply } = Reflect;

/** Binds all names in a context of `node:vm`, once. Throws a SyntaxError where they are bound already. */
export function bindIn(context: object, bindings: Bindings): void {
  apply(run, declaration, [context]);
  const assign = compile(assignment, ["bindings"], { parsingContext: context }) as (bindings: Bindings) => void;
  assign(bindings);
}
