/** The report for machines: the design's keys and no others, valid against the shipped schema, figures that add up. */
import { expect } from "chai";
import fc from "fast-check";
import { buildProfile } from "../format/build-profile.js";
import { exampleProfile } from "../format/example.js";
import { exported, reportOf } from "./export.js";
import { expectValidReport, selfNs } from "./report-validator.js";
import { profiles } from "./profiles.js";

describe("the JSON report", () => {
  it("has the figures of the example", async () => {
    const report = await reportOf(exampleProfile());
    expectValidReport(report);
    const { files, ...envelope } = report;
    const idle = new Array<number>(19).fill(0);
    expect(envelope).to.deep.equal({
      format: "perline-report", version: 1, perline: "0.1.0", complete: true, argv: ["/usr/bin/node", "/project/main.js"],
      root: "/project", clock: "sampled", durationNs: 21_000_000, wallNs: 21_000_000, instrumentNs: 70_000, outsideNs: 40_000,
      idleNs: 19_960_000, gcNs: null, samples: 1000, intervalNs: 50_000, probeNs: 0.6,
      processes: [{ pid: 100, ppid: 1, argv: ["/usr/bin/node", "/project/main.js"], threads: [{ id: 0, name: "main", durationNs: 21_000_000 }] }],
      skipped: [{ path: "src/app.ts", line: 1, reason: "an import has nothing to count" }], warnings: [],
      utilisation: 1 - 19.96 / 21,
      blocked: [{ pid: 100, thread: { id: 0, name: "main" }, atNs: 0, durationNs: 920_000, unseenNs: 30_000, lines: [
        { path: "src/app.ts", line: 6, function: "expensive", selfNs: 450_000 }, { path: "src/app.ts", line: 3, function: "numbers", selfNs: 300_000 },
      ] }],
      timelines: [{ pid: 100, thread: { id: 0, name: "main" }, intervalNs: 1_000_000, selfNs: [900_000, ...idle, 100_000], lines: [
        { path: "src/app.ts", line: 6, function: "expensive", selfNs: [450_000, ...idle, 0] },
        { path: "src/rest.ts", line: 3, function: "rest", selfNs: [0, ...idle, 85_000] },
      ] }],
    });
    expect(files.map(({ path }) => path)).to.deep.equal(["src/app.ts", "src/rest.ts"]);
    expect(files[1]!.functions[1]).to.deep.equal({
      name: "rest", line: 1, column: 7, endLine: 5, calls: 6, totalNs: 95_000, selfNs: 95_000, awaitNs: 60_000_000, pending: 2,
      throws: 1, gcNs: null,
    });
    expect(files[1]!.lines).to.deep.equal([
      { line: 2, function: 1, countable: true, hits: 6, totalNs: 10_000, selfNs: 10_000, awaitNs: 0, throws: 0, gcNs: null,
        samples: 1, errorNs: 4_000, probeNs: 4, allocations: null, bytes: null },
      { line: 3, function: 1, countable: true, hits: 5, totalNs: 95_000, selfNs: 85_000, awaitNs: 60_000_000, throws: 0, gcNs: null,
        samples: 2, errorNs: 9_000, probeNs: 3, allocations: null, bytes: null },
      { line: 4, function: 1, countable: false, hits: null, totalNs: 0, selfNs: 0, awaitNs: 0, throws: 1, gcNs: null,
        samples: 0, errorNs: 0, probeNs: null, allocations: null, bytes: null },
    ]);
  });

  it("counts the most-hit probe of a line, and lists lines that never ran", async () => {
    const report = await reportOf(buildProfile({ sources: [{ path: "a.js", text: "a\nb", functions: [
      { name: "f", line: 1, endLine: 2, lines: [{ line: 1, hits: [3, 9, 4] }, { line: 2, hits: 0 }] },
    ] }] }));
    expect(report.files[0]!.lines.map(({ line, hits }) => [line, hits])).to.deep.equal([[1, 9], [2, 0]]);
  });

  it("tells what a line's probes cost, all of them and never more than its own time; null where a probe's cost is not known", async () => {
    const lines = [{ line: 1, hits: [3, 9], self: 1_000 }, { line: 2, hits: 1_000_000, self: 500 }, { line: 3, hits: 0 }];
    const probeNs = async (cost: number | null): Promise<unknown> => {
      const fn = { name: "f", line: 1, endLine: 3, lines };
      const profile = buildProfile({ sources: [{ path: "a.js", text: "a\nb\nc", functions: [fn] }], profile: { probeNs: cost } });
      return (await reportOf(profile)).files[0]!.lines.map((line) => line.probeNs);
    };
    expect(await probeNs(2)).to.deep.equal([24, 500, 0]);
    expect(await probeNs(null)).to.deep.equal([null, null, null]);
  });

  it("has null for what the exact clock does not measure, and for calls that cannot be counted", async () => {
    const profile = buildProfile({
      sources: [{ path: "a.js", text: "a", functions: [
        { name: "f", line: 1, endLine: 1, calls: null, lines: [{ line: 1, hits: 1 }] },
      ] }],
      thread: { samples: 0, intervalNs: 0 }, profile: { clock: "exact", probeNs: null },
    });
    Object.assign(profile.processes[0]!.threads[0]!.counters[0]!, { samples: null, errorNs: null });
    const report = await reportOf(profile);
    expectValidReport(report);
    expect(report).to.include({ clock: "exact", samples: 0, intervalNs: 0, probeNs: null });
    expect(report.files[0]!.lines[0]).to.include({ samples: null, errorNs: null });
    expect(report.files[0]!.functions[0]!.calls).to.equal(null);
  });

  it("says that a profile is incomplete, and how old it is", async () => {
    const report = await reportOf({ ...exampleProfile(), complete: false, ageNs: 250_000_000 });
    expect(report.complete).to.equal(false);
    expect(report.warnings[0]).to.include("250 ms before the end");
  });

  it("leaves out what options hide, with indices that still fit, and counts it", async () => {
    const report = await reportOf(exampleProfile(), { function: /expensive|rest/, minPercent: 1 });
    expectValidReport(report);
    expect(report.files.map((file) => file.functions.map(({ name }) => name))).to.deep.equal([["expensive"], ["rest"]]);
    expect(report.files[0]!.lines.map(({ line, function: fn }) => [line, fn])).to.deep.equal([[6, 0], [7, 0]]);
    expect(report.warnings).to.deep.equal(["Hidden: 3 functions of other names"]);
    expect((await reportOf(exampleProfile(), { file: ["rest.ts"] })).files.map(({ path }) => path)).to.deep.equal(["src/rest.ts"]);
  });

  it("keeps one file of the report on one line", async () => {
    expect((await exported("json", exampleProfile())).trimEnd().split("\n")).to.have.length(4);
  });

  it("is valid and adds up to the nanosecond, for any profile", async () => {
    await fc.assert(fc.asyncProperty(profiles, async (profile) => {
      const report = await reportOf(profile);
      expectValidReport(report);
      expect(report.files).to.have.length(profile.sources.length);
      expect(selfNs(report) + report.outsideNs! + report.idleNs!).to.equal(report.durationNs);
      for (const { functions, lines } of report.files) {
        functions.forEach((fn, index) => {
          const own = lines.filter((line) => line.function === index);
          expect(own.reduce((sum, line) => sum + line.selfNs!, 0)).to.equal(fn.selfNs);
          expect(own.reduce((sum, line) => sum + line.awaitNs!, 0)).to.equal(fn.awaitNs);
        });
      }
    }));
  });
});
