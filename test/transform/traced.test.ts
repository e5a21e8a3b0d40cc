/** Where objects are handed over as they are created: which, of what size, and that nothing else is another. */
import { expect } from "chai";
import { abi, type Layout } from "@perline/format";
import { instrument, unmark } from "@perline/transform";
import { execute, programOptions } from "./instrumented-program.js";
import { StubRuntime } from "./stub-runtime.js";

const layout: Layout = { pointerBytes: 8, node: 24, tier: "optimised" };
const traced = { memory: true, traced: layout };

/** What was handed over, in the order in which it was: `line bytes`, and the values. */
function handedOver(text: string, names: Record<string, unknown> = {}): { sites: string[]; values: unknown[]; result: unknown } {
  const { code, source: { lines, probes } } = instrument(text, programOptions(traced));
  const [sites, values]: [string[], unknown[]] = [[], []];
  const hear = (site: number, bytes: number, value: unknown): unknown => {
    sites.push(`${lines.line[probes[site - 1] ?? -1]} ${bytes}`);
    values.push(value);
    return value;
  };
  const result = execute(code, { ...new StubRuntime().bindings(), [abi.traced]: hear, ...names });
  return { sites, values, result };
}

describe("objects that are handed over", () => {
  it("are what literals, classes and built-ins create, with the bytes that follow from the text", () => {
    const text = [
      "const object = { a: 1, b: 2 };", "const list = [object, object];", "const sized = new Array(1000);", "const map = new Map();",
      "class Point { constructor(x) { this.x = x; } }", "const point = new Point(1);", "const keys = Object.keys(object);",
      "const buffer = new Uint8Array(5000);", "return [object, list, sized, map, point, keys, buffer];",
    ].join("\n");
    const { sites, values, result } = handedOver(text);
    expect(sites).to.deep.equal(["1 40", "2 64", "3 8048", "4 184", "6 32", "7 -1", "8 5200", "9 104"]);
    expect(values).to.deep.equal([...(result as unknown[]), result]);
  });

  it("are not texts, what a call gathers its arguments in, nor what an assignment takes apart", () => {
    const text = "const x = [1];\nlet r;\nf(...x, ...x);\nconst t = `a${x}` + \"b\";\n({ ...r } = x);\nObject.assign(x, x);\nreturn r;";
    expect(handedOver(text, { f: () => 1 }).sites).to.deep.equal(["1 32"]);
  });

  it("come in the order in which expressions are evaluated, inner ones before those that hold them", () => {
    const { values } = handedOver("return { a: [1, f()], b: new Set([{}]) };", { f: () => ({ f: 1 }) });
    expect(values.map((value) => (value instanceof Set ? "set" : JSON.stringify(value)))).to.deep.equal([
      "[1,{\"f\":1}]", "{}", "[{}]", "set", "{\"a\":[1,{\"f\":1}],\"b\":{}}",
    ]);
  });

  it("are functions where these are arguments of calls alone: V8 names others by where they stand", () => {
    const text = "const a = [() => 1];\nf(() => 2, class {});\nconst o = { p: new Set([() => 3]) };\nreturn [a, o];";
    expect(handedOver(text, { f: () => 1 }).sites).to.deep.equal(["1 56", "2 56", "2 552", "3 56", "3 -1", "3 32", "4 64"]);
  });

  it("keep their names, and those of functions in them", () => {
    const text = "const f = () => 1, C = class {}, o = { m() {}, a: () => 1 };\nreturn [f.name, C.name, o.m.name, o.a.name];";
    expect(handedOver(text).result).to.deep.equal(["f", "C", "m", "a"]);
  });

  it("leave the rest as it is: without them the text is the same, and without what is inserted it is the program's", () => {
    const text = "const a = { b: [1, ...[2]] };\nfoo(new Map([[a, { c: () => ({}) }]]), a?.b.map((x) => [x]));\n";
    const counted = instrument(text, programOptions({ memory: true }));
    const handed = instrument(text, programOptions(traced));
    expect(unmark(handed.code)).to.equal(text);
    expect(counted.code).to.not.include(abi.traced);
    expect(handed.source.lines).to.deep.equal(counted.source.lines);
    for (const key of ["row", "column", "kind", "times", "slots"] as const) {
      expect(handed.source.sites?.[key], key).to.deep.equal(counted.source.sites?.[key]);
    }
  });
});
