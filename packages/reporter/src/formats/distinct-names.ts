/** Names of functions for formats that know a function of a file by its name alone. */
import type { FunctionRow } from "../views/functions.js";

/** A name for each function of a file: its own, and where several have the same, with the place behind it: `f 3:0`. */
export function distinctNames(functions: readonly Pick<FunctionRow, "name" | "line" | "column">[]): string[] {
  const counts = new Map<string, number>();
  for (const { name } of functions) counts.set(name, (counts.get(name) ?? 0) + 1);
  return functions.map(({ name, line, column }) => (counts.get(name) === 1 ? name : `${name} ${line}:${column}`));
}
