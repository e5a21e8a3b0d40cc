/** Throws: one for the running line of each frame an exception leaves a line in, caught there or not. */
import { expect } from "chai";
import { instrument } from "@perline/transform";
import { execute, programOptions, run, type Run } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

function throwsByLine({ instrumented, runtime }: Run): Record<number, number> {
  const { lines, probes } = instrumented.source;
  const throws: Record<number, number> = {};
  for (const [id, count] of runtime.throws) {
    const line = lines.line[probes[id - 1] ?? -1];
    if (line !== undefined) throws[line] = (throws[line] ?? 0) + count;
  }
  return throws;
}

describe("throws", () => {
  for (const [what, body, expected] of [
    ["a block that has ended", "try { let a = 1; } catch {}\n  return a;", { 3: 1 }],
    ["a catch clause that has ended", "try { null.x; } catch (e) {}\n  return e;", { 2: 1, 3: 1 }],
    ["a case that was passed over", "switch (x) {\n    case 0: let b = 1;\n    default:\n      return b;\n  }", { 5: 1 }],
    ["a block, and not yet", "try {\n    {\n      return x;\n      let x = 1;\n    }\n  } finally {}", { 4: 1 }],
    ["a block, and not yet, read by the header of a loop", "{\n    for (let i = x; i < 3; i++) ;\n    let x; }", { 3: 1 }],
    ["the header of a loop, by itself", "for (let x = x; x < 3; x++) ;", { 2: 1 }],
  ] as const) {
    it(`are on the line that reads a name of ${what}`, () => {
      const text = `function f(x) {\n  ${body}\n}\ntry { f(1); } catch {}`;
      expect(throwsByLine(run(text))).to.deep.equal({ ...expected, [text.split("\n").length]: 1 });
    });
  }

  it("are counted in every frame they cross, and where they are caught", () => {
    const text = "function f() {\n  throw 1;\n}\nfunction g() {\n  1;\n  f();\n}\ntry {\n  g();\n} catch {\n}\ng.x;";
    expect(throwsByLine(run(text))).to.deep.equal({ 2: 1, 6: 1, 9: 1 });
  });

  it("are not counted for a finally that is reached normally, nor for a return through one", () => {
    const text = "function f(x) {\n  try {\n    if (x) return 1;\n  } finally {\n    2;\n  }\n}\nf(0); f(1);";
    expect(throwsByLine(run(text))).to.deep.equal({});
  });

  it("are counted where they came from, whatever finally they pass", async () => {
    const text = [
      "function boom() {", "  throw 1;", "}",
      "function f() {", "  try {", "    boom();", "  } finally {", "    1;", "  }", "}",
      "try {", "  f();", "} catch {", "}",
      "async function h() {", "  try {", "    await Promise.reject(1);", "  } finally {", "    2;", "  }", "}",
      "return h().catch(() => 0);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(throwsByLine(program)).to.deep.equal({ 2: 1, 6: 1, 12: 1, 17: 1 });
  });

  it("are counted though a finally swallows or replaces them, and not where a jump or return passes it", () => {
    const text = [
      "function boom() { throw 1; }",
      "function returns() {", "  try {", "    boom();", "  } finally {", "    return 1;", "  }", "}",
      "function breaks() {", "  for (;;) {", "    try {", "      boom();", "    } finally {", "      break;", "    }", "  }", "}",
      "function replaces() {", "  try {", "    boom();", "  } finally {", "    boom();", "  }", "}",
      "function jumps() {", "  for (const x of [1, 2]) {", "    try {", "      if (x === 1) continue;", "      else break;", "    } finally {", "      2;",
      "    }", "  }", "  try {", "    try { return 1; } finally { 1; }", "  } finally {", "    return 2;", "  }", "}",
      "function catches() {", "  try {", "    boom();", "  } catch {", "    boom();", "  } finally {", "    return;", "  }", "}",
      "returns(); breaks(); jumps(); catches();",
      "try {", "  replaces();", "} catch {}",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 1: 6, 4: 1, 12: 1, 20: 1, 22: 1, 42: 1, 44: 1, 51: 1 });
  });

  it("are counted where a finally that a jump passes fails, or is ended, before it has let the jump pass", async () => {
    const text = [
      "function swallows() {", "  for (;;) {", "    try {", "      try {", "        break;", "      } finally {", "        null.x;", "      }",
      "    } finally {", "      return 1;", "    }", "  }", "}",
      "async function waits() {", "  for await (const x of [1]) {", "    try {", "      continue;", "    } finally {", "      null.x;", "    }", "  }", "}",
      "function* yields() {", "  for (;;) {", "    try {", "      try {", "        continue;", "      } finally {", "        yield 1;", "      }",
      "    } finally {", "      2;", "    }", "  }", "}",
      "swallows();", "const i = yields();", "i.next();", "i.return();",
      "return waits().catch(() => 0);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(program.runtime.stack[0]).to.equal(0);
    expect(throwsByLine(program)).to.deep.equal({ 7: 1, 19: 1 });
  });

  it("are counted once for a rejected await that leaves a loop, whoever takes the rejection", async () => {
    const text = [
      "const bad = () => Promise.reject(1);",
      "async function leaves() {", "  for (const y of [1]) {", "    for (const x of [1]) {", "      await bad();", "    }", "  }", "}",
      "async function catches() {", "  try {", "    for (const x of [1]) {", "      await bad();", "    }", "  } catch {", "    null.x;", "  }", "}",
      "async function passes() {", "  try {", "    for (const x of [1]) await bad();", "  } finally {", "    1;", "  }", "}",
      "async function waits() {", "  for await (const y of [1]) {", "    for (const x of [1]) await bad();", "  }", "}",
      "async function chooses(x) {", "  for (const y of [1]) {", "    if (x) await bad();", "    if (y) {", "      return;", "    } else {", "      break;", "    }", "  }", "}",
      "async function spreads() {", "  for (const y of [1])", "    return (await bad(),", "      1);", "}",
      "return Promise.allSettled([leaves(), catches(), passes(), waits(), chooses(1), spreads()]);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(program.runtime.stack[0]).to.equal(0);
    expect(throwsByLine(program)).to.deep.equal({ 5: 1, 12: 1, 15: 1, 20: 1, 27: 1, 32: 1, 42: 1 });
  });

  it("are counted for a module body, a field, a static block and a body that takes no finally", () => {
    const thrown = (lines: string[]): Record<number, number> => {
      const text = lines.join("\n");
      const runtime = new StubRuntime();
      const instrumented = instrument(text, programOptions());
      expect(() => execute(instrumented.code, runtime.bindings())).to.throw("boom");
      expect(runtime.stack[0]).to.equal(0);
      return throwsByLine({ instrumented, runtime, result: undefined });
    };
    const boom = "function boom() { throw new Error('boom'); }";
    expect(thrown([boom, "1;", "boom();"])).to.deep.equal({ 1: 1, 3: 1 });
    expect(thrown([boom, "class A {", "  x = boom();", "}", "new A();"])).to.deep.equal({ 1: 1, 3: 1, 5: 1 });
    expect(thrown([boom, "class A {", "  static {", "    boom();", "  }", "}"])).to.deep.equal({ 1: 1, 2: 1, 4: 1 });
    expect(thrown([boom, "function f(g) {", "  boom();", "  function g() {}", "}", "f();"])).to.deep.equal({ 1: 1, 3: 1, 6: 1 });
    expect(thrown([boom, "class A {", "  static {", "    try {", "      boom();", "    } finally {", "      1;", "    }", "  }", "}"]))
      .to.deep.equal({ 1: 1, 2: 1, 5: 1 });
  });

  it("are counted where a static block catches what left a field, and the block goes on in its own frame", () => {
    const text = [
      "class Bad {", "  x = null.y;", "}",
      "class A {", "  static {", "    try {", "      new Bad();", "    } catch {", "      depth();", "    }", "    depth();", "  }", "}",
    ].join("\n");
    const depths: (number | undefined)[] = [];
    const names = { depth: (): unknown => depths.push(runtime.stack[0]) };
    const runtime = new StubRuntime();
    const instrumented = instrument(text, programOptions());
    execute(instrumented.code, { ...runtime.bindings(), ...names });
    expect(throwsByLine({ instrumented, runtime, result: undefined })).to.deep.equal({ 2: 1, 7: 1 });
    expect(depths).to.deep.equal([2, 2]);
  });

  it("are counted for names and a `this` that have no value yet", () => {
    const text = [
      "const early = () => late;", "const none = (x) => { return nowhere; };", "class Base {", "}",
      "class Derived extends Base {", "  constructor() {", "    super((() => this)());", "  }", "}",
      "for (const each of [early, none, () => new Derived()]) {", "  try {", "    each(1);", "  } catch {}", "}", "let late = 1;", "early();",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 1: 1, 2: 1, 7: 2, 10: 1, 12: 3 });
  });

  it("are counted for throw() into a generator, on the line of its yield, and of its yield* where that delegates", () => {
    const text = [
      "function* g() {", "  yield 1;", "}",
      "function* caught() {", "  try {", "    yield 1;", "  } catch {", "    yield 2;", "  }", "}",
      "function* outer() {", "  yield* g();", "}",
      "function* cleans() {", "  try {", "    yield 1;", "  } finally {", "    1;", "  }", "}",
      "for (const make of [g, caught, outer, cleans]) {", "  const i = make();", "  i.next();", "  try {", "    i.throw(1);", "  } catch {}", "  i.return();", "}",
      "for (const make of [g, caught, outer, cleans]) {", "  const i = make();", "  i.next();", "  i.return();", "  for (const x of make()) break;", "}",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 2: 2, 6: 1, 12: 1, 16: 1, 25: 3 });
  });

  it("are counted for throw() into a generator, however it is written", () => {
    const text = ["function* g() {", "  yield 1;", "}", "const i = g();", "i.next();", "try { i.\\u0074hrow(1); } catch {}"].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 2: 1, 6: 1 });
  });

  it("are counted for what fails behind a yield*, and not for a generator that a failing loop ends", () => {
    const text = [
      "function boom() { throw 1; }", "function* inner() {", "  yield 1;", "  boom();", "}", "function* outer() {", "  yield* inner();", "}",
      "try {", "  for (const x of outer());", "} catch {}",
      "try {", "  for (const x of outer()) {", "    boom();", "  }", "} catch {}",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 1: 2, 4: 1, 7: 1, 10: 1, 14: 1 });
  });

  it("are none for the generator that a loop ends because throw() into another one, which had ended, fails", () => {
    const text = [
      "function* ended() {}", "function* g() {", "  yield 1;", "}",
      "const i = ended();", "i.next();", "try {", "  for (const x of g()) {", "    i.throw(x);", "  }", "} catch {}",
      "function f() {", "  for (const x of g())", "    i.throw(x);", "}", "try {", "  f();", "} catch {}",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 9: 1, 14: 1, 17: 1 });
  });

  it("are none where a generator that delegates is ended early, whatever finally the inner one has", () => {
    const text = [
      "function* inner() {", "  try {", "    yield 1;", "  } finally {", "    1;", "  }", "}",
      "function* outer() {", "  yield* inner();", "}",
      "for (const x of outer()) break;", "const i = outer();", "i.next();", "i.return();", "const k = outer();", "k.next();", "try {", "  k.throw(1);", "} catch {}",
    ].join("\n");
    expect(throwsByLine(run(text))).to.deep.equal({ 3: 1, 9: 1, 18: 1 });
  });

  it("in a for await are the body's on its line, and a rejected next() on the header's", async () => {
    const text = [
      "async function boom() { throw 1; }",
      "async function* items() { yield 1; yield 2; }",
      "async function body() {", "  for await (const x of items()) {", "    if (x === 2) null.x;", "  }", "}",
      "async function header() {", "  try {", "    for await (const x of [1, boom()]) {", "      1;", "    }", "  } catch {}", "}",
      "async function jumps() {", "  outer: for (;;) {", "    for await (const x of items()) {", "      if (x === 1) continue;", "      break outer;", "    }", "  }",
      "  for await (const x of items()) {", "    return 1;", "  }", "}",
      "return Promise.allSettled([body(), header(), jumps()]);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(program.runtime.stack[0]).to.equal(0);
    expect(throwsByLine(program)).to.deep.equal({ 1: 1, 5: 1, 10: 1 });
  });

  it("of an async generator's return that awaits pass a finally once", async () => {
    const text = [
      "async function* g(x) {", "  try {", "    return await x;", "  } finally {", "    1;", "  }", "}",
      "async function* h(x) {", "  try {", "    return x;", "  } finally {", "    1;", "  }", "}",
      "return Promise.allSettled([g(1).next(), h(1).next(), g(Promise.reject(2)).next()]);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(program.runtime.stack[0]).to.equal(0);
    expect(throwsByLine(program)).to.deep.equal({ 3: 1 });
  });

  it("are none where a generator with a finally is ended early", () => {
    const text = "function* g() {\n  try {\n    yield 1;\n  } finally {\n    2;\n  }\n}\nfor (const x of g()) {\n  break;\n}";
    expect(throwsByLine(run(text))).to.deep.equal({});
  });

  it("of a rejected await are on its line; of a generator's return() never", async () => {
    const text = [
      "function* g() {", "  yield 1;", "}", "const i = g(); i.next(); i.return();",
      "async function f() {", "  try {", "    await Promise.reject(1);", "  } catch {", "    await Promise.reject(2);", "  }", "}",
      "return f().catch(() => 0);",
    ].join("\n");
    const program = run(text);
    await program.result;
    expect(throwsByLine(program)).to.deep.equal({ 7: 1, 9: 1 });
  });
});
