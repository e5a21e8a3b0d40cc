/** Where an object was made: frames, the oldest first, and their text as tracemalloc prints it. */
import { sourceLines } from "./source-lines.js";

/** A place in a call stack. */
export interface Frame {
  readonly path: string;
  /** 1-based; 0 where the whole file is meant. */
  readonly line: number;
  /** As V8 calls it; empty for a file's own code. */
  readonly function: string;
}

/** How a traceback is printed. */
export interface TracebackFormat {
  /** So many of the most recent frames; where it is negative, of the oldest. */
  limit?: number;
  mostRecentFirst?: boolean;
  /** The text of a line, where it is known; unless told, what the file has there now, if it can be read. */
  source?: (path: string, line: number) => string | undefined;
}

/** A frame as tracemalloc writes it: `app.js:3`. */
export function frameText({ path, line }: Frame): string {
  return `${path}:${line}`;
}

/** Compares frames by path, then by line. */
export function compareFrames(a: Frame, b: Frame): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line;
}

/** A call stack, as far as it was kept; the most recent frame is the last. */
export class Traceback {
  constructor(readonly frames: readonly Frame[]) {}

  /** The line that made the object; null where no frame is known. */
  get last(): Frame | null {
    return this.frames.at(-1) ?? null;
  }

  /** Two lines for each frame: its place, and its text where that is known. Throws nothing but what `source` throws. */
  format({ limit, mostRecentFirst = false, source = sourceLines() }: TracebackFormat = {}): string[] {
    const kept = limit === undefined ? this.frames : limit > 0 ? this.frames.slice(-limit) : this.frames.slice(0, -limit);
    return (mostRecentFirst ? kept.toReversed() : kept).flatMap(({ path, line }) => {
      const text = source(path, line)?.trim() ?? "";
      return [`  File "${path}", line ${line}`, ...(text === "" ? [] : [`    ${text}`])];
    });
  }

  /** The oldest frame, as tracemalloc has it. */
  toString(): string {
    const [oldest] = this.frames;
    return oldest === undefined ? "<unknown>:0" : frameText(oldest);
  }
}

/** Compares tracebacks frame by frame, the oldest first. */
export function compareTracebacks(a: Traceback, b: Traceback): number {
  const length = Math.min(a.frames.length, b.frames.length);
  for (let index = 0; index < length; index++) {
    const order = compareFrames(a.frames[index]!, b.frames[index]!);
    if (order !== 0) return order;
  }
  return a.frames.length - b.frames.length;
}
