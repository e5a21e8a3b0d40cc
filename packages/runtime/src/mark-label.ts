/** What a program may call a moment. It is asked in the program's thread, and may come from code without types. */

/** The label as text; null for objects, functions and symbols, whose text would be the program's own code to make, or an error. */
export function labelText(label: unknown): string | null {
  if (typeof label === "string") return label;
  if (label === null || label === undefined || typeof label === "number" || typeof label === "boolean" || typeof label === "bigint") {
    return `${label}`;
  }
  return null;
}
