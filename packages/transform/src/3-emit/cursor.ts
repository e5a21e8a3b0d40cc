/**
 * Hands a plan's edits to a printer, each once and in order. What a printer leaves over, or asks for out of place, is an error:
 * an edit is never lost in silence.
 */
import { PerlineError } from "@perline/format";
import type { Edit } from "../2-plan/edits.js";

export class EditCursor {
  #next = 0;
  #offset = 0;

  constructor(
    private readonly edits: readonly Edit[],
    private readonly filename: string,
  ) {}

  /** The next edit, or null behind the last. Checks that edits are in source order. */
  take(): Edit | null {
    const edit = this.edits[this.#next];
    if (edit === undefined) return null;
    if (edit.start < this.#offset || edit.end < edit.start) throw this.#failure(`the edit "${edit.kind}" at offset ${edit.start} is out of order`);
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
    const edit = this.edits[this.#next];
    if (edit !== undefined) throw this.#failure(`the edit "${edit.kind}" at offset ${edit.start} was not applied`);
  }

  #failure(message: string): PerlineError {
    return new PerlineError("edit-not-applied", message, { file: this.filename, hint: "The file runs as it is; please report this." });
  }
}
