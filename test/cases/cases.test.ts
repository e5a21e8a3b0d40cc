/** Behaviour cases: each runs bare, and through every printer and clock, with the same result and the recorded hits. */
import { allCases } from "./case.js";
import { judge } from "./judge.js";

describe("cases", () => {
  for (const one of allCases()) {
    it(one.name, async () => {
      const findings = await judge(one);
      if (findings !== "") throw new Error(`${one.name}\n\n${findings}`);
    });
  }
});
