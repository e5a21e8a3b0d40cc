/**
 * From positions in what runs to positions in the file: lines are the same, and columns follow from the instrumented text alone,
 * since what stands between marks was inserted.
 *
 * Texts are known by the names that V8 gives their frames: file, URL, or what a text calls itself (`//# sourceURL=`).
 */
import { fileURLToPath } from "node:url";
import { mark } from "@perline/format";

/** What runs for a file that another thread had loaded; null for one that runs as it is. */
export type CodeOf = (this: void, file: string) => string | null;

/** Instrumented texts by absolute file name; split where a trace leads there. Null for files that run as they are. */
const texts = new Map<string, string | string[] | null>();
/** Files by the names that their texts give themselves. */
const filesByName = new Map<string, string>();

/** V8's rule: the last such comment counts, and one whose value holds blanks or quotes is none. */
const ownName = /\/\/[#@][ \t]sourceURL=[ \t]*([^\s'"]+)[ \t]*$/gm;

/** Remembers what runs for a file of this thread's. */
export function remember(file: string, code: string): void {
  texts.set(file, code);
  const name = code.includes("sourceURL=") ? [...code.matchAll(ownName)].at(-1)?.[1] : undefined;
  if (name !== undefined) filesByName.set(name, file);
}

/** The file of a URL; the URL itself where it is none that names a file. */
function fileOf(url: string): string {
  try {
    return fileURLToPath(url);
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
    const isUrl = place.startsWith("file:");
    const file = filesByName.get(place) ?? (isUrl ? fileOf(place) : place);
    let text = texts.get(file);
    // A loader thread's modules are known by URL.
    if (text === undefined && isUrl) texts.set(file, text = this.ask(file));
    if (typeof text === "string") texts.set(file, text = text.split(/\r\n|[\n\r\u2028\u2029]/));
    return text?.[line - 1];
  }

  /** The place of an error with its line of the file and a mark below, as Node shows it; undefined where that is what runs. */
  excerpt(place: string, line: number, column: number): string | undefined {
    const text = this.lineOf(place, line);
    if (text === undefined) return undefined;
    return `${place}:${line}\n${underlined(text, column, column + 1)}`;
  }

  /** A formatted trace with the columns of its frames, which are its last lines, led back. */
  leadBack(trace: string, frames: number): string {
    const lines = trace.split("\n");
    const first = Math.max(0, lines.length - frames);
    return lines.map((line, index) => (index < first ? line : this.leadFrameBack(line))).join("\n");
  }

  /** Of evaluated code a frame has several positions; most frames are Node's. */
  private leadFrameBack(frame: string): string {
    if (frame.includes("(node:") || frame.startsWith("    at node:")) return frame;
    return frame.replace(/:(\d+):(\d+)(?=\)|$)/g, (whole: string, ...[line, column, at]: [string, string, number]) => {
      const text = this.lineBehind(frame.slice(0, at), Number(line));
      return text === undefined ? whole : `:${line}:${columnOf(text, Number(column) - 1) + 1}`;
    });
  }

  /** The line of the place that a part of a frame ends with. Names of functions and of files may hold blanks and brackets. */
  private lineBehind(part: string, line: number): string | undefined {
    const usual = this.lineOf(part.slice(part.lastIndexOf(" (") + 2), line);
    if (usual !== undefined) return usual;
    for (const { index } of part.matchAll(/[ (]/g)) {
      const found = this.lineOf(part.slice(index + 1), line);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** The column, 0-based, in the file for one in what runs. */
function columnOf(line: string, column: number): number {
  let inserted = 0;
  for (let start = line.indexOf(mark); start >= 0 && start < column;) {
    const last = line.indexOf(mark, start + mark.length);
    const end = last < 0 ? line.length : last + mark.length;
    inserted += Math.min(end, column) - start;
    start = line.indexOf(mark, end);
  }
  return column - inserted;
}

/** An excerpt as V8 makes it (a place, a line that runs, marks from one column of it to another) without what was inserted. */
export function bareExcerpt(excerpt: string): string {
  const [, where = "", line = "", indent = "", marks = ""] = /^(.*\n)(.*)\n(\s*)(\^+)\n$/.exec(excerpt) ?? [];
  return line.includes(mark) ? `${where}${underlined(line, indent.length, indent.length + marks.length)}` : excerpt;
}

/** A line of the file for one that runs, and below it marks from one column to another. */
function underlined(line: string, start: number, end: number): string {
  const bare = bareLine(line);
  const column = columnOf(line, start);
  const indent = bare.slice(0, column).replace(/[^\t]/g, " ");
  return `${bare}\n${indent}${"^".repeat(Math.max(1, columnOf(line, end) - column))}\n`;
}

/** A line without what was inserted. */
function bareLine(line: string): string {
  return line.split(mark).filter((_, piece) => piece % 2 === 0).join("");
}
