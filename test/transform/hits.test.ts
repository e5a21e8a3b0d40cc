/** Hits and calls: exact numbers for each construct of the design's table. */
import { expect } from "chai";
import { callsByName, hitsByLine, run } from "./instrumented-program.js";

function hits(...lines: string[]): Record<number, number> {
  return hitsByLine(run(lines.join("\n")));
}

describe("hits", () => {
  it("counts statements, and not what does not run", () => {
    expect(hits("let a;", "let b = 1;", ";", "function f() {", "  return b;", "}", "f(); f();")).to.deep.equal({ 2: 1, 5: 2, 7: 1 });
  });

  it("counts N + 1 evaluations of a while test", () => {
    expect(hits("let n = 3;", "while (n > 0)", "  n--;")).to.deep.equal({ 1: 1, 2: 4, 3: 3 });
  });

  it("counts each evaluation of a do-while test", () => {
    expect(hits("let n = 3;", "do {", "  n--;", "} while (n > 0)")).to.deep.equal({ 1: 1, 3: 3, 4: 3 });
  });

  it("leaves the dead catch clause of a block in which nothing runs", () => {
    expect(hits("function f() {", "  try {", "  } catch {", "    1;", "  } finally {", "  }", "}", "f();")).to.deep.equal({ 8: 1 });
  });

  it("counts N + 1 tests of a for loop, and parts of its header on their own lines for themselves", () => {
    expect(hits("let n = 0;", "for (let i = 0; i < 5; i++) {", "  n++;", "}")).to.deep.equal({ 1: 1, 2: 6, 3: 5 });
    expect(hits("for (", "  let i = 0;", "  i < 5;", "  i++", ") {", "  i;", "}")).to.deep.equal({ 1: 1, 2: 1, 3: 6, 4: 5, 6: 5 });
  });

  it("counts a for loop whose variables get no value", () => {
    expect(hits("try {", "  for (let i = 0, n = null.x; i < n; i++);", "} catch {}")).to.deep.equal({ 2: 1, 3: 1 });
    expect(hits("try {", "  for (let i = 0, { n } = null; i < n; i++);", "} catch {}")).to.deep.equal({ 2: 1, 3: 1 });
    expect(hits("try {", "  for (let i = j; i < 1; i++);", "  let j;", "} catch {}")).to.deep.equal({ 2: 1, 4: 1 });
  });

  it("counts declarators on lines of their own once", () => {
    expect(hits("let a = 1,", "  b = 2, c = 3; a;", "b,", "c;")).to.deep.equal({ 1: 1, 2: 1, 3: 1 });
  });

  it("counts each turn of a for loop without a test", () => {
    expect(hits("let n = 0;", "for (;;) {", "  if (++n === 4)", "    break;", "}")).to.deep.equal({ 1: 1, 2: 4, 3: 4, 4: 1 });
  });

  it("counts each attempt to get the next item", () => {
    expect(hits("for (const x of [1, 2, 3])", "  x;")).to.deep.equal({ 1: 4, 2: 3 });
    expect(hits("for (const x in { a: 1, b: 2 }) {", "  if (x) continue;", "}")).to.deep.equal({ 1: 3, 2: 2 });
    expect(hits("for (const x of [1, 2, 3]) {", "  if (x === 2) break;", "}")).to.deep.equal({ 1: 2, 2: 2 });
  });

  it("counts the attempt behind a continue once its finally has let it pass", () => {
    const loop = (last: string): Record<number, number> => hits("outer: for (const y of [1, 2]) {", "for (const x of [1, 2]) {", "  try {", "    if (x) continue;", "  } finally {", `    if (x === 1) ${last};`, "  }", "}", "}");
    expect(loop("continue")).to.deep.equal({ 1: 3, 2: 6, 4: 4, 6: 4 });
    expect(loop("break")).to.deep.equal({ 1: 3, 2: 2, 4: 2, 6: 2 });
    expect(loop("continue outer")).to.deep.equal({ 1: 3, 2: 2, 4: 2, 6: 2 });
  });

  it("counts no attempt for a continue that one finally let pass no further than to another", () => {
    const loop = (...within: string[]): Record<number, number> =>
      hits("for (const x of [1, 2]) {", "  try {", ...within, "  } finally {", "    1;", "  }", "}");
    expect(loop("a: try {", "  continue;", "} finally {", "  break a;", "}")).to.deep.equal({ 1: 3, 4: 2, 6: 2, 9: 2 });
    expect(loop("try {", "  try {", "    continue;", "  } finally {", "    null.x;", "  }", "} catch {", "}"))
      .to.deep.equal({ 1: 3, 5: 2, 7: 2, 9: 2, 12: 2 });
  });

  it("counts cases by evaluated tests and catches by entries", () => {
    expect(hits("for (const x of [1, 2, 3])", "  switch (x) {", "    case 1:", "      x;", "      break;", "    case 2:", "      x;", "    default:", "      x;", "  }"))
      .to.deep.equal({ 1: 4, 2: 3, 3: 3, 4: 1, 5: 1, 6: 2, 7: 1, 9: 2 });
    expect(hits("try {", "  null.x;", "} catch (e) {", "  e;", "} finally {", "  1;", "}")).to.deep.equal({ 2: 1, 3: 1, 4: 1, 6: 1 });
  });

  it("counts a finally behind a block in which nothing runs", () => {
    expect(hits("function f() {", "  try {", "  } finally {", "    1;", "    2;", "  }", "}", "f(); f();")).to.deep.equal({ 4: 2, 5: 2, 8: 1 });
  });

  it("counts parts that begin a line and hold a call", () => {
    expect(hits("const f = (...xs) => xs;", "f(", "  f(),", "  1,", "  f,", "  ...f(1, 2),", ")")).to.deep.equal({ 1: 3, 2: 1, 3: 1, 6: 1 });
  });

  it("counts links of a chain that begin a line", () => {
    expect(hits("const o = { f() { return this; } };", "o", "  .f()", "  .f()")).to.deep.equal({ 1: 2, 2: 1, 3: 1, 4: 1 });
  });

  it("counts yields and awaits by the statements they stand in", () => {
    expect(hits("function* g() {", "  for (let i = 0; i < 3; i++)", "    yield i;", "}", "for (const x of g())", "  x;"))
      .to.deep.equal({ 2: 4, 3: 3, 5: 4, 6: 3 });
  });
});

describe("initializers of a class", () => {
  it("are two functions: the static one runs once, the other for each instance", () => {
    const program = run([
      "class A {", "  x = [];", "  static y = [];", "  z = [];", "  static {", "    this.y;", "  }", "}", "new A(); new A();",
    ].join("\n"));
    expect(hitsByLine(program)).to.deep.equal({ 1: 1, 2: 2, 3: 1, 4: 2, 6: 1, 9: 1 });
    expect(callsByName(program)).to.deep.equal({ "<module>": 1, "A.<fields>": 2, "A.<static>": 1 });
    expect(program.instrumented.source.functions).to.deep.include({ line: [1, 2, 3], kind: ["module", "fields", "static"] });
  });
});

describe("calls", () => {
  it("counts activations whose body started", () => {
    const program = run([
      "function f(n) { while (n--); }", "f(1); f(2);", "const g = () => 1; g(); g(); g();", "function* h() { yield 1; }", "h(); [...h()];",
      "class A { x = 1; static z = f(0); static { f(0); } static { f(0); } get y() { return 1; } }", "new A().y; new A();", "function empty() {}", "empty();",
    ].join("\n"));
    expect(callsByName(program)).to.deep.equal({
      "<module>": 1, f: 5, g: 3, h: 1, "A.<fields>": 2, "A.<static>": 1, "get A.y": 1, empty: 1,
    });
  });
});
