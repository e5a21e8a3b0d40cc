/** Texts as trees of Babel's, and back. */
import { parseSync, transformFromAstSync, type ParserOptions } from "@babel/core";
import type { File, Node } from "@babel/types";
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

/** What a node says of its text rather than of the program, and what follows from the rest. */
const besides: ReadonlySet<string> = new Set([
  "start", "end", "loc", "range", "extra", "leadingComments", "innerComments", "trailingComments", "comments", "tokens", "errors",
]);

/** All that a tree says of a program, as a text to compare: no places, no comments, no empty statements; a list of commas is one. */
export function programOf(tree: Node): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (besides.has(key)) return undefined;
    return Array.isArray(value) ? (value as (Node | null)[]).flatMap((each) => parts(each, key === "expressions")) : value;
  });
}

function parts(node: Node | null, ofCommas: boolean): readonly (Node | null)[] {
  if (node?.type === "EmptyStatement") return [];
  return ofCommas && node?.type === "SequenceExpression" ? node.expressions.flatMap((each) => parts(each, true)) : [node];
}
