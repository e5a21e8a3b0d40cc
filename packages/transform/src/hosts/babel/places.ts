/**
 * Whether the tree that Babel was handed stands where its text does: a plan goes by offsets, and would be put elsewhere. Babel's own
 * parser counts well. Flow's, which other tools call, is wrong from the line behind U+2028 or U+2029 in a string on.
 */
import type { Program } from "@babel/types";
import { walk } from "../../1-parse/children.js";

/** What parsers are known to miscount behind: where there is none of it, nobody pays for looking. */
const miscounted = /[\u2028\u2029]/;

/** Whether each name of a tree is in the text where the tree says, or written there by an escape. */
export function standsInText(program: Program, text: string): boolean {
  if (!miscounted.test(text)) return true;
  let stands = true;
  walk(program, (node) => {
    if (node.type === "Identifier" && typeof node.start === "number") {
      stands &&= text.startsWith(node.name, node.start) || text.slice(node.start, node.end ?? node.start).includes("\\");
    }
    return stands;
  });
  return stands;
}
