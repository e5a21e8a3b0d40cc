/** Behaviour cases: each runs bare, and through every printer and clock, with the same result and the recorded hits. */
import { expect } from "chai";
import type { Layout } from "@perline/format";
import { instrument, plan } from "@perline/transform";
import { nightly } from "../effort.js";
import { allCases, readCase, type Case } from "./case.js";
import { judge, printersFor } from "./judge.js";
import { printers, type Printer } from "./printers.js";

/** The text printer where objects are counted, and expressions weighed. */
const counting: Printer = {
  name: "text with memory", keepsFunctionText: true, exceptions: {},
  print: (text, options) => instrument(text, { ...options, memory: true, weighed: true }),
};

/** A V8 that the sizes of objects are of, whichever runs. */
const layout: Layout = { pointerBytes: 8, node: 24, tier: "optimised" };

/** A printer where objects are handed over. The probes of their sites, which count nothing, are left out of the listing. */
function tracing(printer: Printer): Printer {
  return {
    ...printer, name: `${printer.name} with traces`,
    print(text, options) {
      const asked = { ...options, memory: true, traced: layout };
      const printed = printer.print(text, asked);
      const sites = new Set(plan(text, asked).edits.flatMap((edit) => (edit.kind === "traced" ? [edit.site] : [])));
      const probes = printed.source.probes.map((row, probe) => (sites.has(probe) ? -1 : row));
      return { ...printed, source: { ...printed.source, probes } };
    },
  };
}

describe("cases", () => {
  for (const one of allCases()) {
    it(one.name, async () => {
      const findings = await judge(one);
      if (findings !== "") throw new Error(`${one.name}\n\n${findings}`);
    });
  }

  // In turns, but at night and for those that stand for it: each of these is one more edit in the same places.
  const third = (turn: number) => ({ settings: { hazards = [] } }: Case, index: number): boolean =>
    nightly || index % 3 === turn || hazards.some((id) => id.startsWith("W"));

  for (const one of allCases().filter(third(0))) {
    it(`${one.name}, objects counted and weighed`, async () => {
      expect(await judge(one, { through: [counting] })).to.equal("");
    });
  }

  for (const one of allCases().filter(third(1))) {
    it(`${one.name}, objects traced`, async () => {
      expect(await judge(one, { through: printersFor(one).map(tracing) })).to.equal("");
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
