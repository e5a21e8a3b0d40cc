/** Texts through the tree that TypeScript has of them, and back. */
import MagicString, { SourceMap } from "magic-string";
import ts from "typescript";
import type { Goal, Instrumented } from "@perline/transform";
import { printTypeScript } from "../../packages/transform/dist/3-emit/typescript.js";

/** A text that TypeScript reads. */
export interface TreeText {
  text: string;
  filename: string;
  goal: Goal;
}

/**
 * What TypeScript prints of a tree into which the text printer's `code` was put: of JavaScript what it compiles that to, with its map;
 * of all else the tree as it is, with types and JSX, and without lines.
 */
export function throughTypeScript(source: TreeText, code: string): Pick<Instrumented, "code" | "map"> {
  return /\.[cm]?js$/.test(source.filename) ? compiled(source, code) : printed(source, code);
}

function compiled({ text, filename, goal }: TreeText, code: string): Pick<Instrumented, "code" | "map"> {
  const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
    fileName: filename, transformers: { before: [putting(code)] },
    compilerOptions: {
      target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, allowJs: true, alwaysStrict: false, sourceMap: true,
      removeComments: true,
      moduleDetection: goal === "module" ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Legacy,
    },
  });
  return { code: outputText, map: () => new SourceMap(JSON.parse(sourceMapText) as ConstructorParameters<typeof SourceMap>[0]) };
}

function printed({ text, filename }: TreeText, code: string): Pick<Instrumented, "code" | "map"> {
  const file = ts.createSourceFile(filename, text, ts.ScriptTarget.ESNext, true);
  const { transformed: [tree = file] } = ts.transform(file, [putting(code)]);
  return { code: ts.createPrinter().printFile(tree), map: () => new MagicString(text).generateMap() };
}

function putting(code: string): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => printTypeScript(file, code, { typescript: ts, context });
}
