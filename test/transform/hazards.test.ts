/** The program cannot tell: what it reports bare and instrumented is the same, under either clock. */
import { expect } from "chai";
import { createContext, runInContext } from "node:vm";
import { abi } from "@perline/format";
import { instrument } from "@perline/transform";
import { hazards } from "./hazards.corpus.js";
import { execute, programOptions } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

async function report(code: string, bindings: Record<string, unknown>): Promise<unknown[]> {
  const said: unknown[] = [];
  const log = (...values: unknown[]): void => {
    said.push(JSON.stringify(values, (_key, value: unknown) => (typeof value === "undefined" ? "undefined" : value)));
  };
  try {
    await execute(code, { ...bindings, log });
  } catch (failure) {
    said.push(`threw ${String(failure)}`);
  }
  return said;
}

describe("what a program sees", () => {
  for (const clock of ["sampled", "exact"] as const) {
    for (const [name, text] of Object.entries(hazards)) {
      it(`${name} (${clock})`, async () => {
        const { code } = instrument(text, programOptions({ clock }));
        const runtime = new StubRuntime();
        const bare = await report(text, {});
        expect(bare).to.not.be.empty;
        expect(bare.filter((said) => String(said).startsWith("threw"))).to.deep.equal([]);
        expect(await report(code, runtime.bindings())).to.deep.equal(bare);
        expect(runtime.stack[0]).to.equal(0);
        expect([...runtime.pending.values()].filter((count) => count !== 0)).to.deep.equal([]);
      });
    }
  }
});

describe("the completion value of a script", () => {
  const scripts = [
    "1; var x = 2", "1; function f() {}", "do { 6; break; } while (0)", "1; if (0) 2", "3; try { 4 } finally { 5 }",
    "switch (1) { case 1: 7 }", "1; for (const x of [1, 2]) x;", "var a = 1; a + 1; let b", "8; L: { 9; break L }", "'use strict'; 1; debugger", "1; while (0);", "5; {}",
    "1; try { 2; try { 3 } finally { 4 } } catch { 5 }", "1; try { 2; null.x } catch { 6 }", "do { try { 3 } finally { break } } while (0)",
    "for (const x of [1, 2]) { try { x; continue } finally { 9 } }", "1; class A {}", "for (var i = 0; i < 2; i++) { i; continue }", "2;\nif (1) {\n  3;\n  var y = 4;\n}",
  ];
  for (const script of scripts) {
    it(script.replace(/\n/g, " "), () => {
      const { code } = instrument(script, programOptions({ goal: "script" }));
      const bare: unknown = runInContext(script, createContext({}));
      const context = createContext(new StubRuntime().bindings());
      expect(runInContext(code, context)).to.equal(bare);
      const names = Object.keys(context).filter((key) => !Object.values<string>(abi).includes(key));
      expect(names).to.deep.equal(Object.keys(runKeys(script)));
    });
  }

  function runKeys(script: string): object {
    const context = createContext({});
    runInContext(script, context);
    return context;
  }
});
