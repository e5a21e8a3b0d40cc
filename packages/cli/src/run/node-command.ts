/** Commands that start Node itself: what they are called, and which of their words are Node's. */
import path from "node:path";
import process from "node:process";
import { findIndex, method, slice, startsWith, sublist, tester } from "@perline/transform/primitives";
import type { Target } from "./target.js";

// Taken before user code can replace them.
const { basename } = path;
const lowered = method(String.prototype, "toLowerCase");

/** What a command is called, wherever it is. */
export function commandName(command: string): string {
  const name = basename(command);
  return lowered(slice(name, -4)) === ".exe" ? slice(name, 0, -4) : name;
}

/** Whether a command starts Node, and nothing around it. */
export function startsNode(command: string): boolean {
  return command === process.execPath || commandName(command) === "node";
}

/** Whether the value of a flag of Node's is the next word. */
const takesWord = tester(/^(-r|-C|--(require|import|loader|experimental-loader|conditions|env-file|title|input-type))$/);

/** The words before the script; `words`: what stands behind the command. */
export function ownFlags(words: readonly string[]): readonly string[] {
  const end = findIndex(words, (word, index) => !startsWith(word, "-") && !(index > 0 && takesWord(words[index - 1]!)));
  return end < 0 ? words : sublist(words, 0, end);
}

/** The flags that a person gave for the Node that a target starts; null where it starts none. `nodeArgs`: those for a script's. */
export function givenFlags({ kind, executable, args }: Target, nodeArgs: readonly string[]): readonly string[] | null {
  if (kind === "script") return nodeArgs;
  return startsNode(executable) ? ownFlags(args) : null;
}

/** Flags of Node that leave no place for perline, and what each takes away. */
const forbidding = [
  { isIt: tester(/^--(experimental-)?permission(=|$)/), what: "threads and files" },
  { isIt: tester(/^--no-?harmony[-_]sharedarraybuffer$/), what: "shared memory" },
];

/** Why perline cannot measure a Node with such flags, as a sentence; null where it can. */
export function unsupportedBy(flags: readonly string[]): string | null {
  for (let index = 0; index < forbidding.length; index++) {
    const { isIt, what } = forbidding[index]!;
    const given = findIndex(flags, isIt);
    if (given >= 0) return `perline needs ${what}, which ${flags[given]!} forbids`;
  }
  return null;
}
