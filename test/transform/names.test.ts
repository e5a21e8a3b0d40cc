/** Names of functions, as a person would say them, with their places. */
import { expect } from "chai";
import { instrument } from "@perline/transform";
import { programOptions } from "./instrumented-program.js";

function names(text: string, filename = "/program/program.ts"): string[] {
  return instrument(text, programOptions({ filename, goal: "module" })).source.functions.name.slice(1);
}

describe("names of functions", () => {
  const cases: [text: string, ...names: string[]][] = [
    ["function f() { return function g() {}; }", "f", "g"],
    ["const f = () => {}; let g = function () {}; var h = function named() {};", "f", "g", "named"],
    ["class A { constructor() {} m() {} get x() { return 1; } set x(v) {} static s() {} #p() {} [Symbol.iterator]() {} 'a b'() {} }",
      "A.constructor", "A.m", "get A.x", "set A.x", "A.s", "A.#p", "A.[Symbol.iterator]", "A.a b"],
    ["class A { x = 1; static y = 2; f = () => {}; static { g(); } }", "A.<fields>", "A.<static>", "A.f"],
    ["const A = class { m() {} }; export default class { m() {} }", "A.m", "default.m"],
    ["const o = { a() {}, b: () => {}, get c() { return 1; }, d: { e() {} } };", "o.a", "o.b", "get o.c", "o.d.e"],
    ["a.b.c = function () {}; A.prototype.m = function () {}; exports.x = () => {}; module.exports.y = () => {}; module.exports = () => {};",
      "a.b.c", "A.m", "x", "y", "module.exports"],
    ["class A { constructor() { this.m = () => {}; } }", "A.constructor", "m"],
    ["[].map(() => {}); (function () {})(); export default () => {};", "<anonymous>", "<anonymous>", "default"],
    ["function f(a = () => {}) {} const { b = () => {} } = {}; f ??= function () {};", "a", "f", "b", "f"],
    ["const f = (() => {}) as () => void; const g = profile(() => {}); function* h() {} async function i() {}", "f", "g", "h", "i"],
  ];
  for (const [text, ...expected] of cases) {
    it(text, () => expect(names(text)).to.deep.equal(expected));
  }

  it("come with line, column, last line and kind", () => {
    const text = "class A {\n  x = 1;\n  static async m() {\n  }\n}\nexport const f = () =>\n  1;";
    const { name, kind, line, column, endLine } = instrument(text, programOptions({ goal: "module" })).source.functions;
    const rows = name.map((each, row) => [each, kind[row], line[row], column[row], endLine[row]]);
    expect(rows).to.deep.equal([
      ["<module>", "module", 1, 0, 7], ["A.<fields>", "fields", 2, 2, 5], ["A.m", "method", 3, 2, 4], ["f", "arrow", 6, 17, 7],
    ]);
  });
});
