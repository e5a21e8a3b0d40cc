/** JavaScript in both module systems: the program cannot tell, and what it loaded is in the profile. */
import { expect } from "chai";
import { comparable, runBothWays, type Files, type Setting } from "./programs.js";

/** What one program must show. */
interface Case extends Setting {
  title: string;
  files: Files;
  /** The script to run. */
  script: string;
  /** The sources that must have probes. */
  instrumented: string[];
}

const sum = "exports.sum = (n) => {\n  let t = 0;\n  for (let i = 0; i < n; i++) t += i;\n  return t;\n};\n";

const cases: Case[] = [
  {
    title: "a CommonJS program with its module object, main, extensions and stack traces",
    files: {
      "a.js": "#!/usr/bin/env node\nconst { sum } = require('./b');\nconsole.log(sum(4), require.main === module, module.parent,\n"
        + "  Object.keys(require.extensions), module.children.length);\nconsole.log(new Error('a').stack);\n",
      "b.js": `${sum}console.log(new Error("b").stack, module.id === __filename, arguments.length, this === exports);\n`,
    },
    script: "a.js", instrumented: ["a.js", "b.js"],
  },
  {
    title: "modules that require each other, and one that throws",
    files: {
      "a.js": "exports.early = 1;\nexports.b = require('./b');\ntry { require('./c'); } catch (e) { console.log(e.stack); }\nconsole.log(exports);\n",
      "b.js": "const a = require('./a');\nexports.seen = a.early;\n",
      "c.js": "function fail() {\n  throw new Error('c');\n}\nfail();\n",
    },
    script: "a.js", instrumented: ["a.js", "b.js", "c.js"],
  },
  {
    title: "a byte order mark, JSON, and .cjs",
    files: { "a.cjs": "\uFEFFconsole.log(require('./d.json').k);\n", "d.json": "{\"k\":1}" },
    script: "a.cjs", instrumented: ["a.cjs"],
  },
  {
    title: "an ES module by its extension, with a cycle, top-level await, import.meta and createRequire",
    files: {
      "a.mjs": "import { f } from './b.mjs';\nimport { createRequire } from 'node:module';\nimport { sum } from './c.cjs';\n"
        + "export const late = 1;\nconst require = createRequire(import.meta.url);\nconsole.log(f(), import.meta.url, import.meta.dirname);\n"
        + "console.log(require('./c.cjs').sum(3) + sum(3), (await import('./d.mjs?query')).d(), new Error('m').stack);\n",
      "b.mjs": "import * as a from './a.mjs';\nexport function f() {\n  return Object.keys(a);\n}\n",
      "c.cjs": sum, "d.mjs": "export const d = () => import.meta.url.split('/').pop();\n",
    },
    script: "a.mjs", instrumented: ["a.mjs", "b.mjs", "c.cjs", "d.mjs"],
  },
  {
    title: "an ES module by its package",
    files: { "package.json": "{\"type\":\"module\"}", "a.js": "import { g } from './g.js';\nconsole.log(g());\n", "g.js": "export const g = () => 7;\n" },
    script: "a.js", instrumented: ["a.js", "g.js"],
  },
  {
    title: "an ES module by its syntax alone",
    files: { "a.js": "import { g } from './g.mjs';\nconsole.log(g());\n", "g.mjs": "export const g = () => 7;\n" },
    script: "a.js", instrumented: ["a.js", "g.mjs"],
  },
  {
    title: "import() from CommonJS, and require of an ES module with imports of its own",
    files: {
      "a.js": "console.log(require('./b.mjs').b());\nimport('./c.mjs').then(({ c }) => console.log(c()));\n",
      "b.mjs": "import { d } from './d.mjs';\nexport const b = () => d;\n",
      "d.mjs": "export const d = import.meta.url;\n",
      "c.mjs": "export function c() {\n  return new Error('c').stack.split('\\n')[1];\n}\n",
    },
    script: "a.js", instrumented: ["a.js", "b.mjs", "c.mjs", "d.mjs"],
  },
  {
    title: "import() of a profiled module from a file left out",
    files: { "a.js": "require('dep')('../../mine.mjs');\n", "mine.mjs": "console.log('mine');\n",
      "node_modules/dep/index.js": "module.exports = (name) => import(name);\n" },
    script: "a.js", instrumented: ["a.js", "mine.mjs"],
  },
  {
    title: "odd characters in paths",
    files: { "a b#c%20é.mjs": "import d from './d%20e%23%25.mjs';\nconsole.log(d, import.meta.url);\n", "d e#%.mjs": "export default 1;\n" },
    script: "a b#c%20é.mjs", instrumented: ["a b#c%20é.mjs", "d e#%.mjs"], folder: "odd #%20 é",
  },
  {
    title: "odd characters in paths of CommonJS",
    files: { "a b#c%20é.js": "console.log(require('./d e#%.js'), __filename);\n", "d e#%.js": "module.exports = 1;\n" },
    script: "a b#c%20é.js", instrumented: ["a b#c%20é.js", "d e#%.js"], folder: "odd #%20 é",
  },
  {
    title: "a symlinked package of the workspace, and none of node_modules",
    files: { "a.js": "console.log(require('mine'), require('other'));\n", "packages/mine/index.js": "module.exports = 'mine';\n",
      "node_modules/mine": "-> packages/mine", "node_modules/other/index.js": "module.exports = 'other';\n" },
    script: "a.js", instrumented: ["a.js", "packages/mine/index.js"],
  },
  {
    title: "exactly what is included, without what is excluded",
    files: { "a.js": "console.log(require('x'), require('x/y.js'));\n", "node_modules/x/index.js": "module.exports = 1;\n",
      "node_modules/x/y.js": "module.exports = 2;\n" },
    script: "a.js", instrumented: ["node_modules/x/index.js"], include: ["node_modules/x/**"], exclude: ["**/y.js"],
  },
  {
    title: "a syntax error in CommonJS",
    files: { "a.js": "const a = 1;\nconst b c = 2;\n" }, script: "a.js", instrumented: [],
  },
  {
    title: "a syntax error in an ES module",
    files: { "a.mjs": "import './b.mjs';\n", "b.mjs": "export const = 1;\n" }, script: "a.mjs", instrumented: [],
  },
  {
    title: "a missing module, a missing export",
    files: { "a.js": "try { require('./no'); } catch (e) { console.log(e.stack); }\nimport('./b.mjs').catch((e) => console.log(e.message));\n",
      "b.mjs": "import { no } from './c.mjs';\n", "c.mjs": "export const c = 1;\n" },
    script: "a.js", instrumented: ["a.js", "c.mjs"],
  },
  { title: "a missing script", files: {}, script: "none.js", instrumented: [] },
  {
    title: "an uncaught error",
    files: { "a.js": "function f() {\n  throw new TypeError('boom');\n}\nf();\n" }, script: "a.js", instrumented: ["a.js"],
  },
  {
    title: "built-ins that the program replaces before it loads more",
    files: {
      "a.js": "Object.create = undefined;\nFunction.prototype.bind = undefined;\nglobalThis.Map = class {};\nAtomics.wait = Atomics.load = undefined;\nconsole.log(require('./b').sum(3));\n",
      "b.js": sum,
    },
    script: "a.js", instrumented: ["a.js", "b.js"],
  },
  {
    title: "a tool that wraps _compile, and one that replaces a loader of an extension",
    files: {
      "a.js": "const Module = require('module');\nconst compile = Module.prototype._compile;\n"
        + "const load = Module._extensions['.js'];\nModule._extensions['.js'] = (m, f) => {\n  const inner = m._compile;\n"
        + "  m._compile = function (text, ...rest) {\n    m._compile = inner;\n    return m._compile(text.replace('ONE', '1'), ...rest);\n  };\n  load(m, f);\n};\n"
        + "console.log(require('./b.js'));\nModule.prototype._compile = function (text, ...rest) {\n"
        + "  return compile.call(this, text.replace('TWO', '2'), ...rest);\n};\nconsole.log(require('./c.js'));\n",
      "b.js": "module.exports = ONE;\n", "c.js": "module.exports = TWO;\n",
    },
    script: "a.js", instrumented: ["a.js", "b.js", "c.js"],
  },
  {
    title: "loaders of a program, each asked once for a file, and modules compiled from another text than their file's",
    files: {
      "a.js": "const Module = require('module'), { basename } = require('path');\nconst load = Module._extensions['.js'];\n"
        + "Module._extensions['.js'] = (m, f) => {\n  console.log('loads', basename(f));\n  load(m, f);\n};\n"
        + "require.extensions['.other'] = (m, f) => {\n  console.log('reads', basename(f));\n  m._compile('console.log(__filename)', f);\n};\n"
        + "require('./b');\nrequire('./c.other');\nconst d = new Module(require.resolve('./d'), module);\nd.filename = d.id;\n"
        + "d._compile('exports.given = () => 1;', d.id);\nconsole.log(d.exports.given(), d._compile === module._compile);\n"
        + "module._compile('console.log(\"given\")', __filename);\n",
      "b.js": "console.log('b');\n", "c.other": "not JavaScript", "d.js": "throw new Error('not given');\n",
    },
    script: "a.js", instrumented: ["a.js", "b.js", "c.other", "d.js", "a.js"],
  },
];

describe("programs in JavaScript, with hooks", () => {
  for (const { title, files, script, instrumented, ...setting } of cases) {
    it(`are as without: ${title}`, async () => {
      const { bare, ours } = await runBothWays(files, script, setting);
      expect(comparable(ours.stdout)).to.equal(comparable(bare.stdout));
      expect(comparable(ours.stderr)).to.equal(comparable(bare.stderr));
      expect(ours.code).to.equal(bare.code);
      expect(ours.instrumented).to.have.members(instrumented);
      expect(ours.profile.complete).to.equal(true);
    });
  }

  it("record a file that does not parse, with the reason", async () => {
    const { ours } = await runBothWays({ "a.js": "try { require('./b'); } catch {}\n", "b.js": "const = 1;\n" }, "a.js");
    const record = ours.profile.sources.find(({ path }) => path === "b.js");
    expect(record?.skipped).to.deep.equal([{ line: 0, reason: "its text does not parse" }]);
  });

  it("profile the functions a pattern names, and not those it excludes", async () => {
    const files = { "a.js": "function one() {\n  return 1;\n}\nfunction two() {\n  return 2;\n}\nconsole.log(one(), two());\n" };
    const named = async (setting: Setting) => {
      const { ours } = await runBothWays(files, "a.js", setting);
      const [source] = ours.profile.sources;
      return source!.functions.name.filter((_, index) => source!.lines.function.includes(index));
    };
    expect(await named({ include: ["a.js:one"] })).to.deep.equal(["one"]);
    expect(await named({ exclude: ["a.js:one"] })).to.include("two").and.not.include("one");
  });
});
