/** The TypeScript printer: the same program as the text printer's, in the compiler's own nodes. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { expect } from "chai";
import ts from "typescript";
import { PerlineError } from "@perline/format";
import { instrument, type InstrumentOptions } from "@perline/transform";
import { printTypeScript } from "../../packages/transform/dist/3-emit/typescript.js";
import { clocks, type ClockName } from "../cases/measured.js";
import { progress, runs, seed } from "../effort.js";
import { readRealSource, realSourceFiles, someRealSourceFiles, type RealSource } from "../real-sources.js";
import { programOptions } from "./instrumented-program.js";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve, allowJs: true, removeComments: true,
};

/** What a transformer does to a file. */
type Transform = (file: ts.SourceFile, context: ts.TransformationContext) => ts.SourceFile;

const asItIs: Transform = (file) => file;

function compiled({ filename, text }: RealSource, transform: Transform = asItIs, more: ts.CompilerOptions = {}): ts.TranspileOutput {
  const before = [(context: ts.TransformationContext) => (file: ts.SourceFile) => transform(file, context)];
  return ts.transpileModule(text, { fileName: filename, compilerOptions: { ...options, ...more }, transformers: { before } });
}

/** Puts into a tree what the text printer has made of its text. */
function printing(code: string): Transform {
  return (file, context) => printTypeScript(file, code, { typescript: ts, context });
}

/** Puts each `switch` together anew, which gives a comma behind it parentheses of its own: a printer does so where it changes one. */
const switched: Transform = (file, context) => {
  const visit = (node: ts.Node): ts.Node => {
    const inside = ts.visitEachChild(node, visit, context);
    return ts.isSwitchStatement(inside) ? context.factory.createSwitchStatement(inside.expression, inside.caseBlock) : inside;
  };
  return ts.visitEachChild(file, visit, context);
};

function instrumented({ filename, text, goal }: RealSource, more: Partial<InstrumentOptions> = {}): string {
  return instrument(text, programOptions({ filename, path: filename, goal, ...more })).code;
}

/** Compiles a file as the text printer and as the TypeScript printer has it; blanks aside, that is the same. */
function compare(source: RealSource, clock: ClockName, more: Partial<InstrumentOptions> = {}): void {
  const code = instrumented(source, { clock, verify: false, ...more });
  const expected = compiled({ ...source, text: code }, switched).outputText;
  const actual = compiled(source, (file, context) => switched(printing(code)(file, context), context)).outputText;
  expect(withoutBlanks(actual) === withoutBlanks(expected), `${source.filename} by the ${clock} clock`).to.equal(true);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Texts by file name. */
type Files = Record<string, string>;

/** What a program of several files is compiled to, as `tsc` does it; instrumented where asked for. */
function build(files: Files, { measured, ...more }: ts.CompilerOptions & { measured: boolean }): Files {
  const built: Files = {};
  const compilerOptions = { ...options, noLib: true, ...more };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(compilerOptions),
    getSourceFile: (name, languageOrOptions) => {
      const text = files[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, languageOrOptions, true);
    },
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    getCurrentDirectory: () => "/",
    writeFile: (name, text) => (built[name] = text),
  };
  const transform = (context: ts.TransformationContext) => (file: ts.SourceFile): ts.SourceFile =>
    printing(instrumented({ filename: file.fileName, text: file.text, goal: "module" }))(file, context);
  const program = ts.createProgram(Object.keys(files), compilerOptions, host);
  program.emit(undefined, undefined, undefined, undefined, { before: measured ? [transform] : [] });
  return built;
}

describe("the TypeScript printer", () => {
  const files = realSourceFiles();
  const some = someRealSourceFiles(runs({ check: 40, nightly: files.length }), seed);
  it(`prints real files as the text printer does: ${some.length} of ${files.length} (seed ${seed})`, () => {
    expect(files.length).to.be.greaterThan(200);
    const done = progress("files", some.length);
    some.forEach((file, index) => {
      compare(readRealSource(file), clocks[index % clocks.length]!);
      done();
    });
  });

  it("prints what counts objects in the head of a loop", () => {
    const text = "for (let [a, ...r] = [1], { b, ...s } = {}; a < 1; a++) f(r, s);\nfor (const [...r] of []) f(r);\n";
    for (const clock of clocks) compare({ filename: "/program/heads.ts", text, goal: "module" }, clock, { memory: true });
  });

  const program = {
    "/kinds.ts": [
      "export const enum Kind { Plain, Odd }", "export interface Row { kind: Kind }", "export class Store {}", "export const used = 1;", "",
    ].join("\n"),
    "/main.ts": [
      "import { Kind, type Row, Store, used } from './kinds';",
      "import { Row as Shape } from './kinds';",
      "declare function mark(...all: unknown[]): any;",
      "@mark class Rows {",
      "  constructor(private readonly store: Store) {}",
      "  @mark all(shape: Shape, kind: Kind): Row[] {",
      "    return [{ kind: Kind.Odd }, { kind: used }];",
      "  }",
      "}",
      "export const rows = (store: Store): Row[] => new Rows(store).all({ kind: 0 }, Kind.Plain);",
    ].join("\n"),
  };
  const { Bundler } = ts.ModuleResolutionKind;
  const typed = { experimentalDecorators: true, emitDecoratorMetadata: true, declaration: true, moduleResolution: Bundler };

  it("leaves what the compiler knows: which imports are used, constant enums, types of decorated members, declarations", () => {
    const bare = build(program, { ...typed, measured: false });
    const ours = build(program, { ...typed, measured: true });
    const main = ours["/main.js"] ?? "";
    expect(main).to.include("import { Store, used } from './kinds';").and.to.not.include("Shape");
    expect(main).to.include("kind: 1 }");
    for (const line of (bare["/main.js"] ?? "").match(/^.*__metadata\("design:.*$/gm) ?? []) expect(main).to.include(line);
    expect(main.match(/design:/g)).to.have.length(4);
    expect(ours["/main.d.ts"]).to.equal(bare["/main.d.ts"]).and.to.include("Row[]");
  });

  it("keeps comments, once each", () => {
    const text = [
      "/* licence */", "", "/** what it does */", "export function f(a) { // begins", "  // before", "  if (a) return g( // first",
      "    a /* last */); // behind", "  /* alone */ h() // ends", "  // nothing follows", "}", "const x = () => // concise", "  g(1);", "// the end", "",
    ].join("\n");
    const source: RealSource = { filename: "/program/comments.ts", text, goal: "module" };
    const comments = (transform: Transform): string[] => {
      const { outputText } = compiled(source, transform, { removeComments: false });
      return (outputText.match(/\/\/ [a-z ]+|\/\*+ [a-z ]+\*\//g) ?? []).map((each) => each.trim());
    };
    expect(comments(printing(instrumented(source)))).to.deep.equal(comments(asItIs)).and.to.have.length(11);
  });

  it("begins with the comments that the file begins with", () => {
    for (const start of ["/** @jsx make */", "/* licence */\n// @ts-check"]) {
      const source: RealSource = { filename: "/program/start.ts", text: `${start}\nf();\nexport {};\n`, goal: "module" };
      const { outputText } = compiled(source, printing(instrumented(source)), { removeComments: false });
      expect(outputText.startsWith(start), outputText).to.equal(true);
    }
  });

  it("maps to the lines of the text", () => {
    const text = "function f(a) {\n  if (a) {\n    throw new Error(a);\n  }\n  return (\n    g(a)\n  );\n}\n";
    const source: RealSource = { filename: "/program/lines.js", text, goal: "commonjs" };
    const { outputText, sourceMapText = "" } = compiled(source, printing(instrumented(source)), { sourceMap: true });
    const map = new TraceMap(sourceMapText);
    for (const part of ["if (a)", "throw", "new Error", "return", "g(a)"]) {
      const offset = outputText.indexOf(part);
      const before = outputText.slice(0, offset).split("\n");
      const { line } = originalPositionFor(map, { line: before.length, column: before.at(-1)?.length ?? 0 });
      expect(line, part).to.equal(text.slice(0, text.indexOf(part)).split("\n").length);
    }
  });

  it("says with file and line what it cannot put together", () => {
    const source: RealSource = { filename: "/program/lost.js", text: "f();\n\ng();\n", goal: "commonjs" };
    const print = (code: string): string => compiled(source, printing(code)).outputText;
    const code = instrumented(source);
    expect(print(code)).to.include("g();");
    const lost = (wrong: string): PerlineError => {
      try {
        print(wrong);
      } catch (error) {
        if (error instanceof PerlineError) return error;
        throw error;
      }
      throw new Error("nothing was thrown");
    };
    expect(lost(code.replace("g();", "    "))).to.include({ code: "edit-not-applied", file: "/program/lost.js", line: 3 });
    expect(lost(code.replace("g();", "h;  "))).to.include({ code: "edit-not-applied", file: "/program/lost.js", line: 3 });
    expect(lost(code.replace("g();", "g(;)"))).to.include({ code: "edit-not-applied", file: "/program/lost.js" });
  });
});
