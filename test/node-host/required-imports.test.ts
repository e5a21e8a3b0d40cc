/** What an ES module imports that is required: loaded past the hooks of older Nodes, and measured and unchanged all the same. */
import { expect } from "chai";
import { hitsOf } from "../cli/harness.js";
import { comparable, runBothWays, runProgram, type Files, type Setting } from "./programs.js";

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join("");

/** What one program must show. */
interface Case extends Setting {
  title: string;
  /** `main.cjs` is the script. */
  files: Files;
  /** What it prints. */
  says: RegExp;
  /** Hits by file and line, of every file that has probes. */
  hits: Record<string, Record<number, number>>;
}

const trace = "new Error('t').stack.split('\\n').slice(1, 4).map((line) => line.replace(/^.*\\//, '')).join()";

/** A map from the only line to line 3 of what it was compiled from. */
const map = Buffer.from(JSON.stringify({
  version: 3, sources: ["original.ts"], sourcesContent: ["// one\n// two\nexport function f(): number {\n  throw new Error('mapped');\n}\n"], names: [], mappings: "AAEA;AACA",
})).toString("base64");

const cases: Case[] = [
  {
    title: "in a cycle, in folders with and without a type, by every kind of URL",
    files: {
      "main.cjs": lines("const { twice } = require('./a.mjs');", "console.log(twice(4), require('./a.mjs').twice === twice);"),
      "a.mjs": lines("import { one } from './b.mjs?query#hash';", "import '#inner';", "import dep from 'dep';", "export const twice = (x) => {", "  return one(x) + one(x) + dep;", "};"),
      "b.mjs": lines("import { deep } from './type %23é/x.js';", "export const seen = [];", "export function one(x) {", "  seen.push(x);", "  return deep(x);", "}"),
      "type #é/package.json": JSON.stringify({ type: "module" }),
      "type #é/x.js": lines("import { seen } from '../b.mjs?query#hash';", "import '../none.js';", "export const deep = (x) => {", "  if (x > 9) return 0;", "  return x * seen.length;", "};"),
      "none.js": lines("import { sep } from 'node:path';", "export const by = sep.length;", "console.log(import.meta.url.split('/').pop(), by);"),
      "inner.js": "console.log('inner');\n", "package.json": JSON.stringify({ imports: { "#inner": "./inner.js" } }),
      "node_modules/dep/package.json": JSON.stringify({ exports: "./dep.mjs" }), "node_modules/dep/dep.mjs": "export { default } from './real.mjs';\n",
      "node_modules/dep/real.mjs": "export default 100;\n",
    },
    says: /^none.js 1\ninner\n112 true\n$/,
    hits: {
      "main.cjs": { 1: 1, 2: 1 }, "a.mjs": { 4: 1, 5: 1 }, "b.mjs": { 2: 1, 4: 2, 5: 2 }, "type #é/x.js": { 3: 1, 4: 2, 5: 2 }, "none.js": { 2: 1, 3: 1 }, "inner.js": { 1: 1 },
    },
  },
  {
    title: "JSON, built-in modules and CommonJS, which are nobody's to replace",
    files: {
      "main.cjs": "console.log(...require('./a.mjs').default);\n",
      "a.mjs": lines("import data from './d.json' with { type: 'json' };", "import fs, { openSync } from 'node:fs';", "import c, { name } from './c.cjs';",
        "export default [data.k, openSync === fs.openSync, c.name === name, new URL('x:y').protocol];"),
      "c.cjs": lines("exports.name = 'c';", "exports.again = () => require('./e.mjs');", "console.log(exports.again().default);"),
      "e.mjs": "import f from './f.mjs';\nexport default f();\n", "f.mjs": "export default () => {\n  return 'f';\n};\n",
      "d.json": "{\"k\": \"for (;;) {}\"}\n",
    },
    node: ["--no-warnings"], says: /^f\nfor \(;;\) \{\} true true x:\n$/,
    hits: { "main.cjs": { 1: 1 }, "a.mjs": { 4: 1 }, "c.cjs": { 1: 1, 2: 1, 3: 1 }, "e.mjs": { 2: 1 }, "f.mjs": { 2: 1 } },
  },
  {
    title: "before and after the program has looked at URLs, with traces formatted by itself",
    files: {
      "main.cjs": lines("Error.stackTraceLimit = 1;", "Error.prepareStackTrace = (e, sites) => `${sites.length} ${new URL('a:b').href}`;",
        "console.log(new URL('x', 'file:///a/b').href, require('./a.mjs').a());", "console.log(new URL('file:///c').pathname, require('./c.mjs').c());",
        "console.log(Error.stackTraceLimit, new Error('e').stack);"),
      "a.mjs": "import { b } from './b.mjs';\nexport const a = b;\n", "b.mjs": "export const b = () => {\n  return new Error('b').stack;\n};\n",
      "c.mjs": "import { d } from './d.mjs';\nexport const c = () => d(new URL('./d.mjs', import.meta.url));\n",
      "d.mjs": lines("import { readFileSync } from 'node:fs';", "export const d = (url) => {", "  return readFileSync(url, 'utf8').length;", "};"),
    },
    says: /^file:\/\/\/a\/x 1 a:b\n\/c 114\n1 1 a:b\n$/,
    hits: { "main.cjs": { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 }, "a.mjs": { 2: 1 }, "b.mjs": { 1: 1, 2: 1 }, "c.mjs": { 2: 1 }, "d.mjs": { 2: 1, 3: 1 } },
  },
  // Of a missing attribute the message alone: where hooks run in the thread that imports, they stand in its trace, as any loader's do.
  {
    title: "what cannot be required: it waits, closes a cycle, lacks an export, an attribute or a file, does not parse, throws",
    files: {
      "main.cjs": lines("const names = ['tla', 'cycle', 'export', 'attribute', 'file', 'syntax', 'throws', 'throws'];",
        "for (const name of names) {", "  try {", "    require(`./${name}.mjs`);", "  } catch (e) {", "    console.log(e.code, name === 'attribute' ? e.message : e.stack);", "  }", "}", "import('./tla.mjs').then(({ w }) => console.log(w));"),
      "tla.mjs": "export { w } from './waits.mjs';\nconsole.log('never while required');\n", "waits.mjs": "export const w = await 1;\n",
      "cycle.mjs": "import main from './main.cjs';\nexport default main;\n",
      "export.mjs": "import { no } from './yes.mjs';\nexport default no;\n", "yes.mjs": "export const yes = 1;\nconsole.log('never');\n",
      "attribute.mjs": "import data from './d.json';\nexport default data;\n", "d.json": "{}", "file.mjs": "import './none.mjs';\n",
      "syntax.mjs": "import './broken.mjs';\n", "broken.mjs": "export const a = 1;\nlet b = ;\n",
      "throws.mjs": "import './thrower.mjs';\n",
      "thrower.mjs": lines("function f(x) {", "  if (x) throw new Error('thrown');", "}", `console.log(${trace});`, "f(1);"),
    },
    says: /ERR_REQUIRE_ASYNC_MODULE.*ERR_REQUIRE_CYCLE_MODULE.*does not provide.*ERR_IMPORT_\w+_MISSING.*ERR_MODULE_NOT_FOUND.*SyntaxError.*thrower.mjs:5:1.*Error: thrown.*\n1\n$/s,
    hits: {
      "main.cjs": { 1: 1, 2: 9, 4: 8, 5: 8, 6: 8, 9: 1 }, "tla.mjs": { 2: 1 }, "waits.mjs": { 1: 1 }, "thrower.mjs": { 2: 1, 4: 1, 5: 1 },
      "cycle.mjs": { 2: 0 }, "export.mjs": { 2: 0 }, "yes.mjs": { 1: 0, 2: 0 }, "attribute.mjs": { 2: 0 },
    },
  },
  {
    title: "compiled code, by the lines of the file it was compiled from",
    files: {
      "main.cjs": "try {\n  require('./a.mjs').f();\n} catch (e) {\n  console.log(e.stack.split('\\n')[1].replace(/^.*[\\\\/]|\\)$/g, ''));\n}\n",
      "a.mjs": "export * from './b.mjs';\n", "b.mjs": `export function f() {\n  throw new Error('mapped');\n}\n//# sourceMappingURL=data:application/json;base64,${map}\n`,
    },
    node: ["--enable-source-maps"], says: /^original.ts:4:1\n$/,
    hits: { "main.cjs": { 2: 1, 3: 1, 4: 1 }, "original.ts": { 4: 1 } },
  },
];

describe("imports of required ES modules", () => {
  for (const { title, files, says, hits, ...setting } of cases) {
    it(`are as without, and measured: ${title}`, async () => {
      const { bare, ours } = await runBothWays(files, "main.cjs", setting);
      expect(bare.stdout, bare.stderr).to.match(says);
      expect(comparable(ours.stdout), ours.stderr).to.equal(comparable(bare.stdout));
      expect(comparable(ours.stderr)).to.equal(comparable(bare.stderr));
      expect(ours.code).to.equal(bare.code);
      expect(ours.instrumented).to.have.members(Object.keys(hits));
      for (const [file, counts] of Object.entries(hits)) {
        const counted = Object.keys(counts).map((line) => [line, hitsOf(ours.profile, file, Number(line))]);
        expect(Object.fromEntries(counted), file).to.deep.equal(counts);
      }
    });
  }

  it("are found and stripped where they are TypeScript", async () => {
    const ours = await runProgram({
      "main.cjs": "console.log(require('./a.mts').a(1));\n",
      "a.mts": "import { b } from './b.mts';\nexport const a = (x: number): number => b(x) + 1;\n",
      "b.mts": "import { c } from './c.mjs';\nenum Unit { Two = 2 }\nexport function b(x: number): number {\n  return c(x) + Unit.Two;\n}\n",
      "c.mts": "import type { Not } from './not';\nimport { d } from './d';\nexport const c = (x: number): Not => d(x);\n",
      "d.ts": "export function d(x: number): number {\n  return x * 10;\n}\n",
    }, "main.cjs", { include: ["*.ts", "c.mts"] });
    expect(ours.stderr).to.equal("");
    expect(ours.stdout).to.equal("13\n");
    expect([hitsOf(ours.profile, "d.ts", 2), ours.instrumented]).to.deep.equal([1, ["c.mts", "d.ts"]]);
  });
});
