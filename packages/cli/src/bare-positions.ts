/**
 * From positions in what runs to positions in the file: lines are the same, and columns follow from the instrumented text alone,
 * since what stands between marks was inserted.
 *
 * Texts are known by the names that V8 gives their frames: file, URL, or what a text calls itself (`//# sourceURL=`).
 *
 * Programs read traces whenever they like, whatever they have replaced: see primitives.ts.
 */
import { fileURLToPath } from "node:url";
import { mark } from "@perline/format";
import { includes, indexOf, lastIndexOf, slice, startsWith } from "@perline/transform/primitives";
import { ownNameOf } from "./own-name.js";
import { endsLine, isDigit, unitAt } from "./text-units.js";

/** What runs for a file that another thread had loaded; null for one that runs as it is. */
export type CodeOf = (this: void, file: string) => string | null;

/** A place in what runs. */
export interface Place {
  /** As V8 names its text. */
  name: string;
  /** 1-based. */
  line: number;
  /** 0-based. */
  column: number;
}

// Taken before user code can replace them.
const toPath = fileURLToPath;
const { create } = Object;

/** Instrumented texts by absolute file name; in lines where a trace leads there. Null for files that run as they are. */
const texts = create(null) as Record<string, string | string[] | null>;
/** Files by the names that their texts give themselves. */
const filesByName = create(null) as Record<string, string>;

/** Remembers what runs for a file of this thread's. */
export function remember(file: string, code: string): void {
  texts[file] = code;
  const name = ownNameOf(code);
  if (name !== null) filesByName[name] = file;
}

/** The file of a URL; the URL itself where it is none that names a file. */
function fileOf(url: string): string {
  try {
    return toPath(url);
  } catch {
    return url;
  }
}

/** Knows the texts of a thread. */
export class BarePositions {
  /** `ask`: for what this thread did not load itself. */
  constructor(private readonly ask: CodeOf) {}

  /** A line, 1-based, of what runs for a place as V8 names it; undefined for places that run as they are. */
  private lineOf(place: string, line: number): string | undefined {
    const isUrl = startsWith(place, "file:");
    const file = filesByName[place] ?? (isUrl ? fileOf(place) : place);
    let text = texts[file];
    // A loader thread's modules are known by URL.
    if (text === undefined && isUrl) texts[file] = text = this.ask(file);
    if (typeof text === "string") texts[file] = text = linesOf(text);
    return text?.[line - 1];
  }

  /** The place of an error with its line of the file and a mark below, as Node shows it; undefined where that is what runs. */
  excerpt({ name, line, column }: Place): string | undefined {
    const text = this.lineOf(name, line);
    if (text === undefined) return undefined;
    return `${name}:${line}\n${underlined(text, column, column + 1)}`;
  }

  /** Whether a place is one of what was inserted. */
  isInserted({ name, line, column }: Place): boolean {
    const text = this.lineOf(name, line);
    return text !== undefined && columnOf(text, column) === columnOf(text, column + 1);
  }

  /** A formatted trace with the columns of its frames, which are its last lines, led back. */
  leadBack(trace: string, frames: number): string {
    let led = "";
    let end = trace.length;
    for (let left = frames; left > 0 && end >= 0; left--) {
      const start = lastIndexOf(trace, "\n", end - 1);
      led = `${start < 0 ? "" : "\n"}${this.leadFrameBack(slice(trace, start + 1, end))}${led}`;
      end = start;
    }
    return end < 0 ? led : slice(trace, 0, end) + led;
  }

  /** Of evaluated code a frame has several positions (`:line:column`, before a bracket or the end); most frames are Node's. */
  private leadFrameBack(frame: string): string {
    if (includes(frame, "(node:") || startsWith(frame, "    at node:")) return frame;
    let led = "";
    let from = 0;
    for (let at = indexOf(frame, ":"); at >= 0; at = indexOf(frame, ":", at + 1)) {
      const lineEnd = digitsEnd(frame, at + 1);
      const columnEnd = unitAt(frame, lineEnd) === ":" ? digitsEnd(frame, lineEnd + 1) : 0;
      if (lineEnd === at + 1 || columnEnd <= lineEnd + 1 || (columnEnd < frame.length && frame[columnEnd] !== ")")) continue;
      const text = this.lineBehind(slice(frame, 0, at), +slice(frame, at + 1, lineEnd));
      if (text === undefined) continue;
      led += `${slice(frame, from, lineEnd)}:${columnOf(text, +slice(frame, lineEnd + 1, columnEnd) - 1) + 1}`;
      from = columnEnd;
    }
    return led + slice(frame, from);
  }

  /** The line of the place that a part of a frame ends with. Names of functions and of files may hold blanks and brackets. */
  private lineBehind(part: string, line: number): string | undefined {
    const usual = this.lineOf(slice(part, lastIndexOf(part, " (", part.length) + 2), line);
    if (usual !== undefined) return usual;
    for (let index = 0; index < part.length; index++) {
      if (part[index] !== " " && part[index] !== "(") continue;
      const found = this.lineOf(slice(part, index + 1), line);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** The lines of a text, without what ends them. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const unit = unitAt(text, index);
    if (!endsLine(unit)) continue;
    lines[lines.length] = slice(text, start, index);
    if (unit === "\r" && unitAt(text, index + 1) === "\n") index++;
    start = index + 1;
  }
  return lines;
}

/** Where the digits end that begin at an index. */
function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(unitAt(text, end))) end++;
  return end;
}

/** What the text printer puts between a division and a mark, which would make a comment together. */
const gap = "\u00a0";

/** Where the next piece that was inserted begins, from an index on, and ends: behind its second mark. Null where there is none. */
function nextInserted(line: string, from: number): { start: number; end: number } | null {
  const first = indexOf(line, mark, from);
  if (first < 0) return null;
  const last = indexOf(line, mark, first + mark.length);
  const hasGap = unitAt(line, first - 1) === gap && unitAt(line, first - 2) === "/";
  return { start: hasGap ? first - 1 : first, end: last < 0 ? line.length : last + mark.length };
}

/** The column, 0-based, in the file for one in what runs. */
function columnOf(line: string, column: number): number {
  let inserted = 0;
  for (let piece = nextInserted(line, 0); piece !== null && piece.start < column; piece = nextInserted(line, piece.end)) {
    inserted += (piece.end < column ? piece.end : column) - piece.start;
  }
  return column - inserted;
}

/** An excerpt as V8 makes it (a place, a line that runs, marks from one column of it to another) without what was inserted. */
export function bareExcerpt(excerpt: string): string {
  const start = indexOf(excerpt, "\n") + 1;
  const end = indexOf(excerpt, "\n", start);
  const line = slice(excerpt, start, end);
  const marks = indexOf(excerpt, "^", end + 1);
  const marksEnd = indexOf(excerpt, "\n", marks);
  if (start === 0 || end < 0 || marks < 0 || marksEnd < 0 || !includes(line, mark)) return excerpt;
  return slice(excerpt, 0, start) + underlined(line, marks - (end + 1), marksEnd - (end + 1));
}

/** A line of the file for one that runs, and below it marks from one column to another. */
function underlined(line: string, start: number, end: number): string {
  const bare = bareLine(line);
  const first = columnOf(line, start);
  const last = columnOf(line, end);
  let below = "";
  for (let column = 0; column < first && column < bare.length; column++) below += bare[column] === "\t" ? "\t" : " ";
  below += "^";
  for (let column = first + 1; column < last; column++) below += "^";
  return `${bare}\n${below}\n`;
}

/** A line without what was inserted. */
function bareLine(line: string): string {
  let bare = "";
  let from = 0;
  for (let piece = nextInserted(line, 0); piece !== null; piece = nextInserted(line, from)) {
    bare += slice(line, from, piece.start);
    from = piece.end;
  }
  return bare + slice(line, from);
}
