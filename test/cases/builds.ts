/** What builds do with a program, for cases that stand for what a build looks for: they name one of these. */
import { basename } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import type { Lowered, Lowering } from "./lowerings.js";

/** The text that is to become part of a build. */
function textOf({ text, instrumented }: Lowered): string {
  return instrumented?.code ?? text;
}

/** One file of all, without the calls that nobody needs: what others are taken in for, and left out, is found by its text. */
const bundled: Lowering = {
  name: "bundled",
  lower: (source) => Promise.resolve(textOf(source)),
  async bundle(files, { name, goal }) {
    const { outputFiles: [made] } = await build({
      entryPoints: [name], bundle: true, write: false, outdir: "out", treeShaking: true, platform: "node", logLevel: "silent",
      format: goal === "module" ? "esm" : "cjs",
      define: { "process.env.NODE_ENV": '"production"', "import.meta.env": '{"MODE":"made"}' },
      plugins: [{
        name: "files of the case",
        setup(bundling) {
          bundling.onResolve({ filter: /./ }, ({ path }) => (files.has(basename(path)) ? { path: basename(path), namespace: "case" } : { external: true }));
          bundling.onLoad({ filter: /./, namespace: "case" }, ({ path }) => ({ contents: files.get(path) ?? "", loader: "js" }));
        },
      }],
    });
    return new Map([[name, made?.text ?? ""]]);
  },
};

/** What the program's own types are about, in place of the language's libraries. */
const library = `interface Array<T> { readonly length: number; [index: number]: T } interface ReadonlyArray<T> { readonly [index: number]: T }
interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {}
interface Number { toFixed(digits: number): string } interface Object {} interface RegExp {}
interface String { toUpperCase(): string }
declare const console: { log(...values: unknown[]): void };
declare function $s(probe: number): void; declare function $e<T>(probe: number, value: T): T;`;

/** A compiler that looks at what the person wrote, and then prints what was made of it. */
const checked: Lowering = {
  name: "checked",
  lower(source) {
    const files: Readonly<Record<string, string>> = { "input.ts": source.text, "library.d.ts": library };
    const { ESNext } = ts.ModuleKind;
    const options: ts.CompilerOptions = { strict: true, noLib: true, types: [], target: ts.ScriptTarget.ES2022, module: ESNext };
    const host: ts.CompilerHost = {
      ...ts.createCompilerHost(options),
      getSourceFile: (name, version) => (files[name] === undefined ? undefined : ts.createSourceFile(name, files[name], version)),
      fileExists: (name) => name in files,
      readFile: (name) => files[name],
    };
    const [first] = ts.getPreEmitDiagnostics(ts.createProgram(Object.keys(files), options, host));
    if (first !== undefined) throw new TypeError(ts.flattenDiagnosticMessageText(first.messageText, " "));
    return Promise.resolve(ts.transpileModule(textOf(source), { compilerOptions: options }).outputText);
  },
};

/** A compiler for engines without generators and async functions. */
const downlevel: Lowering = {
  name: "downlevel",
  lower(source) {
    return Promise.resolve(compiledDown(textOf(source)).outputText);
  },
};

/** What TypeScript makes of a text for the oldest engines, with a map. */
export function compiledDown(text: string): ts.TranspileOutput {
  return ts.transpileModule(text, {
    fileName: "input.ts",
    compilerOptions: { target: ts.ScriptTarget.ES5, downlevelIteration: true, module: ts.ModuleKind.ESNext, sourceMap: true },
  });
}

/** Every one, by name. */
export const builds: readonly Lowering[] = [bundled, checked, downlevel];
