/**
 * From TypeScript to JavaScript, after instrumentation, so that probe ids come from the lines a person wrote.
 *
 * Types alone are blanked: every character that stays keeps its place. What is more than types (enums, namespaces, parameter
 * properties, decorators, JSX, fields with the semantics of assignment) is printed by esbuild, and a source map leads stack traces
 * back to the file: people who run TypeScript expect them there. What was blanked needs one only where marks do not lead them.
 */
import { mark } from "@perline/format";
import type * as esbuild from "esbuild";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { transformSync as blankTypes } from "@swc/wasm-typescript";
import type { Instrumented } from "../../../index.js";
import type { FileGoal } from "../goal.js";
import type { SourceAnswer, SyntaxFault } from "../protocol.js";
import { withCommonJsNames } from "./commonjs-names.js";
import { withFunctionTexts, type Print } from "./function-texts.js";
import { Leftovers } from "./leftovers.js";
import { settingsOf, type CompilerSettings } from "./tsconfig.js";
import { typesBehindInserted } from "./trailing-types.js";

/** A TypeScript file. */
export interface TypeScriptSource {
  filename: string;
  /** As it is on disk. */
  text: string;
  goal: FileGoal;
  /** Null where it could not be instrumented. */
  instrumented: Instrumented | null;
  /** Whether traces are led past the marks, as those of JavaScript are. */
  marksLead: boolean;
}

type CompilerOptions = CompilerSettings["options"];

/** JavaScript, or why there is none. */
export type Stripped = Pick<SourceAnswer, "code" | "error" | "hasMap">;

/** Turns a file into JavaScript. */
export async function stripTypes(source: TypeScriptSource): Promise<Stripped> {
  const { filename, instrumented, marksLead } = source;
  const { options } = settingsOf(filename);
  const blanked = /x$/.test(filename) ? null : blank(source, options);
  if (blanked !== null) {
    const hasMap = instrumented !== null && !marksLead;
    return { code: hasMap ? withMap(blanked, instrumented) : blanked, error: null, hasMap };
  }
  try {
    return { code: await print(source, options), error: null, hasMap: true };
  } catch (failure) {
    return { code: null, error: describe(failure, filename), hasMap: false };
  }
}

/** The text without types; null where it holds more than types. */
function blank({ text, goal, instrumented }: TypeScriptSource, options: CompilerOptions): string | null {
  try {
    const { code: stripped } = blankTypes(instrumented?.code ?? text, { mode: "strip-only", module: goal === "module" });
    const code = instrumented === null ? stripped : typesBehindInserted(instrumented.code, stripped);
    const leftovers = new Leftovers(code);
    if (leftovers.hasDecorators || leftovers.hasUsing || (leftovers.hasFields && fieldsAssign(options))) return null;
    const needed = options["verbatimModuleSyntax"] === true ? code : leftovers.withoutUnusedImports();
    return goal === "module" ? withCommonJsNames(needed, leftovers.commonJsNames()) : needed;
  } catch {
    return null;
  }
}

/** TypeScript's rule: fields are assignments where a config says so, or targets what had no fields. */
function fieldsAssign({ useDefineForClassFields, target }: CompilerOptions): boolean {
  if (typeof useDefineForClassFields === "boolean") return !useDefineForClassFields;
  return typeof target === "string" && /^es(3|5|6|201\d|202[01])$/i.test(target);
}

async function print({ filename, text, goal, instrumented }: TypeScriptSource, options: CompilerOptions): Promise<string> {
  const { jsx } = options;
  // Loaded for who needs it: types alone are blanked without.
  const { transform } = createRequire(__filename)("esbuild") as typeof esbuild;
  const printed = (input: string): Promise<Print> => transform(input, {
    loader: loaderOf(filename),
    ...(goal === "commonjs" ? { format: "cjs" as const } : {}),
    target: `node${process.versions.node}`,
    sourcefile: filename,
    sourcemap: "external",
    // What a config leaves to a later tool is done here.
    tsconfigRaw: { compilerOptions: { ...options, ...(jsx === "preserve" || jsx === "react-native" ? { jsx: "react-jsx" } : {}) } },
    logLevel: "silent",
  });
  if (instrumented === null) return withInlineMap(await printed(text));
  // Of comments esbuild keeps some, which would leave marks without their other half.
  const unmarked = instrumented.code.replaceAll(mark, " ".repeat(mark.length));
  // It follows a map at the end of its input: positions lead to the file, past what was inserted.
  const [print, { code: bare }] = await Promise.all([printed(withMap(unmarked, instrumented)), printed(text)]);
  return withInlineMap(withFunctionTexts(print, bare, goal));
}

function withInlineMap({ code, map }: Print): string {
  return `${code}//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}\n`;
}

/** The code with the map that leads from its columns to those of the file. */
function withMap(code: string, instrumented: Instrumented): string {
  return `${code}\n//# sourceMappingURL=${instrumented.map().toUrl()}`;
}

function loaderOf(filename: string): esbuild.Loader {
  const extension = extname(filename);
  return extension === ".tsx" ? "tsx" : extension === ".jsx" ? "jsx" : "ts";
}

/** A failure to print, as Node would tell of one of JavaScript. */
function describe(failure: unknown, filename: string): SyntaxFault {
  const first = (failure as { errors?: esbuild.Message[] }).errors?.[0];
  if (first === undefined) return { message: failure instanceof Error ? failure.message : String(failure), excerpt: `${filename}\n` };
  const { text: message, location } = first;
  if (location === null) return { message, excerpt: `${filename}\n` };
  const { line, column, length, lineText } = location;
  // Columns are of UTF-8.
  const before = Buffer.from(lineText).toString("utf8", 0, column);
  const marks = before.replace(/[^\t]/g, " ") + "^".repeat(Math.max(1, length));
  return { message, excerpt: `${filename}:${line}\n${lineText}\n${marks}\n` };
}
