/** The properties notice faults: each mutant of the planner or printer is killed by one of a few programs. */
import { expect } from "chai";
import fc from "fast-check";
import { judge, truthOf, type Truth } from "./judge.js";
import { mutants } from "./mutants.js";
import { programs } from "./programs.js";
import type { TracedProgram } from "./tracers.js";

/** Within how many programs a mutant has to be found. */
const bound = 150;

describe("the properties kill a planner or printer that", () => {
  const known: { program: TracedProgram; truth: Truth }[] = [];

  before(async () => {
    for (const program of fc.sample(programs, { numRuns: bound, seed: 5 })) known.push({ program, truth: await truthOf(program) });
  });

  it("(there is nothing to find without a fault)", async () => {
    for (const { program, truth } of known) expect(await judge(program, truth, { clock: "sampled" })).to.deep.equal([]);
  });

  for (const [name, mutant] of Object.entries(mutants)) {
    it(name, async () => {
      for (const { program, truth } of known) {
        // A text that does not even parse is found as well.
        const differences = await judge(program, truth, { clock: "sampled", ...mutant }).catch((failure: unknown) => [String(failure)]);
        if (differences.length > 0) return;
      }
      expect.fail(`${bound} programs noticed nothing`);
    });
  }
});
