/** Files that a report is made from are given once each, and are not where it is written. */
import { PerlineError } from "@perline/format";
import { realOf } from "../real-path.js";

/** What is read, and where it goes. */
export interface Ways {
  /** What the files are, as a person calls one. */
  what: string;
  /** A file; null for stdout. */
  output: string | null;
}

/**
 * Makes sure that no file is given twice, by whatever names, which would add it to itself, and that the report replaces none.
 *
 * @throws PerlineError `usage`
 */
export function requireDistinct(files: readonly string[], { what, output }: Ways): void {
  const names = new Map<string, string>();
  for (const file of files) {
    const known = names.get(realOf(file));
    if (known !== undefined) {
      const again = known === file ? "" : `, as ${known} too`;
      throw new PerlineError("usage", `the ${what} is given twice${again}`, { file, hint: `Name each ${what} once.` });
    }
    names.set(realOf(file), file);
  }
  if (output === null || !names.has(realOf(output))) return;
  throw new PerlineError("usage", `the report would replace the ${what}`, { file: output, hint: "Choose another place with --output." });
}
