/**
 * Metro, React Native's bundler, asks every function of a tree where it stands, and fails at one that does not tell. Elsewhere what is
 * inserted has no place: tools that measure coverage take it for what nobody wrote.
 */
import type { Program } from "@babel/types";
import { isFunctionLike, walk } from "../../1-parse/children.js";

/** Places functions without a place where the node before them begins. */
export function placeFunctions(program: Program): void {
  let last = program.loc;
  walk(program, (node) => {
    if (node.loc) last = node.loc;
    else if (last && isFunctionLike(node)) node.loc = { ...last, end: last.start };
    return true;
  });
}
