/** Where self time went: the view of it, and what formats tell. */
import { expect } from "chai";
import type { Profile, ReportSplit, SplitKind, SplitRecord } from "@perline/format";
import fc from "fast-check";
import { combineThreads, functionRows, mergeProfiles, profileSince, splitOf, sumProfiles } from "@perline/reporter";
import { buildProfile } from "../format/build-profile.js";
import { exported, reportOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";

const ms = 1e6;

/** A row: the line's row, the kind, the name, V8's samples, and whether they are sure. */
type Row = [line: number, kind: SplitKind, name: string, samples: number, sure?: boolean];

function recordOf(rows: readonly Row[]): SplitRecord {
  return {
    intervalNs: ms,
    places: {
      kind: rows.map(([, kind]) => kind), name: rows.map(([, , name]) => name),
      path: rows.map(([, kind, name]) => (kind === "package" ? `node_modules/${name}` : "")),
    },
    source: rows.map(() => 0), line: rows.map(([line]) => line), place: rows.map((_, index) => index),
    samples: rows.map(([, , , samples]) => samples), sure: rows.map(([, , , , sure = true]) => (sure ? 1 : 0)),
    others: 0, lost: 0,
  };
}

/** A profile of src/a.js with four lines, which have that self time. */
function profileOf(rows: readonly Row[], self: readonly number[] = [60 * ms, 30 * ms, 10 * ms, 0]): Profile {
  return buildProfile({
    sources: [{
      path: "src/a.js", text: "one();\ntwo();\nthree();\nfour();\n",
      functions: [{ name: "run", line: 1, endLine: 4, lines: self.map((ns, index) => ({ line: index + 1, self: ns })) }],
    }],
    thread: { split: recordOf(rows) },
  });
}

const viewOf = (profile: Profile): ReportSplit | null => splitOf(profile, combineThreads(profile).flatMap(functionRows));

const rows: Row[] = [
  [0, "package", "lodash", 30], [0, "own", "", 6], [0, "gc", "", 4],
  [1, "built-in", "Array.sort", 9], [1, "built-in", "RegExp", 3], [1, "node", "node:fs", 1, false],
  [2, "own", "", 4, false], [2, "package", "tiny", 1, false],
  [3, "own", "", 9],
];

describe("where self time went", () => {
  it("is told of each line, in parts that are as large as V8's samples say, and of all", () => {
    const split = viewOf(profileOf(rows));
    const told = split?.lines.map(({ line, parts, samples, mixed }) => (
      [line, samples, mixed, parts.map(({ kind, ns }) => [kind, ns / ms])]
    ));
    expect(told).to.deep.equal([
      [1, 40, false, [["package", 45], ["own", 9], ["gc", 6]]],
      [2, 12, false, [["built-in", 22.5], ["built-in", 7.5]]],
      [3, 5, true, [["own", 8], ["package", 2]]],
    ]);
    expect(split?.parts.map(({ kind, name, ns }) => [kind, name, ns / ms])).to.deep.equal([
      ["package", "lodash", 45], ["built-in", "Array.sort", 22.5], ["own", "", 17], ["built-in", "RegExp", 7.5], ["gc", "", 6],
      ["package", "tiny", 2],
    ]);
    expect(split).to.include({ selfNs: 100 * ms, unknownNs: 0 });
  });

  it("is not known of a line with too few samples", () => {
    const split = viewOf(profileOf([[0, "own", "", 4], [1, "own", "", 5]]));
    expect(split?.lines.map(({ line }) => line)).to.deep.equal([2]);
    expect(split?.unknownNs).to.equal(70 * ms);
  });

  it("is by all samples of a line where few of them are sure, and says so", () => {
    const mostly = viewOf(profileOf([[0, "own", "", 5], [0, "package", "lodash", 15, false]]));
    expect(mostly?.lines[0]).to.include({ mixed: false, samples: 5 });
    const hardly = viewOf(profileOf([[0, "own", "", 5], [0, "package", "lodash", 16, false]]));
    expect(hardly?.lines[0]).to.include({ mixed: true, samples: 21 });
  });

  it("has a hint for a package with much of it, beside what was measured", () => {
    expect(viewOf(profileOf(rows))?.hints).to.deep.equal([
      { package: "lodash", ns: 45 * ms, include: ["src/**", "node_modules/lodash/**"] },
    ]);
  });

  it("adds up to the self time of each line, and of all, to the nanosecond (seeded)", () => {
    const row = fc.tuple(fc.nat(3), fc.constantFrom<SplitKind>("own", "package", "gc", "node"), fc.constantFrom("", "a", "b"), fc.nat(1e6), fc.boolean());
    fc.assert(fc.property(fc.array(row, { maxLength: 20 }), fc.array(fc.nat(1e12), { minLength: 4, maxLength: 4 }), (some, self) => {
      const split = viewOf(profileOf(some, self))!;
      const sum = (parts: readonly { ns: number }[]): number => parts.reduce((total, { ns }) => total + ns, 0);
      for (const { parts, selfNs } of split.lines) expect(sum(parts)).to.equal(selfNs);
      expect(sum(split.parts) + split.unknownNs).to.equal(split.selfNs);
      for (const { ns } of split.parts) expect(ns).to.be.at.least(0);
    }));
  });

  it("adds up over threads that are merged, and over runs that are summed", () => {
    const [one, other] = [profileOf(rows), profileOf([[0, "own", "", 20], [0, "package", "lodash", 20]])];
    const wanted = { lodash: 75, lines: [120 * ms, 30 * ms + 30 * ms] };
    for (const both of [mergeProfiles([one, other]), sumProfiles([one, other])]) {
      const split = viewOf(both)!;
      expect(split.lines[0]?.parts.find(({ name }) => name === "lodash")?.ns).to.equal(wanted.lodash * ms);
      expect(split.lines.slice(0, 2).map(({ selfNs }) => selfNs)).to.deep.equal(wanted.lines);
    }
    const [first] = sumProfiles([one, one]).processes.flatMap(({ threads }) => threads);
    expect(first?.split?.samples).to.deep.equal(recordOf(rows).samples.map((samples) => 2 * samples));
  });

  it("is not there where nobody asked, nor of what came behind a moment", () => {
    const profile = profileOf(rows);
    const [process] = profile.processes;
    const without = { ...profile, processes: [{ ...process!, threads: process!.threads.map(({ split: _, ...thread }) => thread) }] };
    expect(viewOf(without)).to.equal(null);
    expect(viewOf(profileSince(without, profile))).to.equal(null);
  });
});

describe("where self time went, as formats tell it", () => {
  it("is a section of the text report that has room in eighty columns", async () => {
    const text = await exported("text", profileOf(rows));
    expect(text).to.include(`
Where self time went, as V8's profiler saw it each 1 ms:
    all lines: lodash 45 % · built-ins 30 % (Array.sort, RegExp) · own 17 %
        gc 6 % · tiny 2 %
src/a.js:1 run, self 60 ms
    lodash 75 % · own 15 % · gc 10 %
src/a.js:2 run, self 30 ms
    built-ins 100 % (Array.sort, RegExp)
src/a.js:3 run, self 10 ms
    ~ own 80 % · tiny 20 %
~ lines that take turns too quickly to be told apart by time: some of it may be that of their neighbours
own: also what V8 has inlined; --node-arg=--no-turbo-inlining tells that apart
lodash has 45 % of all self time (45 ms). To see its lines, profile it too:
    --include "src/**" --include "node_modules/lodash/**"
`);
  });

  it("is in JSON, by the schema, of the functions that are shown", async () => {
    const report = await reportOf(profileOf(rows));
    expectValidReport(report);
    expect(report.split?.lines[0]).to.deep.equal({
      path: "src/a.js", line: 1, function: "run", selfNs: 60 * ms, samples: 40, mixed: false,
      parts: [{ kind: "package", name: "lodash", ns: 45 * ms }, { kind: "own", name: "", ns: 9 * ms }, { kind: "gc", name: "", ns: 6 * ms }],
    });
    expect((await reportOf(profileOf(rows), { function: /other/ })).split).to.include({ selfNs: 0 }).and.to.deep.include({ lines: [], hints: [] });
  });

  it("is a column of the table in Markdown", async () => {
    const text = await exported("markdown", profileOf(rows));
    expect(text).to.include("| lodash 75 %, own 15 %, gc 10 % | `one();` |");
    expect(text).to.include("| \\~ own 80 %, tiny 20 % |");
    expect(text).to.include("- lodash has 45 % of all self time (45 ms). To see its lines, profile it too: "
      + "`--include \"src/**\" --include \"node_modules/lodash/**\"`\n");
  });
});
