/** Linked programs whose measurement begins in the middle: what ran by then leaves the stack, and what runs later counts. */
import { expect } from "chai";
import fc from "fast-check";
import type { Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { inLinkedPlace } from "./workplace.js";

/** What a step of a random program does: its kind, and how deep it goes. */
type Step = readonly [kind: "call" | "throw" | "generator" | "await" | "finally" | "class", depth: number];

/** A program: each step goes some calls deep and comes back as it can. Begins to be measured at the `n`-th mark. */
function program(n: number): string {
  return `const { start } = require("@perline/runtime");
let marks = 0;
let counted = 0;
function mark() {
  if (marks++ === ${n}) start();
  leaf();
}
function leaf() {
  counted++;
}
function call(depth) { mark(); if (depth > 0) call(depth - 1); mark(); }
function fall(depth) { mark(); if (depth === 0) throw 1; fall(depth - 1); }
function* generator(depth) { mark(); yield 1; if (depth > 0) yield* generator(depth - 1); mark(); }
async function waits(depth) { mark(); await 1; if (depth > 0) await waits(depth - 1); mark(); }
function last(depth) { try { mark(); return depth > 0 ? last(depth - 1) : 1; } finally { mark(); } }
function classes(depth) {
  return class {
    static made = depth > 0 ? classes(depth - 1) : mark();
    static { try { mark(); } finally { mark(); } }
    static { for (let turn = 0; turn < 3; turn++) { leaf.last = turn; } }
  };
}
const kinds = {
  class: classes, call, finally: last, await: waits,
  throw(depth) { try { fall(depth); } catch { mark(); } },
  generator(depth) { for (const each of generator(depth)) { mark(); if (depth === 1) break; } },
};
module.exports = async (steps) => { for (const [kind, depth] of steps) { mark(); await kinds[kind](depth); } return marks; };
`;
}

/** Throws of the first source by line, of those that have some. */
function throwsOf(profile: Profile): Map<number, number> {
  const [{ lines, probes }] = profile.sources as [Profile["sources"][number]];
  const throws = new Map<number, number>();
  profile.processes[0]?.threads[0]?.counters[0]?.throws?.forEach((count, probe) => {
    const line = lines.line[probes[probe] ?? -1] ?? -1;
    if (count > 0) throws.set(line, (throws.get(line) ?? 0) + count);
  });
  return throws;
}

const step = fc.tuple(fc.constantFrom("call", "throw", "generator", "await", "finally", "class"), fc.integer({ min: 0, max: 3 })) as fc.Arbitrary<Step>;

describe("a linked program that begins its measurement at some moment", () => {
  for (const clock of ["sampled", "exact"] as const) {
    it(`has an empty stack at its end, and has counted what ran since: built for the ${clock} clock`, () => inLinkedPlace(async (place) => {
      place.write("main.cjs", `const steps = JSON.parse(process.argv[2]);
require("./program.cjs")(steps).then((marks) => setImmediate(() => {
  const { memory } = require("./node_modules/@perline/runtime/dist/own-memory.js");
  console.log(marks, memory.stack[0]);
}));
`);
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat({ max: 30 }), async (steps, n) => {
        place.link("program.cjs", program(n), { clock });
        const { stdout, stderr } = await place.node(["main.cjs", JSON.stringify(steps)], { env: { PERLINE_AUTOSTART: "0", PERLINE_CLOCK: clock } });
        const [marks = 0, depth] = stdout.trim().split(" ").map(Number);
        expect([stderr, depth]).to.deep.equal(["", 0]);
        if (marks <= n) return;
        const profile = readProfile(place.read("main.perline.json"), "the profile");
        expect(hitsOf(profile, "program.cjs", 9)).to.equal(marks - n);
        // What was left by a return that began before was not thrown out of.
        const mayThrow = /fall\(/;
        const text = program(n).split("\n");
        expect([...throwsOf(profile).keys()].filter((line) => !mayThrow.test(text[line - 1] ?? ""))).to.deep.equal([]);
      }), { numRuns: 5 });
    }));
  }
});

/** Bodies that begin the measurement in the middle, as `start`, and come back; `fails` throws. */
const late: Readonly<Record<string, string>> = {
  "a static block": "class A { static { start(); } static { A.last = 1; } }",
  "a static block's `try`": "class A { static { try { start(); fails(); } catch { A.last = 1; } finally { A.last = 2; } } }",
  "a field": "class A { static last = start(); other = A.last; }\nnew A();",
  "what a `catch` clause is around": "try {\n  start();\n  fails();\n} catch {\n  fails.last = 1;\n}",
  "what an exception leaves": "try { (() => { start(); fails(); })(); } catch {}",
  "a `finally` block that a return passes": "(() => {\n  try {\n    return 1;\n  } finally {\n    start();\n  }\n})();",
  "a generator": "const all = (function* () { start(); yield 1; fails.last = 1; })();\nfor (const each of all) fails.last = each;",
  "a generator that an exception ends": "const all = (function* () { start(); yield 1; })();\ntry { for (const each of all) fails(); } catch {}",
  "a loop": "for (let n = 0, turn = 0; turn < 3; turn++) {\n  if (turn === 1) start();\n}",
  "a loop's header": "for (let turn = start() ? 0 : 9; turn < 3; turn++) {\n  counted = turn;\n}",
};

describe("a call that begins before its program is measured", () => {
  for (const clock of ["sampled", "exact"] as const) {
    it(`leaves an empty stack, and no throws but of what was called since: built for the ${clock} clock`, () => inLinkedPlace(async (place) => {
      place.write("main.cjs", `const { memory } = require("./node_modules/@perline/runtime/dist/own-memory.js");
const within = [];
const behind = require("./program.cjs").map((call) => { call(() => within.push(memory.stack[0])); return memory.stack[0]; });
console.log(Math.min(...within) >= 0, Math.max(...within) <= 1, ...behind);
`);
      for (const [name, body] of Object.entries(late)) {
        const program = `const { start } = require("@perline/runtime");
let counted = 0;
function fails() {
  throw 1;
}
module.exports = [(tell) => {
${body}
tell();
}, () => { try { fails(); } catch { fails.last = 2; } }];
`;
        place.link("program.cjs", program, { clock });
        const { stdout, stderr } = await place.node(["main.cjs"], { env: { PERLINE_AUTOSTART: "0", PERLINE_CLOCK: clock } });
        expect([stdout, stderr], name).to.deep.equal(["true true 0 0\n", ""]);
        const profile = readProfile(place.read("main.perline.json"), "the profile");
        expect(selfCheck(profile), name).to.deep.equal([]);
        const throws = throwsOf(profile);
        expect(throws.get(4), name).to.equal(hitsOf(profile, "program.cjs", 4));
        const text = program.split("\n");
        expect([...throws.keys()].filter((line) => line !== 4 && text[line - 1]?.includes("fails()") !== true), name).to.deep.equal([]);
        const counts = text.findIndex((line) => line.includes("counted = turn")) + 1;
        if (counts > 0) expect(hitsOf(profile, "program.cjs", counts), name).to.equal(3);
      }
    }));
  }
});
