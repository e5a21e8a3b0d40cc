/** Whether the names of generated code are bound in this thread: by this copy of the package or by another one. */
import { runInThisContext } from "node:vm";
import { abi } from "./vocabulary.js";

/** Asks for one of them, since all are bound at once. */
export function isBound(): boolean {
  return runInThisContext(`typeof ${abi.stack}`) !== "undefined";
}
