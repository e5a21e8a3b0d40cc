/**
 * Every failure that a person can cause or mend, as one class with a documented code.
 *
 * The message is one sentence; `hint` names the next step. Where a place is known, `file` and `line` say it.
 */

/** The documented error codes; CONTRIBUTING.md and the README list each with its meaning. */
export type ErrorCode =
  | "usage"
  | "config-invalid"
  | "script-not-found"
  | "output-not-writable"
  | "profile-unreadable"
  | "profile-foreign"
  | "profile-newer"
  | "profile-invalid"
  | "snapshot-unreadable"
  | "source-syntax"
  | "source-instrumented"
  | "edit-not-applied"
  | "node-unsupported"
  | "abi-mismatch"
  | "typescript-unsupported";

/** Where the failure is and what to do about it. */
export interface ErrorPlace {
  /** The file at fault, as the person named it. */
  file?: string;
  /** 1-based. */
  line?: number;
  /** The next step, as a sentence. */
  hint?: string;
  /** What failed underneath. */
  cause?: unknown;
}

/** An error with a code, for people: `message` is one sentence without the place. */
export class PerlineError extends Error {
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.name = "PerlineError";
    this.code = code;
    this.file = place.file;
    this.line = place.line;
    this.hint = place.hint;
  }

  /** The whole of it on one line: `file:line: message (code). hint`. */
  describe(): string {
    const file = this.file === "" ? '""' : this.file;
    const place = file === undefined ? "" : this.line === undefined ? `${file}: ` : `${file}:${this.line}: `;
    return `${place}${this.message} (${this.code}).${this.hint === undefined ? "" : ` ${this.hint}`}`;
  }
}
