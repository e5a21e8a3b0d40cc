/** Large files are read by a quicker parser where it is installed: with the same plan, or not at all. */
import { createHash } from "node:crypto";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { compileFunction } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import type { Layout } from "@perline/format";
import { instrument, plan, type PlanOptions, printText } from "@perline/transform";
import { parseQuickly } from "../../packages/transform/dist/1-parse/quick.js";
import { allCases } from "../cases/case.js";
import { nightly, progress, runs, seed } from "../effort.js";
import { programs } from "../properties/programs.js";
import { readRealSource, realSourceFiles, someRealSourceFiles, type RealSource } from "../real-sources.js";
import { inTemporaryFolder, root, runWell } from "../runs.js";
import { programOptions } from "./instrumented-program.js";

const layout: Layout = { pointerBytes: 8, node: 24, tier: "optimised" };

/** What may be asked for. */
const wishes: readonly Partial<PlanOptions>[] = [
  {}, { memory: true, weighed: true }, { memory: true, traced: layout }, { linked: "commonjs" }, { select: "marked" },
];

/** A plan, and what the text printer makes of it. */
function outcome(text: string, options: PlanOptions): string {
  const planned = plan(text, options);
  return JSON.stringify(planned) + printText(text, planned.edits, { filename: options.filename, base: 1, clock: "sampled" }).code;
}

/** Compares a text's plans, where the quicker parser reads it; gives whether it does. */
function compare({ filename, text, goal }: RealSource, asked = wishes): boolean {
  const options = programOptions({ filename, goal });
  for (const wish of asked) {
    // Planning may keep what it was given: a tree for each plan.
    const parsed = parseQuickly(text, options);
    if (parsed === null) return false;
    const same = outcome(text, { ...options, ...wish, parsed }) === outcome(text, { ...options, ...wish });
    expect(same, `the plan of ${filename}, ${JSON.stringify(wish)}`).to.equal(true);
  }
  return true;
}

/** Those that the quicker parser does not read. */
function left(sources: readonly RealSource[], asked = wishes): string[] {
  return sources.filter((source) => !compare(source, asked)).map(({ filename }) => filename);
}

function isForIt({ filename, goal }: RealSource): boolean {
  return goal !== "module" && /^\.c?js$/.test(extname(filename));
}

/** Whether V8 takes a text as CommonJS: JSX in it, or what a template leaves open, it does not. */
function isTaken({ text }: RealSource): boolean {
  try {
    compileFunction(text.replace(/^#!/, "//"), ["exports", "require", "module"]);
    return true;
  } catch {
    return false;
  }
}

/** Files of this size in packages. */
function* largeFiles(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* largeFiles(path);
    else if (entry.isFile() && /\.c?js$/.test(entry.name) && statSync(path).size >= 250_000) yield path;
  }
}

/** What parsers have been at odds about. */
const texts = [
  "'use strict'; 'use\\x20strict'; ('no directive'); f()",
  "(function () { ('use strict'); return (((this))) })\n(\n)",
  "(a?.b).c; a?.b.c(1)[2]; (a?.b)(); a?.(b)?.[c]; a.b?.().c; delete a?.b; new (a?.b)(); (a?.b)`t`",
  "x = { __proto__: p, a, b = 1 } = {}; ({ get a() { return 1 }, set a(v) {}, async *b() {}, async c() {}, get: 1, [d]() {}, 'e'() {}, 1() {} })",
  "class A extends (B, C) { #a = 1; static #b; static { f(\n) } get #c() { return 1 } static async *[d]() {} 'e' = () => {}; 2 = 3; has(o) { return #a in o } }",
  "0x1n; 1_000n; 0b11n; 1_0.5e3; 017; .5; null; true; /a(?<b>c)\\/[/]/v; /[/]/gimsuy; \"a\\\nb\"; `a${b}c${`d`}`",
  "(a) = 1; [(a), (b.c)] = d; ({ e: (f) } = g); for ((a) of b\n) c(\n); for ((a.b) in c) d(\n); for (let of = 1; of; of) f(\n)",
  "(a, b), ((c), d); (async (x) => x)(1); (async x => { await (x) })(); async (y); (yield_) => ({}); (function* () { yield; yield* (a); yield\nb })()",
  "import(a); import(a, { with: { type: 'json' } }); import('b').then(\nc); new.target",
  "a\n++\nb; if (a) ; else b\nwhile (a) b\ndo c; while (d) e\nlabel: for (;;) { continue label }; l1: l2: { break l1 } <!-- f()\n--> g()\nx",
  "var await = 1; var let_ = async, yield_; let\nz; async\nfunction q() {}; if (1) function r() {}; with (a) b(); eval('c')",
  "try { a() } catch { b() } finally { c() } switch (d) { case e: case (f): g(); default: } throw (h\n)",
  "#!/usr/bin/env node\n'use strict'\n/* perline ignore next */ function a() {} // @profile\nfunction b() {}",
  "/* @profile */ const a = () => 1, b = function () { 'use profile'; }; profile(c); // perline ignore next\nd()",
  "\\u0061bc = { \\u0061bc }; function \\u{62}() { }",
  "var {} = a, [,] = b, [c, , ...[d]] = e, { f: { g = h } = i, ...j } = k; (({ l }, [m] = n, ...o) => l)",
  "a ??= b; a ||= b; a &&= (b); a **= b ** c; (-1) ** 2; typeof (a); void 0; !(b); a ? (b) : (c)",
];

describe(`the quicker parser (seed ${seed})`, function () {
  this.timeout(3_600_000);

  it("gives the same plans of all cases of its language", () => {
    const files = allCases().flatMap(({ folder, files: own }) =>
      own.map(({ name, text, goal }): RealSource => ({ filename: join(folder, name), text, goal })));
    const [some, others] = [files.filter(isForIt), files.filter((source) => !isForIt(source))];
    expect(some.length).to.be.above(100);
    expect(left(some)).to.deep.equal([]);
    expect(left(others)).to.deep.equal(others.map(({ filename }) => filename));
  });

  it("gives the same plans of what parsers have been at odds about", () => {
    const sources = texts.map((text, index): RealSource => ({ filename: `/text${index}.js`, text, goal: "commonjs" }));
    expect(left(sources)).to.deep.equal([]);
    expect(left(sources.map((source) => ({ ...source, goal: "script" }))).length).to.be.below(texts.length / 2);
  });

  it("gives the same plans of real sources", () => {
    const files = nightly ? realSourceFiles() : [...someRealSourceFiles(60, seed), join(root, "node_modules", "acorn", "dist", "acorn.js")];
    const sources = files.map(readRealSource).filter(isForIt).filter(isTaken);
    expect(sources.length).to.be.above(10);
    expect(left(sources, nightly ? wishes : wishes.slice(0, 1))).to.deep.equal([]);
  });

  it("gives the same plans of random programs", () => {
    const numRuns = runs({ check: 100, nightly: 2_000 });
    const tell = progress("programs", numRuns);
    fc.assert(fc.property(programs, ({ bare: text }) => {
      tell();
      expect(compare({ filename: "/program.js", text, goal: "commonjs" }, wishes.slice(0, 2))).to.equal(true);
    }), { numRuns, seed, endOnFailure: true });
  });

  if (nightly) {
    it("gives the same plans of all large files here", () => {
      const sources = [...largeFiles(join(root, "node_modules"))].map(readRealSource).filter(isForIt).filter(isTaken);
      expect(sources.length).to.be.above(20);
      expect(left(sources, wishes.slice(0, 1))).to.deep.equal([]);
    });
  }

  it("would be found out if it did not", () => {
    const options = programOptions();
    const parsed = parseQuickly("a();\n b();", options);
    expect(outcome("a();\nb();", { ...options, ...(parsed === null ? {} : { parsed }) })).to.not.equal(outcome("a();\nb();", options));
  });

  it("is not asked for more than it knows", () => {
    const options = programOptions();
    for (const text of ["<a/>", "@b class A {}", "using a = b;", "import.meta", "export {}", "let a: b", "a b"]) {
      expect(parseQuickly(text, options), text).to.equal(null);
    }
    for (const place of [{ goal: "module" as const }, { filename: "/a.ts" }, { filename: "/a.jsx" }, { flow: {} }]) {
      expect(parseQuickly("a()", programOptions(place)), JSON.stringify(place)).to.equal(null);
    }
  });

  describe("of a large file", () => {
    const large = "function f(x) { return x + 1; }\n".repeat(9_000);

    it("has the other parser say what is wrong", () => {
      // Declared twice: one parser does not look for that.
      expect(parseQuickly("let a; let a;", programOptions())).to.not.equal(null);
      expect(() => instrument(`${large}let a; let a;`, programOptions())).to.throw(/already been declared/);
      expect(() => instrument(`${large}let a b;`, programOptions())).to.throw(/Missing semicolon/);
    });

    it("need not be installed", async () => {
      const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
      const program = `
        const Module = require("node:module");
        const load = Module._load;
        const asked = [];
        Module._load = (name, ...rest) => {
          if (name !== "meriyah") return load(name, ...rest);
          asked.push(name);
          throw new Error("not installed");
        };
        const { instrument } = require(${JSON.stringify(join(root, "packages", "transform"))});
        const { code } = instrument(${JSON.stringify(large)}, ${JSON.stringify(programOptions())});
        const { createHash } = require("node:crypto");
        console.log(JSON.stringify({ asked, code: createHash("sha256").update(code).digest("hex") }));`;
      const { stdout } = await inTemporaryFolder((folder) => {
        const file = join(folder, "program.cjs");
        writeFileSync(file, program);
        return runWell([file]);
      });
      expect(JSON.parse(stdout)).to.deep.equal({ asked: ["meriyah"], code: digest(instrument(large, programOptions()).code) });
    });
  });
});
