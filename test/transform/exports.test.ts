import { expect } from "chai";
import { parse } from "cjs-module-lexer";
import { instrument } from "@perline/transform";
import { verify } from "../../packages/transform/dist/3-emit/verify.js";
import { programOptions } from "./instrumented-program.js";

/** What ES modules find in a CommonJS file without running it. */
function known(text: string): { exports: string[]; reexports: string[] } {
  const { exports, reexports } = parse(text);
  return { exports: [...exports], reexports: [...reexports] };
}

/** As compilers and people write exports. */
const texts = [
  "exports.a = exports.b = void 0;\nexports.a = f();",
  'exports["a"] = 1; module.exports.b = 2;',
  "module.exports = { a, b };",
  "module.exports = {\n  a,\n  b: b,\n  c: f(),\n  d: g(),\n};",
  'module.exports = {\n  a: require("./a"),\n  b: require("./b"),\n};',
  'module.exports = { ...require("./x"), a };',
  'module.exports = require("./x");',
  'if (process.env.NODE_ENV === "production") {\n  module.exports = require("./prod");\n} else {\n  module.exports = require("./dev");\n}',
  "0 && (module.exports = { a, b });",
  'Object.defineProperty(exports, "p", { enumerable: true, get: function () { return d.p; } });',
  'Object.defineProperty(exports, "p", {\n  enumerable: true,\n  get() {\n    return d.p;\n  },\n});',
  'Object.defineProperty(module.exports, "x", { value: 1 });',
  'Object.defineProperty(exports, "x", {\n  value: list.map(f)\n});',
  'Object.defineProperty(exports, "x", {\n  enumerable: true,\n  value: new A(\n    f()),\n});',
  "module.exports = {\n  a,\n  read: file.read,\n  write: file.write\n};",
  "module.exports = {\n  a,\n  'b': b,\n  key: Symbol.for(\n    'key'),\n  c\n};",
  "module.exports = {\n  'a': b,\n  sum: b.c + d.e,\n  c\n};",
  "module.exports = {\n  which: a.b ? c.d : e.f,\n  c\n};",
  "module.exports = {\n  tag: a.b`x${\n c}`,\n  c\n};",
  "module.exports = {\n  made: new A(\n f()),\n  c\n};",
  "module.exports = {\n  a: a.b?.c?.(\n d()),\n  c\n};",
  "module.exports.A\n  = module.exports.B\n  = C;",
  "exports.A\n  = exports.B\n  = exports['C'] = f(\n    d);",
  "function f() {\n  return module.exports = f = function () {\n    g();\n  }, module.exports.a = true, module.exports['default'] = module.exports, f.apply(\n    null);\n}",
  "module.exports = {\n  ...a,\n  b: a.b,\n  c\n};",
  '__exportStar(require("./x"), exports);\n__exportStar(require("./y"), exports);',
  'tslib.__exportStar(require("./z"), exports);',
  '__export(require("./x"));',
  'var d = require("./d");\nObject.keys(d).forEach(function (key) {\n  if (key === "default" || key === "__esModule") return;\n'
  + "  if (key in exports && exports[key] === d[key]) return;\n"
  + "  Object.defineProperty(exports, key, {\n    enumerable: true,\n    get: function () {\n      return d[key];\n    }\n  });\n});",
];

describe("the exports that importers find in a CommonJS file", () => {
  for (const text of texts) {
    it(`are as they were: ${text.replace(/\s+/g, " ").slice(0, 90)}`, () => {
      const bare = known(text);
      expect([...bare.exports, ...bare.reexports]).not.to.have.length(0);
      for (const clock of ["sampled", "exact"] as const) {
        const { code } = instrument(text, programOptions({ goal: "commonjs", clock }));
        expect(known(code)).to.deep.equal(bare);
      }
    });
  }

  it("leave the rest to be counted: the lines behind what is known, and functions elsewhere", () => {
    const { source } = instrument("module.exports = {\n  a,\n  c: f(),\n  d: g(),\n};", programOptions({ goal: "commonjs" }));
    expect(source.lines.line.filter((_, row) => source.lines.countable[row] === 1)).to.deep.equal([1, 4]);
    const getter = 'Object.defineProperty(other, "p", { get() { return 1; } });';
    expect(instrument(getter, programOptions({ goal: "commonjs" })).source.functions.name).to.have.length(2);
  });

  it("are checked before a text is handed out", () => {
    const mark = "/*\u00ad*/";
    const text = "module.exports = { a, b };";
    const place = { filename: "/a.js", goal: "commonjs" as const };
    expect(() => verify(text, text.replace("{ a, b }", `${mark}f(${mark}{ a, b }${mark})${mark}`), place)).to.throw(/exports/);
    verify(text, `${mark}f();${mark}${text}`, place);
  });
});
