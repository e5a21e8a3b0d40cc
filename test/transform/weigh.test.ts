/** Which expressions are weighed: those on one line that create something, each as a whole. */
import { expect } from "chai";
import { instrument, plan, unmark } from "@perline/transform";
import { programOptions, run } from "./instrumented-program.js";

const weighed = { memory: true, weighed: true };

/** The texts of the expressions that are weighed. */
function expressions(text: string, options = {}): string[] {
  const { edits } = plan(text, programOptions({ ...weighed, ...options }));
  return edits.flatMap(({ kind, start, end }) => (kind === "weigh" ? [text.slice(start, end)] : []));
}

describe("expressions that are weighed", () => {
  it("are the outermost on one line that create something", () => {
    expect(expressions("const a = f([1], { b: 2 });\nconst c = g(a);\nreturnless(`${a}${c}`);")).to.deep.equal([
      "f([1], { b: 2 })", "returnless(`${a}${c}`)",
    ]);
  });

  it("are parts, where the whole stands on several lines", () => {
    expect(expressions("const a = {\n  b: JSON.parse(c),\n  d: [1],\n};")).to.deep.equal(["JSON.parse(c)", "[1]"]);
  });

  it("hold no await and no yield", () => {
    expect(expressions("async function f() {\n  return [await g({}), {}];\n}")).to.deep.equal(["g({})", "{}"]);
  });

  it("are those of functions within them apart", () => {
    const { sites } = plan("const f = wrap(() => [1]);", programOptions(weighed)).source;
    expect(sites?.kind).to.deep.equal(["closure", "array"]);
    const [outer, inner] = sites?.weighed ?? [];
    expect(outer).to.be.at.least(0);
    expect(inner).to.not.equal(outer);
  });

  it("are no functions that get their name from where they stand, no targets, and nothing in linked code", () => {
    expect(expressions("const f = () => 1;\n({ a: [][0] } = {});")).to.deep.equal(["({ a: [][0] } = {})"].map((text) => text.slice(1, -1)));
    expect(expressions("const { a: b = function () {} } = {};")).to.deep.equal(["{}"]);
    expect(expressions("f([]);", { linked: "commonjs" })).to.deep.equal([]);
  });

  it("count their evaluations, and no hits", () => {
    const text = "for (let i = 0; i < 3; i++) list.push([i]);";
    const { instrumented, runtime, result } = run(text, { list: [] }, weighed);
    const [probe = -1] = instrumented.source.sites?.weighed ?? [];
    expect(runtime.hits[probe + 1]).to.equal(3);
    expect(instrumented.source.probes[probe]).to.equal(-1);
    expect(result).to.deep.equal(run(text, { list: [] }).result);
    expect(unmark(instrument(text, programOptions(weighed)).code)).to.equal(text);
  });

  it("leave the edits of what is counted as they are without", () => {
    const text = "const a = f([1]);\nif (a) b.push({ a, c: () => [a] });";
    const kinds = (options: object): string[] => plan(text, programOptions({ memory: true, ...options })).edits.flatMap(
      ({ kind, start, end }) => (kind === "weigh" ? [] : [`${kind} ${start} ${end}`]));
    expect(kinds({ weighed: true })).to.deep.equal(kinds({}));
  });
});
