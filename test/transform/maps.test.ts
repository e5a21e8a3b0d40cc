/** Emitted maps: tokens planted in a text are found in place, from what runs to the text and back, through all that happens to it. */
import { allGeneratedPositionsFor, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { instrument, type Instrumented } from "@perline/transform";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { compiledFrom } from "../../packages/transform/dist/hosts/source-maps/compiled-from.js";
import { FileSelection } from "../../packages/transform/dist/selection.js";
import { stripTypes } from "../../packages/transform/dist/hosts/node/typescript/strip.js";
import { programOptions } from "./instrumented-program.js";

/** A text of many constructs; each `t…` is there once. */
const planted = `export class t1<T> extends (t2 as any) {
  private t3: number = t4(1, [t5, { t6 }]);
  static { t7(); }
  async *t8(t9: string, ...t10: T[]): AsyncGenerator<T> {
    for await (const t11 of t12()) if (t13 > 2) yield t14 ?? t15;
    try { await t16(
      t17, \`\${t18} and
      \${t19}\`,
    ); } catch (t20) { throw t21; } finally { t22(); }
    return t23 ? t24 : (t25!, t26 satisfies unknown);
  }
}
label: while (t27) { if (t28) continue label; else break; }
const t29 = (t30: number): number => t31 + t32;
t33?.t34?.(t35).t36;
switch (t37) { case t38: t39(); default: t40(); }
`;

const token = /\bt\d+\b/g;

/** Line (1-based) and column (0-based) of an offset. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}

/** The word at a position; esbuild maps the first one of a line from its indentation on. */
function textAt(text: string, { line, column }: { line: number | null; column: number | null }): string {
  return line === null || column === null ? "nowhere" : /^\s*(\w*)/.exec(text.split("\n")[line - 1]?.slice(column) ?? "")?.[1] ?? "";
}

/** That each token of what runs leads to itself in the text, and back again. */
function expectInPlace(code: string, map: TraceMap, text: string): void {
  // What is printed may hold its bare text, as a string of one line.
  const found = [...code.replace(/^.*\("export class.*$/gm, (line) => " ".repeat(line.length)).matchAll(token)];
  expect(new Set(found.map(([name]) => name)).size).to.be.greaterThan(35);
  for (const { 0: name, index } of found) {
    const place = originalPositionFor(map, positionOf(code, index));
    expect(textAt(text, place), `${name} there`).to.equal(name);
    if (place.source === null) throw new Error(`${name} leads nowhere`);
    expect(allGeneratedPositionsFor(map, { ...place, source: place.source }).map((back) => textAt(code, back)), `${name} back`).to.include(name);
  }
}

/** What runs, and the map at its end. */
function withMap(code: string | null): { code: string; map: TraceMap } {
  const at = code?.lastIndexOf("//# sourceMappingURL=data:") ?? -1;
  const [, data = ""] = /base64,(\S+)/.exec(code?.slice(at) ?? "") ?? [];
  return { code: code?.slice(0, at) ?? "", map: new TraceMap(Buffer.from(data, "base64").toString("utf8")) };
}

const filename = "/program/program.ts";

function instrumented(text: string): Instrumented {
  return instrument(text, programOptions({ filename, goal: "module" }));
}

describe("emitted maps", () => {
  it("find what was planted, through inserted text", () => {
    const result = instrumented(planted);
    expectInPlace(result.code, new TraceMap(result.map().toString()), planted);
  });

  it("find it through types that were blanked", async () => {
    const answer = await stripTypes({ filename, text: planted, goal: "module", instrumented: instrumented(planted), marksLead: false });
    const { code, map } = withMap(answer.code);
    expect(code).to.include("class t1    extends");
    expectInPlace(code, map, planted);
  });

  it("find it through TypeScript that was printed", async () => {
    const text = `${planted}enum Printed { A = 1 }\n`;
    const answer = await stripTypes({ filename, text, goal: "module", instrumented: instrumented(text), marksLead: false });
    const { code, map } = withMap(answer.code);
    expect(code).to.include("class t1 extends");
    expectInPlace(code, map, text);
  });

  it("find it through a compiler and what was inserted then", () => {
    const { code: compiled } = transformSync(planted, { sourcemap: "inline", minifyWhitespace: true, sourcefile: filename, loader: "ts" });
    const selection = new FileSelection({ root: "/program", include: [], exclude: [] });
    const { originals, chain } = compiledFrom(compiled, { filename: "/program/dist/program.js", selection, root: "/program" });
    if (originals === null || chain === null) throw new Error("the map was not found");
    const result = instrument(compiled, programOptions({ goal: "module", originals }));
    expect(result.source.path).to.equal("program.ts");
    const { code, map } = withMap(`${result.code}\n//# sourceMappingURL=${chain(result.map())}`);
    expectInPlace(code.slice(0, code.indexOf("//# source")), map, planted);
  });
});
