/** Throws: one for the running line of each frame an exception leaves a line in, caught there or not. */
import { expect } from "chai";
import { run, type Run } from "./instrumented-program.js";

function throwsByLine({ instrumented, runtime }: Run): Record<number, number> {
  const { lines, probes } = instrumented.source;
  const throws: Record<number, number> = {};
  for (const [id, count] of runtime.throws) {
    const line = lines.line[probes[id - 1] ?? -1] ?? 0;
    throws[line] = (throws[line] ?? 0) + count;
  }
  return throws;
}

describe("throws", () => {
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

  it("are none where a generator with a finally is ended early", () => {
    const text = "function* g() {\n  try {\n    yield 1;\n  } finally {\n    2;\n  }\n}\nfor (const x of g()) {\n  break;\n}";
    expect(Object.keys(throwsByLine(run(text))).filter((line) => line !== "0")).to.deep.equal([]);
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
