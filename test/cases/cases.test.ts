/** Behaviour cases: each runs bare, and through every printer and clock, with the same result and the recorded hits. */
import { expect } from "chai";
import { allCases, readCase } from "./case.js";
import { judge } from "./judge.js";
import { printers } from "./printers.js";

describe("cases", () => {
  for (const one of allCases()) {
    it(one.name, async () => {
      const findings = await judge(one);
      if (findings !== "") throw new Error(`${one.name}\n\n${findings}`);
    });
  }

  for (const printer of printers) {
    for (const [name, reason] of Object.entries(printer.exceptions)) {
      it(`${name} does not hold for the printer "${printer.name}". ${reason}`, async () => {
        expect(await judge(readCase(name), { through: [printer] })).to.not.equal("");
      });
    }
  }
});
