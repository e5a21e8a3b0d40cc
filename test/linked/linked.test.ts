/** Linked code, as builds print it: it loads its names by itself, whatever a file begins with, and counts as under the command. */
import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { abi, abiVersion, mark } from "@perline/format";
import { instrument, unmark, type InstrumentOptions } from "@perline/transform";
import { runWell } from "../runs.js";
import { hitsByLine, programOptions, run } from "../transform/instrumented-program.js";
import { runLinked, writeStub, type LinkedRun } from "./program.js";

/** Options of a linked text. */
function linkedOptions(own: Partial<InstrumentOptions> = {}): InstrumentOptions {
  return programOptions({ goal: "module", link: { runtime: "perline-runtime" }, ...own });
}

describe("linked code", () => {
  let folder = "";
  let stub: ReturnType<typeof writeStub>;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "perline-linked-"));
    stub = writeStub(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Links files into the folder, TypeScript without its types, and runs the first one; checks that the program cannot tell. */
  async function runFiles(files: Record<string, string>, own: Partial<InstrumentOptions> = {}): Promise<LinkedRun> {
    const write = (change: (name: string, text: string) => string): void => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), compiled(name, change(name, text)));
    };
    const [main = ""] = Object.keys(files);
    write((_name, text) => text);
    const bare = await runWell([main], { cwd: folder });
    write((name, text) => {
      const goal = name.endsWith(".cjs") ? "commonjs" : "module";
      const filename = join(folder, name);
      return instrument(text, linkedOptions({ filename, path: name, goal, link: { runtime: stub[goal] }, ...own })).code;
    });
    const linked = await runLinked(folder, main);
    expect(linked.stdout).to.equal(bare.stdout);
    return linked;
  }

  /** TypeScript stands under a name that Node takes for JavaScript. */
  function compiled(name: string, text: string): string {
    const format = name.endsWith(".cjs") ? "cjs" : "esm";
    return name.includes(".ts.") ? transformSync(text, { loader: "ts", target: "es2022", format }).code : text;
  }

  const counting = "function count(n) {\n  for (let i = 0; i < n; i++) {\n    if (i % 2) continue;\n    seen.push(i);\n  }\n}\n";
  for (const clock of ["sampled", "exact"] as const) {
    it(`counts by the ${clock} clock in an ES module and in a CommonJS file`, async () => {
      const text = `const seen = [];\n${counting}count(5);\ncount(2);\nconsole.log(seen);\n`;
      for (const name of ["count.mjs", "count.cjs"]) {
        const { hits, calls } = await runFiles({ [name]: text }, { clock });
        const bare = hitsByLine(run(text, { console: { log: () => undefined } }, { clock }));
        expect(hits).to.deep.equal(Object.fromEntries(Object.entries(bare).map(([line, count]) => [`${name}:${line}`, count])));
        expect(calls[`${name}:count`]).to.equal(2);
      }
    });
  }

  it("counts what an import cycle calls before the module's first statement", async () => {
    const { calls } = await runFiles({
      "cycle.mjs": [
        "import \"./caller.mjs\";",
        "export function plain() { return typeof plain; }",
        "export default function (x = (() => 1)()) { return x; }",
        "export function* generated() { yield 1; }",
        "export async function waiting() { return await 2; }",
        "export function nothing() {}",
        "export function quiet() { /* perline ignore next */ const f = () => 1; return f(); }",
        "plain();",
      ].join("\n"),
      "caller.mjs": [
        "import early, { generated, nothing, plain, quiet, waiting } from \"./cycle.mjs\";",
        "console.log(plain(), early(), [...generated()], nothing(), quiet());",
        "waiting().then((value) => console.log(value));",
      ].join("\n"),
    });
    expect(calls).to.deep.include({
      "cycle.mjs:plain": 2, "cycle.mjs:default": 1, "cycle.mjs:generated": 1, "cycle.mjs:waiting": 1, "cycle.mjs:nothing": 1,
      "cycle.mjs:quiet": 1, "cycle.mjs:<module>": 1,
    });
  });

  it("counts what stands alone in a function that is not measured, and is called by an import cycle", async () => {
    const marked = "/** @profile */";
    const { calls } = await runFiles({
      "within.mjs": [
        "import \"./within-caller.mjs\";",
        `export function arrow() { ${marked} const f = () => 1; return f(); }`,
        `export function method() { return new (class { ${marked} get() { return 2; } })().get(); }`,
        `export function fields() { ${marked}\nclass Held { value = typeof fields; static { Held.made = true; } }\nreturn new Held().value; }`,
      ].join("\n"),
      "within-caller.mjs": "import { arrow, fields, method } from \"./within.mjs\";\nconsole.log(fields(), arrow(), method());",
    }, { select: "marked" });
    expect(Object.values(calls)).to.deep.equal([1, 1, 1, 1]);
  });

  it("stands behind what must come first", async () => {
    for (const start of ["#!/usr/bin/env node\n\"use strict\"\n", "\ufeff// @ts-check\n/* both */ 'use strict';"]) {
      for (const name of ["start.mjs", "start.cjs"]) {
        const { hits } = await runFiles({ [name]: `${start}console.log(this === undefined);` });
        expect(Object.values(hits)).to.deep.equal([1]);
      }
      const { code } = instrument(`${start}f();`, linkedOptions());
      expect(code.startsWith(start.trimEnd())).to.equal(true);
    }
  });

  it("is TypeScript as it was", async () => {
    const text = "import type { Stats } from 'node:fs';\nenum Kind { A, B }\ninterface Row { kind: Kind }\nconst rows: Row[] = [{ kind: Kind.B }];\n"
      + "export function f(this: void, stats?: Stats): number {\n  return rows[0]!.kind satisfies number;\n}\nconsole.log(f());\n";
    const { hits } = await runFiles({ "types.ts.mjs": text }, { filename: join(folder, "types.ts") });
    expect(hits["types.ts.mjs:6"]).to.equal(1);
  });

  it("is required by a module of which a compiler makes CommonJS", async () => {
    const text = "console.log(f());\nexport function f(): number {\n  return 1;\n}\n";
    const link = { runtime: stub.commonjs, as: "commonjs" } as const;
    const { hits } = await runFiles({ "made.ts.cjs": text }, { filename: join(folder, "made.ts"), goal: "module", link });
    expect(hits).to.deep.equal({ "made.ts.cjs:1": 1, "made.ts.cjs:3": 1 });
  });

  it("gives each file ids of its own, which follow those of the file before", async () => {
    const { registered, hits } = await runFiles({
      "first.mjs": "import { g } from \"./second.mjs\";\ng();\ng();\n",
      "second.mjs": "export const g = () => {\n  console.log(1);\n};\n",
    });
    expect(registered.map(({ base, source }) => [base, source.sources.map(({ path }) => path)])).to.deep.equal([
      [1, ["second.mjs"]], [3, ["first.mjs"]],
    ]);
    expect(hits).to.deep.equal({ "second.mjs:1": 1, "second.mjs:2": 2, "first.mjs:2": 1, "first.mjs:3": 1 });
  });
});

describe("a linked text", () => {
  it("gives back its input without the marked pieces, and has its line breaks", () => {
    for (const goal of ["module", "commonjs"] as const) {
      const text = "'use strict'\n// first\nfoo(`\n`);\nfunction f() { return 1 /bar(); }\n";
      const { code } = instrument(text, linkedOptions({ goal }));
      expect(unmark(code)).to.equal(text);
      expect(code.split("\n").map((line) => unmark(line)).join("\n")).to.equal(text);
    }
  });

  it("is its input where nothing is measured", () => {
    for (const text of ["", "// nothing\n", "export const f = () => 1;\n", "/* perline ignore file */ f();"]) {
      expect(instrument(text, linkedOptions({ select: text.includes("ignore") ? "all" : "marked" })).code).to.equal(text);
    }
  });

  it("takes the names that it uses, and no other", () => {
    const taken = (text: string): string[] => {
      const [, list = ""] = /\bvar\{(.*?)\}=|\(\{(.*?)\}=/.exec(instrument(text, linkedOptions()).code)?.filter((part) => part !== undefined) ?? [];
      return list.split(",").map((each) => each.split(":")[0] ?? "");
    };
    expect(taken("const f = () => {};")).to.deep.equal(["count", "enter", "leave"]);
    expect(taken("f(async () => { await g(); });")).to.include.members(["keep", "fail", "suspend", "resume"]);
    expect(taken("function* f() { yield 1; }")).to.include.members(["pause", "base"]).and.not.include.members(["frame", "local"]);
  });

  it("tells its table, its clock, its number and its warnings", () => {
    const text = "import { profile } from \"@perline/runtime\";\nprofile(missing);\n";
    const { code, source } = instrument(text, linkedOptions({ clock: "exact", keepText: true }));
    const [, json = ""] = new RegExp(`${abi.register}\\((".*?[^\\\\]")\\)`).exec(code) ?? [];
    const told: unknown = JSON.parse(JSON.parse(json) as string);
    expect(told).to.deep.include({ abi: abiVersion, clock: "exact", derived: [], sources: [{ ...source }] });
    expect(told).to.have.property("warnings").that.deep.equals([
      "program.js:2: profile(missing) marks nothing: no function of that name is declared in this file.",
    ]);
  });

  it("leaves a CommonJS file alone that has a `require` of its own", () => {
    for (const own of ["function require() {}", "var { require } = x;", "if (x) { var require = 1; }", "let require;", "class require {}"]) {
      const { code, source } = instrument(`${own}\nf();`, linkedOptions({ goal: "commonjs" }));
      expect(code).to.equal(`${own}\nf();`);
      expect(source.skipped).to.deep.equal([{ line: 0, reason: "its `require` is its own, not the module system's" }]);
    }
    for (const other of ["f(function require() {});", "declare const require: unknown;", "{ let require; }"]) {
      expect(instrument(`${other}\nf();`, linkedOptions({ goal: "commonjs", filename: "/program/a.ts" })).code).to.include(mark);
    }
    expect(instrument("const require = f();", linkedOptions()).code).to.include(mark);
  });

  it("has a map from its words to those of the text", () => {
    const text = "f();\ng();\n";
    const map = instrument(text, linkedOptions()).map();
    expect(map.mappings.split(";")).to.have.length(text.split("\n").length);
  });
});
