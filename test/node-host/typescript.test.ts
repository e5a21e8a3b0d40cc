/** TypeScript without any set-up: what runs, what is measured, and where stack traces lead. */
import { expect } from "chai";
import { runProgram } from "./programs.js";

const traced = "\nconsole.log(new Error('t').stack!.split('\\n')[1]!.replace(/^.*[\\\\/]|\\)$/g, ''));\n";

describe("TypeScript, with hooks", () => {
  it("runs with types blanked: every position stays, imports that only types used are gone", async () => {
    const ours = await runProgram({
      "a.ts": "import { Shape, area } from './shape';\nimport type { Other } from './none';\ninterface Local { s: Shape }\n"
        + `const l: Local = { s: { w: 2 } as Shape };\nconsole.log(area(l.s)!);${traced}`,
      "shape.ts": "import { Loud } from './loud';\nexport interface Shape { w: number; l?: Loud }\nexport const area = <S extends Shape>(s: S): number => s.w ** 2;\n",
      "loud.ts": "export interface Loud { x: 1 }\nconsole.log('loaded though only a type is used');\n",
    }, "a.ts");
    expect(ours.stderr).to.equal("");
    expect(ours.stdout).to.equal("4\na.ts:6:13\n");
    expect(ours.instrumented).to.deep.equal(["a.ts", "shape.ts"]);
  });

  it("runs enums, namespaces, parameter properties in derived classes, and leads traces to their lines", async () => {
    const ours = await runProgram({
      "a.ts": "enum E { A, B = 5 }\nnamespace N {\n  export const n = 1;\n}\nclass Base {\n  constructor(readonly b: number) {}\n}\n"
        + "class D extends Base {\n  constructor(private q: number, protected r = 2) {\n    super(q);\n    this.q += 1;\n  }\n"
        + `  show() {\n    return [this.b, this.q, this.r];\n  }\n}\nconsole.log(E[0], E.B, N.n, new D(7).show().join());${traced}`,
    }, "a.ts");
    expect(ours.stderr).to.equal("");
    expect(ours.stdout).to.equal("A 5 1 7,8,2\na.ts:18:13\n");
    const [source] = ours.profile.sources;
    expect(source!.functions.name).to.include.members(["<module>", "D.constructor", "D.show"]);
    expect(source!.lines.line).to.include.members([10, 11, 14, 17]);
  });

  it("runs where the program has replaced what Node decodes maps by", async () => {
    const ours = await runProgram({
      "a.js": "const fail = () => { throw new Error('not Buffer\\'s own'); };\nObject.assign(Buffer, { from: fail, alloc: fail, concat: fail });\n"
        + "Object.assign(Buffer.prototype, { toString: fail, slice: fail, write: fail, utf8Slice: fail, base64Write: fail });\n"
        + "for (const name of ['./plain.ts', './printed.cts', './module.mts']) console.log(require(name).f(1));\n",
      "plain.ts": "exports.f = (n: number): number => n;\n",
      "printed.cts": "enum E { A = 'é' }\nexports.f = (n: number): number => n + E.A.length;\n",
      "module.mts": "enum E { A = 'b' }\nexport const f = (n: number): string => n + E.A;\n",
    }, "a.js");
    expect(ours.stderr).to.equal("");
    expect(ours.stdout).to.equal("1\n2\n1b\n");
    expect(ours.instrumented).to.deep.equal(["a.js", "plain.ts", "printed.cts", "module.mts"]);
  });

  it("gives functions that end in a type the text without it", async () => {
    const { stdout } = await runProgram({
      "a.ts": "const ends = [() => 1 as number, (x?: number) => x!, async (y: unknown) => (await y) as string, () => ({}) satisfies object /* c */];\n"
        + "for (const end of ends) console.log(`|${end.toString()}|`);\n",
    }, "a.ts");
    expect(stdout).to.equal("|() => 1|\n|(x         ) => x|\n|async (y         ) => (await y)|\n|() => ({})|\n");
  });

  for (const type of ["commonjs", "module"]) {
    for (const clock of ["sampled", "exact"] as const) {
      it(`gives printed functions the text of the un-instrumented print (${type}, ${clock})`, async () => {
        const text = "\"use strict\";\nenum E { A }\nexport function f(x: number): number {\n  return x;\n}\n"
          + "class K {\n  static s(a: number) {\n    return a;\n  }\n  constructor(public q: number) {\n    f(q);\n  }\n"
          + "  get y() {\n    return () => this.q;\n  }\n  empty() {\n  }\n}\nasync function* g() {\n  yield await 1;\n}\n"
          + "for (const fn of [f, K.s, K, new K(1).y, K.prototype.empty, g]) console.log(String(fn));\nconsole.log(E.A);\n" + traced;
        const ours = await runProgram({ "a.ts": text, "package.json": JSON.stringify({ type }) }, "a.ts", { clock });
        expect(ours.stderr).to.equal("");
        const [f, s] = ["function f(x) {\n  return x;\n}", "s(a) {\n    return a;\n  }"];
        const [y, empty] = ["() => this.q", "empty() {\n  }"];
        const rest = `get y() {\n    return ${y};\n  }\n  ${empty}`;
        const g = "async function* g() {\n  yield await 1;\n}";
        expect(ours.stdout.split("\n").slice(0, -3).join("\n")).to.equal(
          [f, s, `class K {\n  constructor(q) {\n    this.q = q;\n    f(q);\n  }\n  q;\n  static ${s}\n  ${rest}\n}`, y, empty, g].join("\n"),
        );
        expect(ours.stdout.split("\n").slice(-3)).to.deep.equal(["0", "a.ts:25:13", ""]);
      });
    }
  }

  it("lowers standard decorators, and legacy ones where tsconfig.json asks for them, through extends", async () => {
    const standard = "function d(f: Function, c: ClassMethodDecoratorContext) {\n  console.log(String(c.name));\n}\nclass A {\n  @d m() {}\n}\nnew A().m();\n";
    expect((await runProgram({ "a.ts": standard }, "a.ts")).stdout).to.equal("m\n");
    const legacy = "function d(target: object, key: string) {\n  console.log(typeof target, key);\n}\nclass A {\n  @d m() {}\n}\nnew A().m();\n";
    const files = { "a.ts": legacy, "tsconfig.json": "{ /* c */ \"extends\": \"./base.json\" }",
      "base.json": "{ \"compilerOptions\": { \"experimentalDecorators\": true } }" };
    expect((await runProgram(files, "a.ts")).stdout).to.equal("object m\n");
  });

  it("respects paths, baseUrl, JSX settings and useDefineForClassFields", async () => {
    const ours = await runProgram({
      "tsconfig.json": JSON.stringify({ compilerOptions: {
        baseUrl: ".", paths: { "@lib/*": ["lib/*"] }, jsx: "react", jsxFactory: "h", useDefineForClassFields: false } }),
      "a.ts": "import { view } from '@lib/view';\nimport { two } from 'lib/two';\nclass A {\n  set x(v: number) { console.log('set', v); }\n}\n"
        + "class B extends A {\n  // @ts-ignore\n  x = 1;\n  y: number;\n}\nconsole.log(Object.keys(new B()).join(), view, two);\n",
      "lib/view.tsx": "const h = (tag: string, props: unknown, ...kids: unknown[]) => `${tag}:${kids.length}`;\nexport const view = <b>{1}{2}</b>;\n",
      "lib/two/index.ts": "export const two: number = 2;\n",
    }, "a.ts");
    expect(ours.stderr).to.equal("");
    expect(ours.stdout).to.equal("set 1\n b:2 2\n");
    expect(ours.instrumented).to.have.members(["a.ts", "lib/view.tsx", "lib/two/index.ts"]);
  });

  it("finds ./x.js as ./x.ts, in ES modules and in CommonJS, with import = and export =", async () => {
    const module = await runProgram({
      "package.json": "{\"type\":\"module\"}", "a.ts": "import { b } from './b.js';\nimport { c } from './c.mjs';\nimport d from './d.cjs';\nconsole.log(b, c, d.e, await Promise.resolve(1));\n",
      "b.ts": "export const b: string = 'b';\n", "c.mts": "export const c: string = 'c';\n",
      "d.cts": "import e = require('./e.cjs');\nexport = { e };\n", "e.cts": "const e: number = 5;\nexport = e;\n",
    }, "a.ts");
    expect(module.stderr).to.equal("");
    expect(module.stdout).to.equal("b c 5 1\n");
    expect(module.instrumented).to.have.members(["a.ts", "b.ts", "c.mts", "d.cts", "e.cts"]);
    const commonJs = await runProgram({
      "a.cts": "import { b } from './b';\nconst { c } = require('./c.js') as { c: number };\nconsole.log(b, c, module.id);\n",
      "b.cts": "export const b: string = 'b';\n", "c.ts": "exports.c = 3 as number;\n",
    }, "a.cts");
    expect(commonJs.stderr).to.equal("");
    expect(commonJs.stdout).to.equal("b 3 .\n");
  });

  it("gives files written for CommonJS their names where syntax makes them ES modules", async () => {
    const ours = await runProgram({
      "a.ts": "import { b } from './b';\nif (require.main === module) console.log(typeof __dirname, __filename.endsWith('a.ts'), b);\n",
      "b.ts": "export const b: boolean = require.main === module;\n",
    }, "a.ts");
    expect(ours.stdout).to.equal("string true false\n");
  });

  it("runs TypeScript that is not profiled, and from JavaScript", async () => {
    const ours = await runProgram({ "a.mjs": "import { b } from './b.ts';\nconsole.log(b);\n", "b.ts": "export const b: number = 1;\n" },
      "a.mjs", { exclude: ["b.ts"] });
    expect(ours.stdout).to.equal("1\n");
    expect(ours.instrumented).to.deep.equal(["a.mjs"]);
  });

  it("shows the line of a syntax error, and what is wrong", async () => {
    const ours = await runProgram({ "a.ts": "const a: number = 1;\nconst b: = 2;\n" }, "a.ts");
    expect(ours.code).to.equal(1);
    // Where Node strips types itself the words are its own.
    const said = Reflect.get(process.features, "typescript") ? /SyntaxError \[ERR_INVALID_TYPESCRIPT_SYNTAX\]: .+/ : /SyntaxError: Unexpected "="/;
    expect(ours.stderr).to.match(/a\.ts:2\nconst b: = 2;\n {9}\^\n\nSyntaxError/).and.to.match(said);
  });
});
