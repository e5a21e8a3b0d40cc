/** What holds of the text report of any profile: it agrees with the report for machines, digit for digit. */
import { expect } from "chai";
import fc from "fast-check";
import { reportOf, textOf } from "./export.js";
import { profiles } from "./profiles.js";

/** Rows of all tables, as cells of the five columns. */
function rowsOf(report: string): { line: number; hits: string; time: string; percent: string }[] {
  return [...report.matchAll(/^ *(\d+) +(\d+) +(\d+\.\d) +(\d+\.\d) +(\d+\.\d)(?: {2}|$)/gm)]
    .map(([, line, hits = "", time = "", , percent = ""]) => ({ line: Number(line), hits, time, percent }));
}

describe("the text report of any profile", () => {
  it("never loses a digit of hits or time", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      const rows = rowsOf(await textOf(profile, { columns: [] }));
      const { files } = await reportOf(profile);
      const expected = files.flatMap(({ functions, lines }) => lines
        .filter((line) => (line.hits ?? 0) > 0 && functions[line.function]!.totalNs! > 0)
        .map((line) => `${line.line} ${line.hits} ${(line.totalNs! / 1000).toFixed(1)}`));
      expect(rows.map(({ line, hits, time }) => `${line} ${hits} ${time}`).toSorted()).to.deep.equal(expected.toSorted());
    }));
  });

  it("has percentages that are shares of the function's total", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      for (const block of (await textOf(profile, { columns: [] })).split("\n\nTotal time: ").slice(1)) {
        const total = Number(block.split(" ")[0]);
        for (const { time, percent } of rowsOf(block)) {
          // Time has a tenth of a microsecond, Total time six digits, the percentage a tenth.
          const share = (100 * Number(time)) / (total * 1e6);
          expect(Number(percent)).to.be.closeTo(share, 0.051 + share * 1e-5 + 10 / (total * 1e6));
        }
      }
    }));
  });

  it("shows what the program wrote, and has a terminal obey none of it", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      expect(await textOf({ ...profile, warnings: ["\u001b]0;x\u0007"] })).not.to.match(/[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/u);
    }));
  });

  it("is the same with colours taken out", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      expect((await textOf(profile, { colour: true })).replaceAll(/\u001b\[\d+m/g, "")).to.equal(await textOf(profile));
    }), { numRuns: 30 });
  });
});
