/** Linked programs whose measurement begins in the middle: what ran by then leaves the stack, and what runs later counts. */
import { expect } from "chai";
import fc from "fast-check";
import { readProfile } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { inLinkedPlace } from "./workplace.js";

/** What a step of a random program does: its kind, and how deep it goes. */
type Step = readonly [kind: "call" | "throw" | "generator" | "await" | "finally", depth: number];

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
const kinds = {
  call, finally: last, await: waits,
  throw(depth) { try { fall(depth); } catch { mark(); } },
  generator(depth) { for (const each of generator(depth)) { mark(); if (depth === 1) break; } },
};
module.exports = async (steps) => { for (const [kind, depth] of steps) { mark(); await kinds[kind](depth); } return marks; };
`;
}

const step = fc.tuple(fc.constantFrom("call", "throw", "generator", "await", "finally"), fc.integer({ min: 0, max: 3 })) as fc.Arbitrary<Step>;

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
      }), { numRuns: 5 });
    }));
  }
});
