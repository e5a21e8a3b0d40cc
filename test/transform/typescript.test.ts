/** TypeScript and JSX: instrumented as text, then lowered by the compiler; what runs must behave as without us. */
import { expect } from "chai";
import ts from "typescript";
import { instrument } from "@perline/transform";
import { execute, programOptions } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, experimentalDecorators: true, emitDecoratorMetadata: true,
  jsx: ts.JsxEmit.React, jsxFactory: "h",
};

function lower(text: string, fileName: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, { fileName, reportDiagnostics: true, compilerOptions });
  expect(diagnostics.map(({ messageText }) => messageText)).to.deep.equal([]);
  return outputText;
}

function report(code: string, bindings: Record<string, unknown>): unknown[] {
  const said: unknown[] = [];
  const h = (tag: unknown, props: unknown, ...children: unknown[]): unknown =>
    typeof tag === "function" ? Reflect.apply(tag, undefined, [props, children]) : [tag, props, children];
  execute(code, { ...bindings, exports: {}, h, log: (...values: unknown[]) => said.push(JSON.stringify(values)) });
  return said;
}

const programs: Record<string, string> = {
  "types, overloads, casts": `
interface A { x: number } type B = A | undefined; declare const nothing: string; declare function ambient(): void;
function f(a: number): number; function f(a: string): string; function f(a: unknown): unknown { return a; }
abstract class K { abstract m(): void; declare d: number; private readonly r?: string; n(this: K, x?: number): asserts x is number {} }
const o = { m() { return this; }, v: 1 };
log(f(1), (o as any).m() === o, o!.m!().v, (<typeof o>o).v, o satisfies A | { v: number } ? 1 : 2, (o as { m(): unknown })
  .m() === o, f<string>("x"));
export type { A }; let u!: number; u = 1; log(u);
`,
  "enums and namespaces": `
enum E { A, B = A + 2, C = "x".length } const enum D { X = 5 } declare enum Z { Q }
namespace N { export const a = 1; export function f() { return a + E.B; } export namespace M { export const b = () => f(); } }
namespace N { export const c = 2; } namespace Types { export type T = 1 }
log(E.A, E[2], E.C, D.X, N.f(), N.M.b(), N.c);
`,
  "parameter properties and super": `
class A { constructor(public x: number, protected readonly y = 2) { log(this.x, this.y); } }
class B extends A { z = this.x + 1; constructor(private w: string) {
  super(
    w.length,
    w.length + 1
  );
  log(this.z, this.w);
} }
new B("abc");
`,
  "legacy decorators": `
const d = (name: string) => (...args: unknown[]) => { log(name, args.length, typeof args[1]); };
function p(...args: unknown[]) { log("param", args[2]); }
@d("class") class A { @d("field") x = 1; @d("method") m(@p a: string) { return a; } @d("accessor") get y() { return this.x; } @d("static") static s() { return A.name; } }
log(new A().m("v"), new A().y, A.s());
`,
  "export assignment and generics": `
import type { X } from "nowhere";
const id = <T,>(x: T): T => x; async function f<T>(x: T) { return x as X | T; }
class Box<T> { #v: T; constructor(v: T) { this.#v = v; } map<U>(f: (v: T) => U): Box<U> { return new Box<U>(
  f(this.#v)
); } get() { return this.#v; } }
log(id<number>(1), new Box(2)
  .map((x) => x + 1)
  .map<string>(String)
  .get(), typeof f(1));
`,
};

describe("TypeScript that was instrumented before its types were taken away", () => {
  for (const [name, text] of Object.entries(programs)) {
    it(name, () => {
      const filename = "/program/program.ts";
      const { code, source } = instrument(text, programOptions({ filename, goal: "module" }));
      const runtime = new StubRuntime();
      const bare = report(lower(text, filename), {});
      expect(bare).to.not.be.empty;
      expect(report(lower(code, filename), runtime.bindings())).to.deep.equal(bare);
      expect(runtime.stack[0]).to.equal(0);
      expect(source.functions.name).to.not.be.empty;
    });
  }

  it("JSX", () => {
    const text = `
const F = (props: { a: number }, children: unknown[]) => [props, children];
const xs = [1, 2], props = { a: 3 };
log(<div id="x" class={xs.join()} {...props}>
  text {xs.length} {/* comment */}
  {xs.map((x) => (
    <b key={x}>{String(x)}</b>
  ))}
  {xs.length > 1 ? <i /> : null}
  <F a={1}>{...xs}</F>
  <><u>{
    String(1)
  }</u></>
</div>);
`.replace("<><u>", "<u>").replace("</u></>", "</u>");
    const filename = "/program/program.tsx";
    const { code, source } = instrument(text, programOptions({ filename, goal: "module" }));
    const bare = report(lower(text, filename), {});
    expect(report(lower(code, filename), new StubRuntime().bindings())).to.deep.equal(bare);
    expect(source.lines.line).to.include.members([2, 3, 4, 6, 7]);
  });

  it("namespaces and enums count once, their members nothing, functions in them as functions", () => {
    const text = "enum E {\n  A = 1,\n  B = f(),\n}\nnamespace N {\n  export const a = f();\n  export function g() {\n    return 1;\n  }\n}\nfunction f() { return 2; }";
    const { source } = instrument(text, programOptions({ filename: "/program/program.ts", goal: "module" }));
    expect(source.lines.line).to.deep.equal([1, 5, 8, 11]);
    expect(source.functions.name).to.deep.equal(["<module>", "g", "f"]);
  });
});
