/**
 * Stack traces and the excerpt of an uncaught error as without perline: with the columns of the file, not of what runs.
 *
 * Lines are the file's anyway. Columns follow from the instrumented text alone: what stands between marks was inserted. Node has
 * two places that turn a position into words, both kept for its own source maps and reached by `--expose-internals`, which the
 * outer process adds. Where they are not as expected nothing is changed; a program's own `Error.prepareStackTrace` sees raw
 * positions, and excerpts need a source-map comment behind the text (`excerpts` of the instrumenter's options).
 */
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { mark } from "@perline/format";
import type { ThreadMeasurement } from "@perline/runtime/node";
import { withoutWarnings } from "@perline/transform/binding";
import type { InstrumenterAccess } from "@perline/transform/instrumenter";

type Format = (this: void, globalThis: unknown, error: unknown, trace: NodeJS.CallSite[]) => unknown;
/** What runs for a file that another thread had loaded; null for one that runs as it is. */
type CodeOf = (this: void, file: string) => string | null;
type Excerpt = (this: void, file: string, line: number, column: number) => string | undefined;

/** Node's own, as far as it is used. */
interface Bindings {
  internalBinding: (name: string) => unknown;
}

interface ErrorsBinding {
  setPrepareStackTraceCallback(format: Format): void;
  setGetSourceMapErrorSource(excerpt: Excerpt): void;
  setSourceMapsEnabled(enabled: boolean): void;
}

/** Instrumented texts by absolute file name; split where a trace leads there. Null for files that run as they are. */
const texts = new Map<string, string | string[] | null>();

/** Remembers what runs for a file of this thread's. */
export function remember(file: string, code: string): void {
  texts.set(file, code);
}

/** Asks the instrumenter for what it was not this thread to load; the program's clock stands still meanwhile. */
export function codeOf({ client }: Pick<InstrumenterAccess, "client">, { waiting }: Pick<ThreadMeasurement, "waiting">): CodeOf {
  return (file) => {
    waiting.begin();
    const code = client.codeOf(file);
    waiting.end();
    return code;
  };
}

let ask: CodeOf = () => null;

/** The file of a URL; the URL itself where it is none that names a file. */
function fileOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

/** A line, 1-based, of what runs for a file, by its name or URL; undefined for files that run as they are. */
function lineOf(place: string, line: number): string | undefined {
  const isUrl = place.startsWith("file:");
  const file = isUrl ? fileOf(place) : place;
  let text = texts.get(file);
  // A loader thread's modules are known by URL.
  if (text === undefined && isUrl) texts.set(file, text = ask(file));
  if (typeof text === "string") texts.set(file, text = text.split(/\r\n|[\n\r\u2028\u2029]/));
  return text?.[line - 1];
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

/** A line without what was inserted. */
function bareLine(line: string): string {
  return line.split(mark).filter((_, piece) => piece % 2 === 0).join("");
}

const excerpt: Excerpt = (place, line, column) => {
  const text = lineOf(place, line);
  if (text === undefined) return undefined;
  const bare = bareLine(text);
  const indent = bare.slice(0, columnOf(text, column)).replace(/[^\t]/g, " ");
  return `${place}:${line}\n${bare}\n${indent}^\n`;
};

/** A position in a line of a trace: what stands before, file or URL, line, column, what stands behind. */
const position = /^(\s+at .*?\(?)((?:file:|\/|[A-Za-z]:\\)[^()]*?|\[eval\]|\[stdin\]):(\d+):(\d+)(\)?)$/gm;

/** A formatted trace with each `file:line:column` of an instrumented file led back. */
function leadBack(trace: string): string {
  return trace.replace(position, (whole: string, ...parts: string[]) => {
    const [before = "", place = "", line = "", column = "", after = ""] = parts;
    const text = lineOf(place, Number(line));
    return text === undefined ? whole : `${before}${place}:${line}:${columnOf(text, Number(column) - 1) + 1}${after}`;
  });
}

/** Where the code is that instrumented code calls: it can be the top of a trace where the stack overflows. */
const runtimeFolder = dirname(createRequire(__filename).resolve("@perline/runtime/node"));

/** A trace without frames of the runtime's. */
function withoutOwn(trace: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const isOwn = (site: NodeJS.CallSite): boolean => site.getFileName()?.startsWith(runtimeFolder) === true;
  return trace.some(isOwn) ? trace.filter((site) => !isOwn(site)) : trace;
}

/** Puts both in place, behind the hooks of modules and before user code. Gives whether Node let it. */
export function restoreTraces(codeOf: CodeOf): boolean {
  ask = codeOf;
  const globals = new Set(Reflect.ownKeys(globalThis));
  try {
    const load = createRequire(__filename);
    // Node warns of what is for its own tests.
    const { internalBinding } = withoutWarnings(() => load("internal/test/binding") as Bindings);
    const { prepareStackTraceCallback: format } = load("internal/errors") as { prepareStackTraceCallback: Format };
    const errors = internalBinding("errors") as ErrorsBinding;
    errors.setPrepareStackTraceCallback((realm, error, trace) => {
      const formatted = format(realm, error, withoutOwn(trace));
      return typeof formatted === "string" ? leadBack(formatted) : formatted;
    });
    // Where source maps are in use (TypeScript), excerpts are Node's to make.
    if (!process.sourceMapsEnabled) {
      errors.setGetSourceMapErrorSource(excerpt);
      errors.setSourceMapsEnabled(true);
    }
    // The flag lists Node's inner modules among those for everyone.
    Reflect.set(Module, "builtinModules", Module.builtinModules.filter((id) => !id.startsWith("internal/")));
    return true;
  } catch {
    return false;
  } finally {
    for (const key of Reflect.ownKeys(globalThis)) if (!globals.has(key)) Reflect.deleteProperty(globalThis, key);
  }
}
