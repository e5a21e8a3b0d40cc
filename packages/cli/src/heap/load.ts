/** A heap snapshot from a file, with how far that has come on a terminal. */
import { PerlineError, visible } from "@perline/format";
import { type Heap, readHeap } from "@perline/heap";
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
      line.show(`${doing} ${file}${share === null ? "" : `: ${Math.floor(100 * share)} %`}`);
    });
  } catch (error) {
    if (!(error instanceof PerlineError && error.cause instanceof Error && "syscall" in error.cause)) throw error;
    const { code, cause } = error;
    throw new PerlineError(code, `the heap snapshot cannot be read: ${refusalOf(cause)}`, { file, cause, hint: "Check the path." });
  } finally {
    line.show("");
  }
}

/** One line of a terminal that is written again and again; nothing where there is no terminal. */
class ProgressLine {
  private shown = "";

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(text: string): void {
    if (this.stream.isTTY !== true || text === this.shown) return;
    this.shown = text;
    this.stream.write(`\r\x1b[K${text === "" ? "" : `perline: ${visible(text)}`}`);
  }
}
