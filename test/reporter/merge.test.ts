/** Merging: counters are added only where path, hash and tables agree; everything else is kept apart and nothing is lost. */
import { PerlineError, type Profile } from "@perline/format";
import { readProfile, writeProfile } from "@perline/format/read";
import { combineThreads, mergedText, mergeProfiles, summarise } from "@perline/reporter";
import { expect } from "chai";
import fc from "fast-check";
import { app, exampleProfile, rest } from "../format/example.js";
import { buildProfile } from "../format/build-profile.js";
import { reportOf, textOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";
import { profiles, profilesOfOneProgram } from "./profiles.js";

/** All figures of a profile, by source, in an order that does not depend on the order of merging. */
function figuresOf(profile: Profile): unknown {
  const sources = combineThreads(profile).map(({ source, hits, times }) => ({
    probeNs: times?.probeNs,
    key: JSON.stringify([source.path, source.hash, source.probes, source.lines, source.functions]),
    columns: Object.entries({ hits, ...times }).map(([key, column]) => [key, typeof column === "object" && column !== null ? Array.from(column) : column]),
  }));
  return { sources: sources.toSorted((a, b) => (a.key < b.key ? -1 : 1)), summary: summarise(profile) };
}

const atPid = (pid: number): Profile => ({ ...exampleProfile(), processes: [{ ...exampleProfile().processes[0]!, pid }] });

describe("merging profiles", () => {
  it("adds up two processes of one program", async () => {
    const report = await reportOf(mergeProfiles([atPid(100), atPid(101)]));
    const once = await reportOf(exampleProfile());
    expectValidReport(report);
    expect(report.processes.map(({ pid }) => pid)).to.deep.equal([100, 101]);
    expect(report.durationNs).to.equal(2 * once.durationNs!);
    expect(report.wallNs).to.equal(once.wallNs);
    expect(report.files.map((file) => file.path)).to.deep.equal(["src/app.ts", "src/rest.ts"]);
    const [line] = report.files[0]!.lines;
    expect(line).to.deep.include({ line: 3, hits: 8, selfNs: 600_000, samples: 12, errorNs: 28_284 });
    expect(await textOf(mergeProfiles([atPid(100), atPid(101)]))).to.include("(2 processes, 2 threads; ");
  });

  it("keeps a file that changed between two runs apart", async () => {
    const changed = buildProfile({ sources: [{ ...app, text: `${app.text}// changed\n` }, rest] });
    const merged = mergeProfiles([exampleProfile(), changed]);
    expect(merged.sources.map(({ path }) => path)).to.deep.equal(["src/app.ts", "src/rest.ts", "src/app.ts"]);
    const report = await reportOf(merged);
    expect(report.warnings).to.deep.equal(["src/app.ts is there in several versions; their figures stand apart"]);
    expect(report.files[0]!.lines[0]).to.deep.include({ line: 3, hits: 4 });
    expect(report.files[2]!.lines[0]).to.deep.include({ line: 3, hits: 4 });
    expect(report.files[1]!.lines[0]).to.deep.include({ line: 2, hits: 12 });
  });

  it("keeps the same text apart where other probes were planned for it", () => {
    const marked = buildProfile({ sources: [{ ...app, functions: app.functions.slice(1) }] });
    expect(mergeProfiles([exampleProfile(), marked]).sources).to.have.length(3);
  });

  it("takes the text from the profile that has it", () => {
    const without = buildProfile({ sources: [{ ...app, withoutText: true }, rest] });
    const merged = mergeProfiles([without, exampleProfile()]);
    expect(merged.sources).to.have.length(2);
    expect(merged.sources[0]!.text).to.equal(app.text);
  });

  it("is complete only if all are, as old as the oldest, and says where clocks differ", () => {
    const dead: Profile = { ...exampleProfile(), complete: false, ageNs: 7, startedAt: "2026-11-21T08:00:00.000Z", root: "/earlier" };
    const exact: Profile = { ...exampleProfile(), clock: "exact", probeNs: 35 };
    const [early, late] = ["2026-11-21T08:00:01.000Z", "2026-11-21T08:00:02.000Z"];
    const merged = mergeProfiles([exact, { ...dead, snapshotAt: late }, { ...dead, ageNs: 9, snapshotAt: early }]);
    expect(merged).to.include({ complete: false, ageNs: 9, snapshotAt: early, root: "/earlier", clock: "sampled", probeNs: 35 });
    expect(merged.warnings).to.deep.equal(["profiles of different clocks are added up: exact and sampled"]);
  });

  it("gives a single profile back, and refuses none", () => {
    const profile = exampleProfile();
    expect(mergeProfiles([profile])).to.equal(profile);
    expect(() => mergeProfiles([])).to.throw(PerlineError).with.property("code", "usage");
  });

  it("is commutative and associative in every figure", () => {
    fc.assert(fc.property(profiles, profiles, profiles, (a, b, c) => {
      const all = figuresOf(mergeProfiles([a, b, c]));
      expect(figuresOf(mergeProfiles([c, a, b]))).to.deep.equal(all);
      expect(figuresOf(mergeProfiles([mergeProfiles([a, b]), c]))).to.deep.equal(all);
      expect(figuresOf(mergeProfiles([a, mergeProfiles([b, c])]))).to.deep.equal(all);
    }));
  });

  it("finds the sources of one program again, whatever was measured", () => {
    fc.assert(fc.property(profilesOfOneProgram, (runs) => {
      const merged = mergeProfiles(runs);
      expect(merged.sources.length).to.equal(mergeProfiles([runs[0]!, runs[0]!]).sources.length);
      expect(summarise(merged).times!.selfNs).to.equal(runs.reduce((sum, run) => sum + summarise(run).times!.selfNs, 0));
    }));
  });

  it("is written in pieces as it is made at once", () => {
    fc.assert(fc.property(fc.array(profiles, { minLength: 2, maxLength: 4 }), (all) => {
      const text = [...mergedText(all)].join("");
      expect(readProfile(text, "merged")).to.deep.equal(mergeProfiles(all));
      // No key stands there twice: what is read is what is written.
      expect(JSON.stringify(JSON.parse(text)).length).to.equal(text.replaceAll("\n", "").length);
    }));
    expect(() => [...mergedText([])]).to.throw(PerlineError).with.property("code", "usage");
  });

  it("makes a profile that can be written and read", () => {
    fc.assert(fc.property(profiles, profiles, (a, b) => {
      const merged = mergeProfiles([a, b]);
      expect(readProfile(writeProfile(merged), "merged")).to.deep.equal(merged);
    }));
  });
});
