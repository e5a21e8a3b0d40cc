/**
 * The last check of a printed text: taking out what was inserted gives back the input, the whole still parses, and importers find
 * the same exports in it. A file that fails it runs as it was.
 */
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import type * as lexer from "cjs-module-lexer";
import { mark, PerlineError } from "@perline/format";
import { parse, type TextPlace } from "../1-parse/parse.js";
import { unmark } from "./text.js";

/**
 * Texts longer than this, in UTF-16 units, are not read again by parser and lexer, which would take a good part of the time that they
 * take; by V8 they are, in a tenth of it.
 */
const readAgain = 1_000_000;

/**
 * Checks a printed text; gives whether V8 takes it, which it is not asked of a module.
 *
 * @throws PerlineError `edit-not-applied`
 */
export function verify(text: string, code: string, place: TextPlace): boolean {
  const { filename, goal } = place;
  const hint = "The file runs as it is; please report this.";
  if (unmark(code) !== text) {
    throw new PerlineError("edit-not-applied", "taking out what was inserted does not give back the text", { file: filename, hint });
  }
  const long = text.length > readAgain;
  if (goal === "commonjs" && !long && losesExports(text, code)) {
    throw new PerlineError("edit-not-applied", "importers would not find its exports any more", { file: filename, hint });
  }
  if (goal !== "module" && compiles(code)) return true;
  if (long && (goal === "module" || !compiles(text))) return false;
  try {
    // Without the marks: for each comment the parser looks for the next line break, which in a text of one line is far away.
    parse(code.replaceAll(mark, " "), place);
  } catch (cause) {
    throw new PerlineError("edit-not-applied", "the instrumented text does not parse", { file: filename, hint, cause });
  }
  return false;
}

/** Anything by which a CommonJS file may tell of exports. */
const tellsExports = /exports|__export|\.keys\b/;

/** Whether ES modules that import a CommonJS file would find less in its text than they did. Of TypeScript nothing can be told. */
function losesExports(text: string, code: string): boolean {
  if (!tellsExports.test(text)) return false;
  // Loaded only for who exports.
  const { parse: find } = createRequire(__filename)("cjs-module-lexer") as typeof lexer;
  const [before, after] = [text, code].map((one) => {
    try {
      const { exports, reexports } = find(one);
      return [...exports, "|", ...reexports].join(" ");
    } catch {
      return null;
    }
  });
  return before !== null && after !== null && before !== after;
}

/** Whether V8 takes a text as a function body, which takes it a twentieth of the parser's time. TypeScript and JSX it does not. */
function compiles(code: string): boolean {
  try {
    compileFunction(code.startsWith("#!") ? `//${code}` : code, ["exports", "require", "module"]);
    return true;
  } catch {
    return false;
  }
}
