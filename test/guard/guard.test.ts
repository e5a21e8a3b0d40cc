/** What profiling costs does not grow unnoticed, as far as that can be told without a clock. */
import { expect } from "chai";
import { figures, type Figures } from "./figures.js";
import { grown, recorded } from "./recorded.js";

describe("the guard of costs", function () {
  this.timeout(120_000);

  const one = (counts: number, bytes: number): Figures => ({
    inserted: { "a.js": { counts, positions: 2, bytecode: 10 * counts, bytecodeUntimed: 5 * counts, bytecodeLinked: 20 * counts } }, allocated: { fail: bytes },
  });

  it("tells what has grown, and nothing of what has shrunk", () => {
    expect(grown(one(3, 0), one(3, 0))).to.deep.equal([]);
    expect(grown(one(2, 0), one(3, 8))).to.deep.equal([]);
    expect(grown(one(4, 8), one(3, 0))).to.deep.equal([
      "a.js, places that count: 4, recorded 3",
      "a.js, bytes of bytecode inserted: 40, recorded 30",
      "a.js, bytes of bytecode inserted where no time is measured: 20, recorded 15",
      "a.js, bytes of bytecode inserted by a build: 80, recorded 60",
      "fail, bytes allocated by a call: 8, recorded 0",
    ]);
    expect(grown(one(4, 0), { inserted: {}, allocated: {} })).to.have.lengthOf(6);
  });

  it("finds that nothing has grown since it was recorded (test/guard/record.ts)", async () => {
    const known = recorded();
    const now = await figures();
    expect(Object.keys(now.inserted)).to.have.lengthOf.above(10);
    // Of a V8 that was never asked there is nothing to compare with.
    expect(known === null ? [] : grown(now, known)).to.deep.equal([]);
  });
});
