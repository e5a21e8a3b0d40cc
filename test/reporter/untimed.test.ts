/** Reports of profiles with hits alone, and of such beside others. */
import { expect } from "chai";
import fc from "fast-check";
import type { Profile } from "@perline/format";
import { readProfile, writeProfile } from "@perline/format/read";
import { mergeProfiles } from "@perline/reporter";
import { buildProfile } from "../format/build-profile.js";
import { exampleProfile } from "../format/example.js";
import { untimed, type TimedProfile } from "../format/timed.js";
import { reportOf, textOf } from "./export.js";
import { profiles } from "./profiles.js";
import { expectValidReport } from "./report-validator.js";

/** Two functions, of which the one that takes longer has fewer hits. */
function twoFunctions(): TimedProfile {
  return buildProfile({
    sources: [{ path: "a.js", text: "slow();\nfor (;;) {\n  often();\n}\n", functions: [
      { name: "slow", line: 1, endLine: 1, calls: 1, lines: [{ line: 1, hits: 1, self: 9_000_000, await: 5, throws: 1, pending: 1 }] },
      { name: "often", line: 2, endLine: 4, calls: 1, lines: [
        { line: 2, hits: 1001, self: 7, countable: false }, { line: 3, hits: [1000, 400], self: 1 },
      ] },
    ] }],
  });
}

const hitsAlone = `File: a.js
Function: slow at line 1

Line #      Hits  Line Contents
===============================
     1         1  slow();

File: a.js
Function: often at line 2

Line #      Hits  Line Contents
===============================
     2         -  for (;;) {
     3      1000    often();
     4            }

-  a line whose hits cannot be counted
Hits: no time was measured (clock none; 1 process, 1 thread)

     1 hits - a.js:1 - slow
  1000 hits - a.js:2 - often
`;

describe("a profile without times", () => {
  it("is text with the column of hits alone, and sorted by hits, whatever of times was asked for", async () => {
    const profile = untimed(twoFunctions());
    expect(await textOf(profile)).to.equal(hitsAlone);
    expect(await textOf(profile, { sort: "self", columns: ["self", "await"], minPercent: 50, unit: 1 })).to.equal(hitsAlone);
    expect(await textOf(profile, { limit: 1 })).to.include("Hidden: 1 function beyond the 1 function with most hits").and.include("Function: often");
    expect(await textOf(profile, { sort: "name", limit: 1 })).to.include("Function: often").and.include("beyond the limit of 1");
  });

  it("is JSON with null for every time, and the same hits and calls", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      const [timed, report] = [await reportOf(profile), await reportOf(untimed(profile))];
      expectValidReport(report);
      expect(report).to.include({ clock: "none", durationNs: null, wallNs: null, outsideNs: null, idleNs: null, probeNs: null });
      expect(report.instrumentNs).to.equal(timed.instrumentNs);
      const nothing = { totalNs: null, selfNs: null, awaitNs: null, throws: null };
      report.files.forEach(({ functions, lines }, index) => {
        const file = timed.files[index]!;
        functions.forEach((fn, at) => expect(fn).to.include({ ...nothing, pending: null, calls: file.functions[at]!.calls }));
        lines.forEach((line, at) => expect(line).to.include({ ...nothing, errorNs: null, hits: file.lines[at]!.hits }));
      });
    }));
  });

  it("has null where it died before any thread was told of", async () => {
    const report = await reportOf({ ...untimed(exampleProfile()), processes: [] });
    expectValidReport(report);
    expect([report.durationNs, report.files[0]!.lines[0]!.totalNs]).to.deep.equal([null, null]);
  });

  it("is read as it was written", () => {
    const profile = untimed(exampleProfile());
    expect(readProfile(writeProfile(profile), "x")).to.deep.equal(profile);
  });
});

describe("profiles with and without times, merged", () => {
  const warning = /^no time was measured in some of the profiles \(clock none\): hits are of all, times of the others alone/;

  it("have the times of the one, the hits of both, and say so", async () => {
    for (const both of [[exampleProfile(), untimed(exampleProfile())], [untimed(exampleProfile()), exampleProfile()]]) {
      const [once, report] = [await reportOf(exampleProfile()), await reportOf(mergeProfiles(both))];
      expectValidReport(report);
      expect(report.clock).to.equal("sampled");
      expect(report.warnings.filter((each) => warning.test(each))).to.have.length(1);
      expect([report.durationNs, report.outsideNs, report.idleNs]).to.deep.equal([once.durationNs, once.outsideNs, once.idleNs]);
      report.files.forEach(({ lines }, file) => lines.forEach((line, at) => {
        const { hits, ...alone } = once.files[file]!.lines[at]!;
        expect(line).to.deep.include({ ...alone, hits: hits && 2 * hits, probeNs: line.probeNs });
      }));
    }
  });

  it("say nothing where none has times", () => {
    const merged = mergeProfiles([untimed(exampleProfile()), untimed(exampleProfile())]);
    expect([merged.clock, merged.warnings]).to.deep.equal(["none", []]);
  });

  it("tell hits of a source that only the untimed one has, times of the others", async () => {
    const merged: Profile = mergeProfiles([exampleProfile(), untimed(twoFunctions())]);
    const report = await textOf(merged);
    expect(report).to.match(/^ +1000 hits - a\.js:2 - often$/m).and.match(/seconds - src\/app\.ts:1 - <module>/).and.match(/^Duration: /m);
    expect(report).to.match(/Function: often at line 2\n\nLine #      Hits {2}Line Contents\n/).and.match(/Hits {9}Time/);
  });
});
