/** Random programs behave and count under perline as they do without it. */
import fc from "fast-check";
import { clockChoices } from "@perline/format";
import { progress, runs, seed } from "../effort.js";
import { judge, truthOf } from "./judge.js";
import { programs } from "./programs.js";
import type { TracedProgram } from "./tracers.js";

/** A program with line numbers, as a message. */
function listing({ bare }: TracedProgram): string {
  return bare.split("\n").map((text, index) => `${String(index + 1).padStart(4)}  ${text}`).join("\n");
}

describe(`random programs (seed ${seed})`, function () {
  this.timeout(7_200_000);

  it("do the same, hit their lines as often, throw as often, and leave an empty stack", async () => {
    const numRuns = runs({ check: 400, nightly: 10_000 });
    const tell = progress("programs", numRuns);
    const property = fc.asyncProperty(programs, async (program) => {
      tell();
      const { differences, ...truth } = await truthOf(program);
      // What counts stands in the same places under each clock: a look now and then has to do.
      for (const clock of program.bare.length % 4 === 0 ? clockChoices : clockChoices.filter((each) => each !== "none")) {
        for (const difference of await judge(program, truth, { clock })) differences.push(`${clock}: ${difference}`);
      }
      if (differences.length > 0) throw new Error(`${differences.join("\n")}\n${listing(program)}`);
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
  });
});
