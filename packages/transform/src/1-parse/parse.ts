/**
 * Text to syntax tree. Everything that is current JavaScript or TypeScript parses; a file that does not is the program's own
 * syntax error, reported with its line and left to Node to tell in its own words.
 */
import { createRequire } from "node:module";
import type * as parser from "@babel/parser";
import type { Comment, File, Program } from "@babel/types";
import { PerlineError } from "@perline/format";

/** How a file's top level is read: as an ES module, as the body of a CommonJS wrapper, or as a classic script. */
export type Goal = "module" | "commonjs" | "script";

type Plugins = NonNullable<parser.ParserOptions["plugins"]>;

/** What a text is, beside its characters. */
export interface TextPlace {
  /** Its extension decides the language. */
  filename: string;
  goal: Goal;
  /** Whether it is JavaScript whatever the extension says. */
  isJavaScript?: boolean;
  /** That JavaScript has types of Flow, and how they are read. Absent: it has none. */
  flow?: FlowSyntax;
}

/** How types of Flow are read. */
export interface FlowSyntax {
  /** Whether `f<T>(x)` has a type also in a file that does not say `@flow`. */
  all?: boolean;
  /** Whether there are enums. */
  enums?: boolean;
}

/** A parsed file. */
export interface Parsed {
  program: Program;
  /** In source order: all that may mean something to perline. */
  comments: readonly Comment[];
}

const standardDecorators: Plugins = [["decorators", { allowCallParenthesized: true }], "decoratorAutoAccessors"];
const legacyDecorators: Plugins = ["decorators-legacy"];
const current: Plugins = ["explicitResourceManagement", "importAttributes", "deferredImportEvaluation", "sourcePhaseImports"];

let loaded: typeof parser | null = null;

/** Loaded where it is wanted: large files may be read by another. */
function babel(): typeof parser {
  loaded ??= createRequire(__filename)("@babel/parser") as typeof parser;
  return loaded;
}

/**
 * Parses a file in its language.
 *
 * @throws PerlineError `source-syntax`, with file and line, where the text is not valid; RangeError where it is nested too deeply.
 */
export function parse(text: string, place: TextPlace): Parsed {
  const attempt = (decorators: Plugins): Parsed => {
    const file: File = babel().parse(text, {
      sourceType: place.goal === "module" ? "module" : place.goal === "commonjs" ? "commonjs" : "script",
      plugins: [...languagePlugins(place), ...current, ...decorators],
      attachComment: false,
      errorRecovery: false,
    });
    return { program: file.program, comments: file.comments ?? [] };
  };
  try {
    return attempt(standardDecorators);
  } catch (failure) {
    // The stack is full: that says nothing about the text.
    if (failure instanceof RangeError) throw failure;
    try {
      if (text.includes("@")) return attempt(legacyDecorators);
    } catch {
      // Both dialects fail: the first failure is the one to tell.
    }
    throw syntaxError(failure, place.filename);
  }
}

/** Whether a text is an ES module's by what it says: it imports or exports. What does not parse is none. */
export function saysModule(text: string, place: Omit<TextPlace, "goal">): boolean {
  if (!/\b(?:import|export)\b/.test(text)) return false;
  try {
    return parse(text, { ...place, goal: "module" }).program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  } catch {
    return false;
  }
}

function languagePlugins({ filename, isJavaScript = false, flow }: TextPlace): Plugins {
  const javaScript: Plugins = flow === undefined ? ["jsx"] : ["jsx", ["flow", flow]];
  if (isJavaScript) return javaScript;
  if (/\.d\.[cm]?ts$/.test(filename)) return [["typescript", { dts: true }]];
  if (filename.endsWith(".tsx")) return ["typescript", "jsx"];
  if (/\.[cm]?ts$/.test(filename)) return ["typescript"];
  return javaScript;
}

function syntaxError(failure: unknown, file: string): PerlineError {
  const said = failure instanceof Error ? failure.message : String(failure);
  // The parser ends its sentence itself, and tells line and column behind it.
  const message = said.replace(/\.?( \(\d+:\d+\))?$/, "");
  const line = failure instanceof Error && "loc" in failure ? (failure.loc as { line?: unknown }).line : undefined;
  return new PerlineError("source-syntax", `the text is not valid: ${message}`, {
    file,
    ...(typeof line === "number" ? { line } : {}),
    cause: failure,
  });
}
