/** Texts as trees of Babel's, and back. */
import { parseSync, transformFromAstSync, type ParserOptions } from "@babel/core";
import type { File } from "@babel/types";
import { PerlineError } from "@perline/format";
import type { InstrumentOptions } from "@perline/transform";

/** A text, and how Babel reads it. */
export interface BabelText {
  text: string;
  filename: string;
  goal: InstrumentOptions["goal"];
  /** Whether parentheses are nodes. */
  parentheses?: boolean;
}

type Plugins = NonNullable<ParserOptions["plugins"]>;

const dialects: readonly Plugins[] = [[["decorators", { allowCallParenthesized: true }], "decoratorAutoAccessors"], ["decorators-legacy"]];

/** The tree that Babel has of a text. */
export function parseByBabel({ text, filename, goal, parentheses = false }: BabelText): File {
  const language: Plugins = /\.[cm]?ts$/.test(filename) ? ["typescript"] : filename.endsWith(".tsx") ? ["typescript", "jsx"] : ["jsx"];
  let failure: unknown;
  for (const dialect of dialects) {
    const plugins: Plugins = [...language, ...dialect, "explicitResourceManagement"];
    try {
      const file = parseSync(text, {
        filename, sourceType: goal === "commonjs" ? "script" : goal, configFile: false, babelrc: false,
        parserOpts: { plugins, createParenthesizedExpressions: parentheses, allowReturnOutsideFunction: goal === "commonjs" },
      });
      if (file !== null) return file;
    } catch (error) {
      failure ??= error;
    }
  }
  throw new PerlineError("source-syntax", "Babel does not read the text", { file: filename, cause: failure });
}

/** The text that Babel prints of a tree, its lines where they stood as far as they can. */
export function textOfTree(file: File, { text, filename }: BabelText): string {
  const printed = transformFromAstSync(file, text, {
    filename, configFile: false, babelrc: false, cloneInputAst: false, retainLines: true, compact: false,
  });
  return printed?.code ?? "";
}
