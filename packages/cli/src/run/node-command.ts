/** Commands that start Node itself: what they are called, and which of their words are Node's. */
import { basename } from "node:path";
import type { Target } from "./target.js";

/** Whether a command starts Node, and nothing around it. */
export function startsNode(command: string): boolean {
  return command === process.execPath || basename(command).replace(/\.exe$/i, "") === "node";
}

/** Flags of Node's whose value is the next word. */
const withValue = /^(-r|-C|--(require|import|loader|experimental-loader|conditions|env-file|title|input-type))$/;

/** The words before the script; `words`: what stands behind the command. */
export function ownFlags(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word, index) => !word.startsWith("-") && !withValue.test(words[index - 1] ?? ""));
  return end < 0 ? words : words.slice(0, end);
}

/** The flags that a person gave for the Node that a target starts; null where it starts none. `nodeArgs`: those for a script's. */
export function givenFlags({ kind, executable, args }: Target, nodeArgs: readonly string[]): readonly string[] | null {
  if (kind === "script") return nodeArgs;
  return startsNode(executable) ? ownFlags(args) : null;
}
