/**
 * Hands a plan's edits to a printer, each once and in order. What a printer leaves over, or asks for out of place, is an error:
 * an edit is never lost in silence.
 */
import { PerlineError } from "@perline/format";
import { LineIndex } from "../1-parse/lines.js";
import type { Edit } from "../2-plan/edits.js";

/** The text that a plan is of. */
export interface EditedText {
  readonly filename: string;
  readonly text: string;
}

export class EditCursor {
  #next = 0;
  #offset = 0;

  constructor(
    private readonly edits: readonly Edit[],
    private readonly source: EditedText,
  ) {}

  /** The next edit, which stays the next; null behind the last. */
  peek(): Edit | null {
    return this.edits[this.#next] ?? null;
  }

  /** The next edit, or null behind the last. Checks that edits are in source order. */
  take(): Edit | null {
    const edit = this.peek();
    if (edit === null) return null;
    if (edit.start < this.#offset || edit.end < edit.start) throw this.failure(edit, "is out of order");
    this.#offset = edit.start;
    this.#next++;
    return edit;
  }

  /**
   * Checks that every edit was taken.
   *
   * @throws PerlineError `edit-not-applied`
   */
  done(): void {
    const edit = this.peek();
    if (edit !== null) throw this.failure(edit, "was not applied");
  }

  /** The error `edit-not-applied` about an edit. */
  failure({ kind, start }: Edit, what: string): PerlineError {
    const { text, filename } = this.source;
    const place = { file: filename, line: new LineIndex(text).at(start), hint: "The file runs as it is; please report this." };
    return new PerlineError("edit-not-applied", `the edit "${kind}" at offset ${start} ${what}`, place);
  }
}
