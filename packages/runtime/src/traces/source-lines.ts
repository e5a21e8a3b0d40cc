/** Texts of lines, from the files as they are now; none where these cannot be read, or were never files. */
import { readFileSync } from "node:fs";

/** Gives the texts of lines, 1-based, and reads each file once. Paths are absolute, or relative to the working directory. */
export function sourceLines(): (path: string, line: number) => string | undefined {
  const read = new Map<string, readonly string[]>();
  return (path, line) => {
    const lines = read.get(path) ?? linesOf(path);
    read.set(path, lines);
    return lines[line - 1];
  };
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split(/\r\n|[\n\r\u2028\u2029]/u);
  } catch {
    // Code that was evaluated, Node's own, or a file that is gone: a traceback does without its lines.
    return [];
  }
}
