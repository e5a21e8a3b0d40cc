/** A heap snapshot from a file, with how far that has come on a terminal. */
import { basename } from "node:path";
import { PerlineError } from "@perline/format";
import { type Heap, readHeap } from "@perline/heap";
import { ProgressLine } from "../progress-line.js";
import { refusalOf } from "../refusal.js";

/**
 * Reads a heap snapshot.
 *
 * @throws PerlineError `snapshot-unreadable`
 */
export async function loadHeap(file: string): Promise<Heap> {
  const line = new ProgressLine(process.stderr);
  try {
    return await readHeap(file, ({ doing, share }) => {
      line.show(`${basename(file)}: ${doing}${share === null ? "" : `, ${Math.floor(100 * share)} %`}`);
    });
  } catch (error) {
    if (!(error instanceof PerlineError && error.cause instanceof Error && "syscall" in error.cause)) throw error;
    const { code, cause } = error;
    throw new PerlineError(code, `the heap snapshot cannot be read: ${refusalOf(cause)}`, { file, cause, hint: "Check the path." });
  } finally {
    line.show("");
  }
}
