/**
 * What the hooks of ES modules do, whichever thread they run in: TypeScript is found and stripped, ES modules are instrumented,
 * CommonJS is left to its own hook (a loader that returns CommonJS source takes `require.cache` away from it).
 */
import fs from "node:fs";
import path from "node:path";
import url from "node:url";
import { getter, method, slice, startsWith } from "../../primitives.js";
import type { FileSelection } from "../../selection.js";
import type { InstrumenterClient } from "./client.js";
import { withDecodableMap } from "./decodable-maps.js";
import { goalByName, isTypeScript } from "./goal.js";
import { syntaxErrorOf } from "./syntax-error.js";

// Taken before user code can replace them.
const { readFileSync } = fs;
const { extname } = path;
const { fileURLToPath, pathToFileURL } = url;
const { decodeURIComponent: decodePath, TextDecoder: Decoder } = globalThis;
const decode = method(Decoder.prototype, "decode");
const hrefOf = getter(URL.prototype, "href");

/** Node's context of a resolve hook. */
export interface ResolveContext {
  parentURL?: string | undefined;
}

/** What a specifier means. */
export interface Resolved {
  url: string;
  format?: string | null | undefined;
  shortCircuit?: boolean;
}

/** Node's next resolver. */
export type Resolve = (specifier: string, context: ResolveContext) => Resolved;

/** Node's context of a load hook. */
export interface LoadContext {
  format?: string | null | undefined;
}

/** A loaded module. */
export interface Loaded {
  format?: string | null | undefined;
  source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
  shortCircuit?: boolean;
}

/** Node's next loader. */
export type Load = (url: string, context: LoadContext) => Loaded;

/** How to go on with a module: leave it to Node, have Node load it and finish it, or it is there. */
export type Start =
  | { kind: "leave" | "finish"; format: string | null }
  | { kind: "done"; hasMap: boolean; loaded: Loaded & { source: string } };

/** What runs in place of a module. */
export interface Replacement {
  code: string;
  /** Its own text, where Node has to see that to know that it is a module; else null. */
  original: string | null;
}

/** The steps of loading that are perline's. */
export class ModuleLoading {
  constructor(private readonly client: InstrumenterClient, private readonly selection: FileSelection) {}

  /** What a TypeScript module means by a specifier; null to ask Node. */
  resolve(specifier: string, { parentURL }: ResolveContext): Resolved | null {
    if (parentURL === undefined || !startsWith(parentURL, "file:") || startsWith(specifier, "node:")) return null;
    const importer = fileURLToPath(parentURL);
    if (!isTypeScript(importer)) return null;
    const end = pathEnd(specifier);
    const bare = slice(specifier, 0, end);
    const wanted = startsWith(bare, "file:") ? fileURLToPath(bare) : isPath(bare) ? decodePath(bare) : bare;
    const found = this.client.resolve(wanted, importer);
    return found === null ? null : { url: hrefOf(pathToFileURL(found)) + slice(specifier, end), shortCircuit: true };
  }

  /**
   * Before Node loads a module.
   *
   * @throws SyntaxError where TypeScript is not valid.
   */
  begin(url: string): Start {
    if (!startsWith(url, "file:")) return { kind: "leave", format: null };
    const filename = fileURLToPath(url);
    if (isTypeScript(filename)) return this.beginTypeScript(filename);
    const mayConcern = this.selection.includes(filename) || this.selection.mayBeCompiled(filename);
    return { kind: mayConcern ? "finish" : "leave", format: null };
  }

  /** After Node has loaded a module that is to be instrumented. */
  finish(url: string, loaded: Loaded): Loaded {
    const { format, source } = loaded;
    if (format !== "module" || source === null || source === undefined) return loaded;
    const text = typeof source === "string" ? source : decode(new Decoder(), source);
    const filename = fileURLToPath(url);
    if (!this.selection.concerns(filename, text)) return loaded;
    const { code } = this.client.instrument({ filename, text, goal: "module", only: null });
    return code === null ? loaded : { ...loaded, source: withDecodableMap(code) };
  }

  /**
   * What runs in place of an ES module that Node reads past its hooks; null for the module itself.
   *
   * @throws SyntaxError where TypeScript is not valid.
   */
  replacement(url: string): Replacement | null {
    const start = this.begin(url);
    if (start.kind === "done") return { code: start.loaded.source, original: null };
    const filename = start.kind === "finish" ? fileURLToPath(url) : "";
    const extension = extname(filename);
    const text = extension === ".js" || extension === ".mjs" ? textOf(filename) : null;
    if (text === null || !this.selection.concerns(filename, text)) return null;
    const goal = goalByName(filename);
    const { code } = this.client.instrument({ filename, text, goal, only: "module" });
    return code === null ? null : { code: withDecodableMap(code), original: goal === null ? text : null };
  }

  private beginTypeScript(filename: string): Start {
    const text = readFileSync(filename, "utf8");
    const { goal, code, error, hasMap } = this.client.instrument({ filename, text, goal: goalByName(filename), only: "module" });
    // The hook of CommonJS reads and instruments it.
    if (goal === "commonjs") return { kind: "leave", format: "commonjs" };
    if (error !== null) throw syntaxErrorOf({ text, fault: error, excerptKey: this.client.excerptKey });
    return { kind: "done", hasMap, loaded: { format: "module", source: withDecodableMap(code ?? text), shortCircuit: true } };
  }
}

/** Whether a specifier names a file by its path. */
function isPath(specifier: string): boolean {
  return startsWith(specifier, "/") || startsWith(specifier, "./") || startsWith(specifier, "../");
}

/** Where the path of a specifier ends: before what belongs to its URL alone. */
function pathEnd(specifier: string): number {
  let end = 0;
  while (end < specifier.length && specifier[end] !== "?" && specifier[end] !== "#") end++;
  return end;
}

/** A module's text as Node decodes it; null where it cannot be read, in which Node fails by itself. */
function textOf(filename: string): string | null {
  try {
    return decode(new Decoder(), readFileSync(filename));
  } catch {
    return null;
  }
}
