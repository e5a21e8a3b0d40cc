/** Behaviour cases: each runs bare, and through every printer and clock, with the same result and the recorded hits. */
import { expect } from "chai";
import { instrument } from "@perline/transform";
import { allCases, readCase } from "./case.js";
import { judge } from "./judge.js";
import { printers, type Printer } from "./printers.js";

/** The text printer where objects are counted. */
const counting: Printer = {
  name: "text with memory", keepsFunctionText: true, exceptions: {}, print: (text, options) => instrument(text, { ...options, memory: true }),
};

describe("cases", () => {
  for (const one of allCases()) {
    it(one.name, async () => {
      const findings = await judge(one);
      if (findings !== "") throw new Error(`${one.name}\n\n${findings}`);
    });
  }

  for (const one of allCases()) {
    it(`${one.name}, objects counted`, async () => {
      expect(await judge(one, { through: [counting] })).to.equal("");
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
