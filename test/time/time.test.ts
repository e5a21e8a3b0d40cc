/** Time under control flow: exact figures, the same under either clock. */
import { expect } from "chai";
import { stackSize } from "../../packages/runtime/dist/memory.js";
import { exactMemory } from "../../packages/runtime/dist/own-exact-memory.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import { readCase, report } from "./controlled.js";
import { cases } from "./cases.js";

/** As deep as V8's stack goes, which the program counts: `n`. Only calls can find it full. */
const byCall = `
       n                          │   told.n += 1;
       n     0     0     0      n │   down();`;

/** The probe in front of a call is one too: the last activation may get no further. */
const byProbe = `
       n     0     0     0      1 │   told.n += 1;
     n-1     0     0     0    n-1 │   down();`;

const toTheEnd = (body: string): string => `
    hits total  self await throws │
                                  │ function down() {${body}
                                  │ }
                                  │ try {
       1     0     0     0      1 │   down();
       1                          │ } catch (failure) {
       1    30    30              │   spend(failure instanceof RangeError ? 30 : 0);
                                  │ }
       1    10    10              │ spend(10);
       0                          │ outside and idle
`;

/** Its first two frames are the last of the shadow stack: time of deeper ones belongs to the line they were called from. */
const beyond = `
    hits total  self await throws │
                                  │ function down(n) {
       4    10    10              │   spend(10);
       4    30    30              │   if (n > 0) down(n - 1);
                                  │ }
       1    40     0              │ down(3);
       1    20    20              │ spend(20);
       0                          │ outside and idle
`;

describe("time", () => {
  for (const clock of ["sampled", "exact"] as const) {
    for (const [name, text] of Object.entries(cases)) {
      it(`${name} (${clock})`, async () => {
        const { program, expected } = readCase(text);
        expect(await report(program, { clock })).to.equal(expected);
      });
    }

    it(`marks, which charge nothing across them (${clock})`, async () => {
      const { program, expected } = readCase(`
    hits total  self await throws │
                                  │ async function work(n) {
       3    60    60              │   spend(n);
       3     0     0    90        │   await wait(30);
       3    60    60              │   spend(20); mark();
                                  │ }
       1    20     0    50        │ await work(20);
       1     0     0              │ mark();
       1    20     0    50        │ await work(20);
       1    20     0    50        │ await work(20);
       1    10    10              │ spend(10);
      90                          │ outside and idle
`);
      // What lines have from before, and paths have not, is nobody's.
      exactMemory.nodeSelfNs[0]! -= 1_000;
      const marks: unknown[] = [];
      expect(await report(program, { clock, marks: (each) => marks.push(...each) })).to.equal(expected);
      expect(marks).to.deep.equal([{ 2: 20, 4: 20 }, { 2: 20, 4: 20 }, { 2: 40, 4: 40 }, { 2: 60, 4: 60 }]);
    });

    it(`a stack overflow that is caught (${clock})`, async () => {
      const told = { n: 0 };
      const seen = await report(readCase(toTheEnd(byCall)).program, { clock, names: { told } });
      expect(told.n).to.be.above(1000);
      // A probe of the exact clock calls others: how far the last activation gets has more ways.
      const lines = (text: string): string => text.split("\n").slice(clock === "exact" ? 5 : 0).join("\n");
      expect([byCall, byProbe].map((body) => lines(readCase(toTheEnd(body), told.n).expected))).to.include(lines(seen));
    });

    it(`a stack deeper than the shadow stack (${clock})`, async () => {
      const { program, expected } = readCase(beyond);
      let deepest = 0;
      expect(await report(program, { clock, depth: stackSize - 3, overflow: (depth) => (deepest = depth) })).to.equal(expected);
      expect(deepest).to.equal(stackSize + 2);
      // The cell behind the stack, which belongs to no probe.
      expect(memory.hits[0]).to.equal(0);
    });
  }
});
