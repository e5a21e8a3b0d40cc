/** The model of sizes against V8: 10^5 executions of each kind of site, what they create kept, collections off. */
import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { heapBytes, type Tier } from "@perline/format";
import { plan } from "@perline/transform";
import { programOptions } from "../transform/instrumented-program.js";

/** Executions of each: what they create fits into the young generation, which is empty before. */
const count = 100_000;

/** Expressions, one at least for each kind whose size follows from the text; `i` and `words[i & 63]` vary. */
const expressions = [
  "({})", "({ a: i })", "({ a: i, b: i, c: 1, d: 2, e: 3, f: 4, g: 5, h: 6 })", "({ a: { b: i }, c: [i] })", "({ x: 1.5 })",
  "[]", "[i]", "[i, i, i]", "[1, 2, 3]", "[1.5, 2.5]", "() => 1", "async () => 1", "function () {}", "function* () {}", "({ m() {} })",
  "class {}", "class { a() {} b() {} }", "/a/g", "\"some longer text \" + words[i & 63]", "`${words[i & 63]} and ${words[i & 31]}`",
  "new Map()", "new Set()", "new Date(0)", "new Promise(() => {})", "new Array(10)", "new Object()", "new ArrayBuffer(8)", "new Float64Array(4)",
  "new Point(i, i)", "new Place(i)", "new Size(i)", "new Empty()",
];

/** Classes and functions that some of them construct. */
const declarations = "class Point { #hidden = 1; label = 0; constructor(x, y) { this.x = x; this.y = y; } }\n"
  + "class Place extends Point { name = 0; constructor(x) { super(x, x); this.z = x; } }\n"
  + "function Size(width) { this.width = width; this.height = 1; }\nclass Empty { #secret() {} static shared = 1; }";

/** Warms up a loop over each expression and an empty one, and prints the bytes that one execution of each has added to the heap. */
const program = `
const { getHeapStatistics } = require("node:v8");
const [count, expressions, declarations] = JSON.parse(process.argv[1]);
const words = Array.from({ length: 64 }, (_, i) => "word number " + i);
const kept = new Array(count).fill(null);
const loopOf = (text) => new Function("kept", "words", "count", declarations + "\\nfor (let i = 0; i < count; i++) kept[i] = " + text + ";");
const bytesOf = (text) => {
  const loop = loopOf(text);
  gc();
  // V8 replaces code by better code where a function is entered, and counts entries too.
  for (let turn = 0; turn < 4; turn++) {
    loop(kept, words, count);
    for (let entry = 0; entry < 1_000; entry++) loop(kept, words, 1);
  }
  // Better code that comes all the same, in the midst of the loop, is on the heap as well: so the least of some turns.
  const turns = Array.from({ length: 3 }, () => {
    gc();
    const before = getHeapStatistics().used_heap_size;
    loop(kept, words, count);
    return getHeapStatistics().used_heap_size - before;
  });
  return Math.min(...turns);
};
const empty = bytesOf("null");
console.log(JSON.stringify(expressions.map((text) => (bytesOf(text) - empty) / count)));
`;

const flags: Readonly<Record<Tier, string>> = { interpreted: "--no-opt", optimised: "--no-turbo-escape" };

function measured(tier: Tier): number[] {
  const semiSpace = ["--min-semi-space-size=512", "--max-semi-space-size=512"];
  const args = ["--expose-gc", "--no-concurrent-recompilation", ...semiSpace, flags[tier], "-e", program, JSON.stringify([count, expressions, declarations])];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as number[];
}

/** What the planner finds in an expression, which stands on a line of its own, modelled. */
function modelled(expression: string, tier: Tier): number {
  const { sites, lines } = plan(`{ kept = ${expression}; }\n${declarations}`, programOptions({ memory: true })).source;
  const layout = { pointerBytes: 8, node: Number(process.versions.node.split(".")[0]), tier };
  if (sites === undefined) return NaN;
  const sizes = sites.kind.map((kind, site) => sites.times[site]! * (heapBytes(kind, sites.slots[site]!, layout) ?? NaN));
  return sizes.filter((_, site) => lines.line[sites.row[site]!] === 1).reduce((sum, each) => sum + each, 0);
}

/** An expression's bytes: by the model, and as V8 was seen to need them. */
interface Row {
  text: string;
  model: number;
  v8: number;
}

describe("sizes of objects", function () {
  this.timeout(300_000);

  for (const tier of ["interpreted", "optimised"] as const) {
    it(`are those of V8, of ${tier} code`, () => {
      const sizes = measured(tier);
      const rows = expressions.map((text, index): Row => ({ text, model: modelled(text, tier), v8: sizes[index]! }));
      const sum = rows.reduce((all, { model, v8 }) => ({ ...all, model: all.model + model, v8: all.v8 + v8 }), { text: "all of them", model: 0, v8: 0 });
      console.log(`      ${"Bytes of one execution".padEnd(64)} ${"Model".padStart(6)}  ${"V8".padStart(8)}   Model/V8`);
      for (const { text, model, v8 } of [...rows, sum]) {
        console.log(`      ${text.padEnd(64)} ${String(model).padStart(6)}  ${v8.toFixed(1).padStart(8)}   ${(model / v8).toFixed(4).padStart(8)}`);
      }
      for (const { text, model, v8 } of rows) expect(model / v8, text).to.be.within(0.95, 1.05);
      expect(sum.model / sum.v8).to.be.within(0.98, 1.02);
    });
  }

  it("are null for what only shows when it runs, and smaller where pointers are", () => {
    const layout = { pointerBytes: 8, node: 20, tier: "optimised" } as const;
    expect(heapBytes("new", -1, layout)).to.equal(null);
    expect(heapBytes("new", 3, layout)).to.equal(48);
    expect(heapBytes("call", 0, layout)).to.equal(null);
    expect(heapBytes("object", -1, layout)).to.equal(null);
    expect(heapBytes("object", 2, { ...layout, pointerBytes: 4 })).to.equal(20);
  });
});
