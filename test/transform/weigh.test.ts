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
    expect(expressions("const a = f([...b], { b: 2 });\nconst c = g(a);\nreturnless(Object.keys(c));\nlet d = [1], e = d[0];")).to.deep.equal([
      "f([...b], { b: 2 })", "returnless(Object.keys(c))", "[1]",
    ]);
  });

  it("are parts, where the whole stands on several lines", () => {
    expect(expressions("const a = {\n  b: JSON.parse(c),\n  d: [...c],\n};")).to.deep.equal(["JSON.parse(c)", "[...c]"]);
  });

  it("hold no await and no yield", () => {
    expect(expressions("async function f() {\n  return [await g({ ...a }), { ...b }];\n}")).to.deep.equal(["g({ ...a })", "{ ...b }"]);
  });

  it("are those of functions within them apart", () => {
    const { sites } = plan("const f = wrap(() => [...a], b.slice());", programOptions(weighed)).source;
    expect(sites?.kind).to.deep.equal(["closure", "array", "call"]);
    const [outer, inner] = sites?.weighed ?? [];
    expect(outer).to.be.at.least(0);
    expect(inner).to.not.equal(outer);
  });

  it("are no functions that get their name from where they stand, no targets, and nothing in linked code", () => {
    expect(expressions("const f = () => [...a];\n({ a: [...a][0] } = {});")).to.deep.equal(["[...a]", "{ a: [...a][0] } = {}"]);
    expect(expressions("const { a: b = function () {} } = { ...c };")).to.deep.equal(["{ ...c }"]);
    expect(expressions("f([...a]);", { linked: "commonjs" })).to.deep.equal([]);
  });

  it("count their evaluations, and no hits", () => {
    const text = "for (let i = 0; i < 3; i++) list.push([...list, i]);";
    const { instrumented, runtime, result } = run(text, { list: [] }, weighed);
    const [probe = -1] = instrumented.source.sites?.weighed ?? [];
    expect(runtime.hits[probe + 1]).to.equal(3);
    expect(instrumented.source.probes[probe]).to.equal(-1);
    expect(result).to.deep.equal(run(text, { list: [] }).result);
    expect(unmark(instrument(text, programOptions(weighed)).code)).to.equal(text);
  });

  it("leave the edits of what is counted as they are without", () => {
    const text = "const a = f([...b]);\nif (a) b.push({ a, c: () => [...a], ...b });";
    const kinds = (options: object): string[] => plan(text, programOptions({ memory: true, ...options })).edits.flatMap(
      ({ kind, start, end }) => (kind === "weigh" ? [] : [`${kind} ${start} ${end}`]));
    expect(kinds({ weighed: true })).to.deep.equal(kinds({}));
  });
});
