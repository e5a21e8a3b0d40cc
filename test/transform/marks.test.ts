/** Marks and requests to be left out: which functions get a frame, and what is told about the rest. */
import { expect } from "chai";
import { instrument, skipReasons, type Instrumented, type InstrumentOptions } from "@perline/transform";
import { programOptions } from "./instrumented-program.js";

function marked(text: string, options: Partial<InstrumentOptions> = {}): Instrumented {
  return instrument(text, programOptions({ filename: "/program/program.ts", goal: "module", select: "marked", ...options }));
}

/** The names of the functions that got a frame, the module body left out. */
function instrumentedNames({ source }: Instrumented): string[] {
  return source.functions.name.filter((_name, row) => row > 0);
}

describe("a mark opts a function in", () => {
  const cases: [text: string, ...names: string[]][] = [
    ["/** @profile */ function f() { g(); } function g() {}", "f"],
    ["// @profile\nconst f = () => { const inner = () => 1; return inner; };", "f"],
    ["/** Docs.\n * @profile\n */\nexport async function f() {}", "f"],
    ["/** @profile */ export default function () {}", "default"],
    ["class A { /** @profile */ m() {} n() {} }", "A.m"],
    ["// @profile\nclass A { m() {} n = () => 1; x = 2; }", "A.m", "A.<fields>", "A.n"],
    ["const o = { /** @profile */ m() {}, n() {}, /** @profile */ k: () => 1 };", "o.m", "o.k"],
    ["/** @profile */ exports.f = function () {};", "f"],
    ["// @profile\nconst f = memo(() => 1);", "<anonymous>"],
    ["function f() { \"use profile\"; } function g() {}", "f"],
    ["'use profile'; function f() {} const g = () => f();", "f", "g"],
    ["class A { @profile m() {} n() {} } @profile class B { k() {} }", "A.m", "B.k"],
    ["class A { @profile() m() {} }", "A.m"],
    ["const f = profile(() => 1); const g = () => 2;", "f"],
    ["function f() {} profile(f); function g() {}", "f"],
    ["declare const profile: <T>(f: T) => T; const f = profile(() => 1);", "f"],
    ["declare function profile<T>(f: T): T; const f = profile(() => 1);", "f"],
    ["declare global { var profile: <T>(f: T) => T } class A { @profile m() {} }", "A.m"],
    ["import { profile } from '@perline/runtime'; const f = profile(() => 1);", "f"],
    ["import { profile as p } from '@perline/runtime'; const f = p(() => 1); const g = profile(() => 2);", "<anonymous>", "g"],
    ["const { profile: p } = require('@perline/runtime'); const f = p(() => 1);", "<anonymous>"],
  ];
  for (const [text, ...names] of cases) {
    it(text.replaceAll("\n", " "), () => {
      const result = marked(text);
      expect(instrumentedNames(result)).to.deep.equal(names);
      expect(result.markedFunctions).to.be.above(0);
      expect(result.warnings).to.deep.equal([]);
    });
  }

  const foreign = [
    "import { profile } from './mine'; const f = profile(() => 1);", "function profile(f) { return f; } const f = profile(() => 1);",
    "const profile = (f) => f; class A { @profile m() {} }", "function f() {} // the user's @profile.picture\nf();", "// @profiler\nfunction f() {}",
  ];
  for (const text of foreign) {
    it(`but not: ${text}`, () => {
      const result = marked(text);
      expect([instrumentedNames(result), result.markedFunctions]).to.deep.equal([[], 0]);
    });
  }

  it("warns, with the line, of marks that mark nothing", () => {
    expect(marked("f();\nprofile(imported);\n// @profile\nf();").warnings.map(({ line }) => line)).to.have.members([2, 3]);
  });

  it("leaves a file without marks as it is", () => {
    const text = "function f() { return () => 1; }\nclass A { x = 1; static { f(); } }\nf();";
    const { code, probeCount } = marked(text);
    expect([code, probeCount]).to.deep.equal([text, 0]);
  });
});

describe("names restrict", () => {
  it("to the functions whose name is accepted", () => {
    const text = "class A { m() {} n() {} } function f() {} f();";
    const result = marked(text, { select: "all", acceptsFunction: (name) => name === "A.m" || name === "f" });
    expect(instrumentedNames(result)).to.deep.equal(["A.m", "f"]);
  });
});

describe("what asks to be left out", () => {
  const cases: [text: string, names: string[], skips: [number, string][]][] = [
    ["/* perline ignore next */ function f() { return () => 1; } function g() {}", ["g"], [[1, skipReasons.ignoreComment]]],
    ["// perline ignore next\nf(\n  () => g(),\n);\nh();", [], [[2, skipReasons.ignoreComment]]],
    ["class A { /* perline ignore next */ m() {} n() {} }", ["A.n"], [[1, skipReasons.ignoreComment]]],
    ["/* perline ignore file */ function f() {}", [], [[0, skipReasons.ignoreComment]]],
    ["'no profile'; function f() {}", [], [[0, skipReasons.ignoreComment]]],
    ["function f() { 'no profile'; return () => 1; } const g = () => 1;", ["g"], [[1, skipReasons.ignoreComment]]],
    ["function f() { 'worklet'; } async function g() { 'use server'; }", [], [[1, skipReasons.foreignDirective], [1, skipReasons.foreignDirective]]],
    ["page.evaluate(() => document.title); page.other(() => 1);", ["<anonymous>"], [[1, skipReasons.serialized]]],
    ["function f() { eval('1'); return () => 1; }", ["<anonymous>"], [[1, skipReasons.directEval]]],
    ["function f() { \\u0065val('1'); } function g() { evaluate(1); }", ["g"], [[1, skipReasons.directEval]]],
  ];
  for (const [text, names, skips] of cases) {
    it(text.replaceAll("\n", " "), () => {
      const result = marked(text, { select: "all" });
      expect(instrumentedNames(result)).to.deep.equal(names);
      expect(result.source.skipped.map(({ line, reason }) => [line, reason])).to.deep.equal(skips);
    });
  }

  it("a with statement's body, functions in it included", () => {
    const result = instrument("with (o) { (() => 1)(); }", programOptions());
    expect(instrumentedNames(result)).to.deep.equal([]);
    expect(result.source.skipped).to.deep.equal([{ line: 1, reason: skipReasons.withBody }]);
  });
});
