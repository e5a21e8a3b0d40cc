/**
 * The ways of a program to its modules, Node's own and other tools': it cannot tell that perline stands in them, and what it loaded
 * is in the profile, with what Node never compiled as JavaScript left out.
 */
import { expect } from "chai";
import Module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../runs.js";
import { comparable, runBothWays, type Files, type Setting } from "./programs.js";

/** What one program must show. */
interface Case extends Setting {
  title: string;
  files: Files;
  script: string;
  /** The sources that must have probes. */
  instrumented: string[];
  /** What it prints, where it would be the same if it did nothing. */
  says: RegExp;
}

/** Whether Node 20 is left behind: hooks run in the thread that imports, and cost so little that they are always there. */
const hooksInThread = "registerHooks" in Module;
const tsx = pathToFileURL(join(root, "node_modules", "tsx", "dist", "esm", "index.mjs")).href;

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join("");

/** `add`, as WebAssembly, in hexadecimal digits. */
const add = "0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b";

const cases: Case[] = [
  {
    title: "require of ES modules: a namespace, a default, module.exports, and a cycle back",
    files: {
      "a.cjs": lines("exports.early = 'early';", "const { b, late } = require('./b.mjs');", "console.log(b(), late(), require('./c.mjs').default);",
        "console.log(require('./b.mjs') === require('./b.mjs'), Object.keys(require('./b.mjs')).join());",
        "try {", "  require('./waits.mjs');", "} catch (e) {", "  console.log(e.code);", "}", "exports.done = true;"),
      "b.mjs": lines("export function b() {", "  return 'b';", "}", "export const late = () => typeof b;"),
      "c.mjs": "export default class C {}\n", "waits.mjs": "await 0;\nexport const w = 1;\n",
    },
    script: "a.cjs", instrumented: ["a.cjs", "b.mjs", "c.mjs", "waits.mjs"], says: /^b function \[class C\]\ntrue b,late\nERR_REQUIRE_ASYNC_MODULE\n$/,
  },
  {
    title: "JSON, by attribute and by require",
    files: {
      "a.mjs": lines("import d from './d.json' with { type: 'json' };", "import { createRequire } from 'node:module';",
        "const again = await import('./d.json', { with: { type: 'json' } });", "console.log(d.k, again.default === d, createRequire(import.meta.url)('./d.json').k);",
        "await import('./d.json').catch((e) => console.log(e.code));", "await import('./a.mjs', { with: { type: 'json' } }).catch((e) => console.log(e.code));"),
      "d.json": "{\"k\": \"for (;;) {}\"}\n",
    },
    node: ["--no-warnings"], script: "a.mjs", instrumented: ["a.mjs"], says: /^for \(;;\) \{\} true for \(;;\) \{\}\nERR_IMPORT_\w+_MISSING\n/,
  },
  {
    title: "WebAssembly, imported and compiled",
    files: {
      "a.mjs": lines("import { writeFileSync } from 'node:fs';", `const binary = Buffer.from('${add}', 'hex');`, "writeFileSync(new URL('./add.wasm', import.meta.url), binary);",
        "const { add } = await import('./add.wasm');", "const { instance } = await WebAssembly.instantiate(binary);", "console.log(add(1, 2), instance.exports.add(3, 4));"),
    },
    node: ["--no-warnings", "--experimental-wasm-modules"], script: "a.mjs", instrumented: ["a.mjs"], says: /^3 7\n$/,
  },
  {
    title: "conditional exports, imports of the package's own, and a reference to itself",
    files: {
      "package.json": JSON.stringify({ name: "self", imports: { "#inner": "./inner.cjs" }, exports: { "./inner": "./inner.cjs" } }),
      "a.mjs": lines("import { how } from 'dep';", "import { createRequire } from 'node:module';", "import inner from '#inner';", "import self from 'self/inner';",
        "const require = createRequire(import.meta.url);", "console.log(how, require('dep').how, require('dep/sub').how, inner === self, require('#inner') === inner);",
        "console.log(import.meta.resolve('dep').split('/').pop());", "await import('dep/hidden.cjs').catch((e) => console.log(e.code));"),
      "inner.cjs": "module.exports = { inner: 1 };\n",
      "packages/dep/package.json": JSON.stringify({ exports: {
        ".": { development: "./dev.cjs", import: "./index.mjs", require: "./index.cjs" }, "./sub": { development: "./dev.cjs", default: "./index.cjs" } } }),
      "packages/dep/index.mjs": "export const how = 'import';\n", "packages/dep/index.cjs": "exports.how = 'require';\n",
      "packages/dep/dev.cjs": "exports.how = 'development';\n", "packages/dep/hidden.cjs": "",
      "node_modules/dep": "-> packages/dep",
    },
    script: "a.mjs", instrumented: ["a.mjs", "inner.cjs", "packages/dep/index.mjs", "packages/dep/index.cjs"],
    says: /^import require require true true\nindex.mjs\nERR_PACKAGE_PATH_NOT_EXPORTED\n$/,
  },
  {
    title: "conditions from the command line, and symbolic links preserved",
    files: {
      "a.cjs": "console.log(require('dep'), require.resolve('dep').includes('node_modules'));\n",
      "packages/dep/package.json": JSON.stringify({ exports: { development: "./dev.cjs", default: "./index.cjs" } }),
      "packages/dep/index.cjs": "", "packages/dep/dev.cjs": "module.exports = 'development';\n", "node_modules/dep": "-> packages/dep",
    },
    node: ["--conditions=development", "--preserve-symlinks"], script: "a.cjs", instrumented: ["a.cjs"], says: /^development true\n$/,
  },
  {
    title: "ES modules in a cycle: hoisted functions work early, and what is not there yet says so in the program's words",
    files: {
      "a.mjs": lines("import { early, seen } from './b.mjs';", "export function hoisted() {", "  return 'hoisted';", "}", "export let later = 1;", "export class Late {}",
        "console.log(early, seen);", "await import('./c.cjs');"),
      "b.mjs": lines("import { hoisted, later, Late } from './a.mjs';", "export const early = hoisted();", "export const seen = [];",
        "try {", "  seen.push(later);", "} catch (e) {", "  seen.push(e.message);", "}", "try {", "  new Late();", "} catch (e) {", "  seen.push(e.name);", "}"),
      "c.cjs": lines("exports.c = 1;", "import('./a.mjs').then(({ later }) => console.log(later, exports.c));"),
    },
    script: "a.mjs", instrumented: ["a.mjs", "b.mjs", "c.cjs"], says: /^hoisted \[ "Cannot access 'later' before initialization", 'ReferenceError' \]\n1 1\n$/,
  },
  {
    title: "eval, direct and indirect, and new Function, which run as they are",
    files: {
      "a.cjs": lines("function direct(x) {", "  var local = 2;", "  eval('var added = x + local');", "  return added;", "}", "globalThis.shared = 5;",
        "const f = new Function('a', 'b', 'return a * b;');", "console.log(direct(1), (0, eval)('shared + 1'), f(3, 4), String(f).includes('return a * b;'));",
        "try {", "  eval('null.x');", "} catch (e) {", "  console.log(e.message);", "}", "(0, eval)('import(\"./b.mjs\")').then(({ b }) => console.log(b));"),
      "b.mjs": "export const b = 'b';\n",
    },
    script: "a.cjs", instrumented: ["a.cjs", ...(hooksInThread ? ["b.mjs"] : [])], says: /^3 6 12 true\nCannot read .*\nb\n$/,
  },
  {
    title: "a byte order mark, carriage returns and a hashbang, in both module systems",
    files: {
      "a.mjs": "\uFEFFimport b from './b.cjs';\r\nconst x = `1\r\n2`;\r\nconsole.log(b, x.length, new Error('a').stack.split('\\n')[1].match(/a.mjs:\\d+/)[0]);\r\nawait import('./c.mjs');\r\n",
      "b.cjs": "#!/usr/bin/env node\r\nmodule.exports = new Error('b').stack.split('\\n')[1].match(/b.cjs:\\d+/)[0];\r\n",
      "c.mjs": "#!/usr/bin/env node\nexport default 1;\nconsole.log('c');\n",
    },
    script: "a.mjs", instrumented: ["a.mjs", "b.cjs", "c.mjs"], says: /^b.cjs:2 3 a.mjs:4\nc\n$/,
  },
  {
    title: "a loader on the command line",
    files: {
      "a.mjs": "import { b } from 'alias';\nconsole.log(b);\n", "b.mjs": "export const b = 'b';\n",
      "loader.mjs": lines("export function resolve(specifier, context, next) {", "  return next(specifier === 'alias' ? './b.mjs' : specifier, context);", "}"),
    },
    node: ["--no-warnings", "--experimental-loader", "./loader.mjs"], script: "a.mjs", instrumented: ["a.mjs", "b.mjs"], says: /^b\n$/,
  },
  {
    title: "tsx, for JavaScript and for TypeScript",
    files: {
      "a.mjs": "import { b } from './b.ts';\nimport c from './c.cjs';\nconsole.log(b(2), c.c);\n",
      "b.ts": lines("enum Unit { Two = 2 }", "export function b(n: number): number {", "  return n * Unit.Two;", "}"), "c.cjs": "exports.c = require('./d.cjs');\n", "d.cjs": "module.exports = 'd';\n",
    },
    node: ["--no-warnings", "--import", tsx], script: "a.mjs", instrumented: ["a.mjs", "b.ts", "c.cjs", "d.cjs"], says: /^4 d\n$/,
  },
  {
    title: "packages without node_modules: resolution and the file system patched, as Plug'n'Play does",
    files: {
      "pnp.cjs": lines("const Module = require('module'), fs = require('fs'), path = require('path');", "const inside = path.join(__dirname, 'cache.zip', 'dep', 'index.js');",
        "const text = 'exports.where = __filename.endsWith(\"index.js\");\\nexports.twice = (n) => {\\n  return n * 2;\\n};\\n';", "const { _resolveFilename } = Module;", "const { readFileSync } = fs;",
        "Module._resolveFilename = function (request, ...rest) {", "  return request === 'dep' ? inside : _resolveFilename.call(this, request, ...rest);", "};",
        "fs.readFileSync = function (file, options) {", "  if (String(file) !== inside) return readFileSync.call(this, file, options);",
        "  return options === undefined ? Buffer.from(text) : text;", "};"),
      "a.cjs": "const { where, twice } = require('dep');\nconsole.log(where, twice(4), require.resolve('dep').includes('cache.zip'), require('./b.cjs'));\n", "b.cjs": "module.exports = 'b';\n",
    },
    node: ["--require", "./pnp.cjs"], script: "a.cjs", instrumented: ["pnp.cjs", "a.cjs", "cache.zip/dep/index.js", "b.cjs"], says: /^true 8 true b\n$/,
  },
];

/** Hooks of the program's own in the thread that imports: they are asked first, and see what perline gives. */
const registered: Case = {
  title: "hooks that the program registers in its thread, and takes back",
  files: {
    "a.cjs": lines("const { registerHooks } = require('node:module');", "const hooks = registerHooks({", "  resolve(specifier, context, next) {",
      "    if (specifier === 'made:up') return { url: specifier, format: 'module', shortCircuit: true };",
      "    return next(specifier === 'alias' ? './there.mjs' : specifier, context);", "  },", "  load(url, context, next) {",
      "    if (url === 'made:up') return { format: 'module', source: 'export default 1', shortCircuit: true };", "    const loaded = next(url, context);",
      "    return url.includes('/there') ? { ...loaded, source: String(loaded.source).replace('WORD', loaded.format) } : loaded;", "  },", "});",
      "const { there } = require('./there.cjs');", "console.log(there(), String(there), require('./there2.mjs').there());",
      "Promise.all([import('alias'), import('made:up')]).then(([{ there }, { default: one }]) => {", "  console.log(there(), String(there), one);",
      "  hooks.deregister();", "  console.log(require('./there3.cjs').there());", "});"),
    "there.cjs": "exports.there = () => {\n  return 'WORD';\n};\n", "there3.cjs": "exports.there = () => {\n  return 'WORD';\n};\n",
    "there.mjs": "export const there = () => {\n  return 'WORD';\n};\n", "there2.mjs": "export const there = () => {\n  return 'WORD';\n};\n",
  },
  script: "a.cjs", instrumented: ["a.cjs", "there.cjs", "there2.mjs", "there.mjs", "there3.cjs"],
  says: /^commonjs \(\) => \{\n {2}return 'commonjs';\n\} module\nmodule \(\) => \{\n {2}return 'module';\n\} 1\nWORD\n$/,
};

describe("ways to modules", () => {
  for (const { title, files, script, instrumented, says, ...setting } of [...cases, ...(hooksInThread ? [registered] : [])]) {
    it(`are as without: ${title}`, async () => {
      const { bare, ours } = await runBothWays(files, script, { folder: "of #%20 é", ...setting });
      expect(bare.stdout, bare.stderr).to.match(says);
      expect(ours.stdout, ours.stderr).to.equal(bare.stdout);
      expect(comparable(ours.stderr)).to.equal(comparable(bare.stderr));
      expect(ours.code).to.equal(bare.code);
      expect(ours.instrumented).to.have.members(instrumented);
      expect(ours.profile.complete).to.equal(true);
    });
  }
});
