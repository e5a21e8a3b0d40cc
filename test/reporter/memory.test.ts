/** What reports tell of memory: counts times sizes, and no figure that nobody knows. */
import { expect } from "chai";
import type { Profile, SiteTable } from "@perline/format";
import { readProfile, writeProfile } from "@perline/format/read";
import { mergeProfiles } from "@perline/reporter";
import { buildProfile } from "../format/build-profile.js";
import { reportOf, textOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";

/** Sites, a row each: line row, kind, counter, times, slots. */
type Row = [row: number, kind: SiteTable["kind"][number], counter: number, times: number, slots: number];

function tableOf(rows: readonly Row[]): SiteTable {
  return {
    row: rows.map(([row]) => row), column: rows.map(() => 0), kind: rows.map(([, kind]) => kind),
    counter: rows.map(([, , counter]) => counter),
    weighed: rows.map(() => -1),
    times: rows.map(([, , , times]) => times), slots: rows.map(([, , , , slots]) => slots),
  };
}

/** Probe 0 counts the calls of a function, 1 to 5 its five lines. */
function profileWith(rows: readonly Row[]): Profile {
  const profile = buildProfile({ sources: [{ path: "a.js", text: "a\nb\nc\nd\ne\n", functions: [
    { name: "f", line: 1, endLine: 5, lines: [1, 2, 3, 4, 5].map((line) => ({ line, hits: line * 10, self: 1000 })) },
  ] }] });
  profile.sources[0]!.sites = tableOf(rows);
  return profile;
}

const profile = (): Profile => profileWith([
  [0, "object", 1, 1, 2], [0, "closure", 1, 2, 0], [1, "new", 2, 1, -1], [2, "typedArray", 3, 1, 800], [3, "array", -1, 1, 0], [3, "object", 4, 1, 0],
]);

const figures = async (of: Profile): Promise<unknown[]> => (await reportOf(of)).files[0]!.lines.map(
  ({ allocations, bytes, modelledBytes, externalBytes }) => [allocations, bytes, modelledBytes, externalBytes],
);

describe("memory in reports", () => {
  it("is counts times sizes by line, null where something cannot be counted or has a size that nobody knows", async () => {
    expectValidReport(await reportOf(profile()));
    expect(await figures(profile())).to.deep.equal([
      [30, 10 * (40 + 2 * 56), 10 * (40 + 2 * 56), 0], [20, null, null, 0], [30, 30 * 184, 30 * 184, 30 * 800],
      [null, null, null, null], [0, 0, 0, 0],
    ]);
  });

  it("asks for no size of what was never created", async () => {
    const never = profileWith([[0, "new", 0, 1, -1]]);
    expect((await figures(never))[0]).to.deep.equal([0, 0, 0, 0]);
  });

  it("is modelled for the pointers of the V8 that ran", async () => {
    const [line] = await figures({ ...profile(), pointerBytes: 4 });
    expect(line).to.deep.equal([30, 10 * (20 + 2 * 28), 10 * (20 + 2 * 28), 0]);
  });

  it("has columns behind those of time, or the ones that are asked for, and a sign for what is not known", async () => {
    const text = await textOf(profile());
    expect(text).to.include("% Time    Allocs        Bytes Bytes/hit     External  Line Contents")
      .and.include("-  in columns of memory: what cannot be counted, or is not known\n");
    expect(/^ +1 +10 .* 30 +1520 +152 +a$/m.test(text), text).to.equal(true);
    expect(/^ +4 +40 .* - +- +- +- +d$/m.test(text), text).to.equal(true);
    expect(await textOf(profile(), { columns: ["allocs"] })).to.include("% Time    Allocs  Line Contents");
  });

  it("is of all profiles that are merged, where they count the same", async () => {
    const merged = await reportOf(mergeProfiles([profile(), { ...profile(), startedAt: "2026-01-02T00:00:00.000Z" }]));
    expect(merged.files.map(({ lines }) => lines[0]!.allocations)).to.deep.equal([60]);
    const apart = mergeProfiles([profile(), buildProfile({ sources: [] }), profileWith([])]);
    expect(apart.sources).to.have.length(2);
  });

  it("is nowhere in profiles without sites", async () => {
    const without = profile();
    delete without.sources[0]!.sites;
    expect(await textOf(without)).not.to.match(/Allocs|Bytes|memory/);
    const [line] = (await reportOf(without)).files[0]!.lines;
    expect(line).to.include({ allocations: null, bytes: null }).and.not.to.have.any.keys("modelledBytes", "measuredBytes", "externalBytes");
  });

  it("is checked when it is read", () => {
    expect(readProfile(writeProfile(profile()), "p.json").sources[0]!.sites).to.deep.equal(profile().sources[0]!.sites);
    const damaged = (change: (sites: SiteTable) => void): (() => void) => () => {
      const broken = profile();
      change(broken.sources[0]!.sites!);
      readProfile(JSON.stringify(broken), "p.json");
    };
    expect(damaged((sites) => { sites.row[1] = 5; })).to.throw("damaged at sources[0].sites.row[1]");
    expect(damaged((sites) => { sites.counter[0] = 6; })).to.throw("damaged at sources[0].sites.counter[0]");
    expect(damaged((sites) => { sites.slots[0] = -2; })).to.throw("damaged at sources[0].sites.slots[0]");
    expect(damaged((sites) => { sites.times.pop(); })).to.throw("damaged at sources[0].sites.times");
    expect(damaged((sites) => { Object.assign(sites.kind, { 2: "thing" }); })).to.throw("damaged at sources[0].sites.kind[2]");
    expect(damaged((sites) => { Object.assign(sites, { column: 3 }); })).to.throw("damaged at sources[0].sites.column");
  });

  it("tells what was measured apart, with its error, in Bytes too what no model knows, and where objects were removed", async () => {
    const weighed = profileWith([
      [0, "object", 1, 1, 2], [1, "call", 2, 1, -1], [2, "array", 3, 1, 0], [3, "call", 4, 1, -1], [3, "array", 4, 1, 0],
    ]);
    weighed.sources[0]!.sites!.weighed = [1, 2, 3, 4, -1];
    weighed.processes[0]!.threads[0]!.counters[0]!.weights = {
      // Of 10, 20, 30 and 40 evaluations.
      probe: [1, 2, 3, 4], covered: [10, 10, -1, 40], bytes: [100, 5_000, 0, 1], variance: [0, 10_000, 0, 0],
      externalBytes: [0, 80, 0, 0],
    };
    const report = await reportOf(weighed);
    expectValidReport(report);
    const { lines } = report.files[0]!;
    expect(lines.map((line) => [line.bytes, line.modelledBytes, line.measuredBytes, line.measuredErrorBytes])).to.deep.equal([
      [400, 400, 100, 0], [10_000, null, 10_000, 392], [30 * 32, 30 * 32, null, null], [1 + 40 * 32, null, 1, 0], [0, 0, 0, 0],
    ]);
    const text = await textOf(weighed);
    expect(text).to.include("Measured").and.include("*  V8's optimiser has removed objects: less than half of what the model says was there, at a.js:1\n");
    expect(/^ +1 +10 .* 10 +400 +40 +100\* .*a$/m.test(text), text).to.equal(true);
    expect(/^ +2 +20 .* 20 +10000 +500 +10000 +392 .*b$/m.test(text), text).to.equal(true);
    expect(/^ +3 +30 .* 30 +960 +32 +- .*c$/m.test(text), text).to.equal(true);
    const twice = await reportOf(mergeProfiles([weighed, { ...weighed, startedAt: "2026-01-02T00:00:00.000Z" }]));
    expect(twice.files[0]!.lines[1]!.measuredBytes).to.equal(20_000);
  });

  it("shows a line of which nothing was left, and takes no text for removed that V8 has already", async () => {
    const weighed = profileWith([[0, "object", 1, 1, 2], [1, "string", 2, 1, 1]]);
    weighed.sources[0]!.sites!.weighed = [1, 2];
    weighed.processes[0]!.threads[0]!.counters[0]!.weights = {
      probe: [1, 2], covered: [10, 20], bytes: [0, 0], variance: [0, 0], externalBytes: [0, 0],
    };
    const text = await textOf(weighed);
    expect(/^ +1 +10 .* 10 +400 +40 +0\* .*a$/m.test(text), text).to.equal(true);
    expect(text).to.include("was there, at a.js:1\n");
  });

  it("tells the time of collections by line, function and in all", async () => {
    const collected = profileWith([[0, "object", 1, 1, 2]]);
    const [thread] = collected.processes[0]!.threads;
    thread!.gcNs = 900;
    thread!.counters[0]!.gcNs = [500, 0, 300, 0, 0];
    const report = await reportOf(collected);
    expect([report.gcNs, report.files[0]!.functions[0]!.gcNs, ...report.files[0]!.lines.map(({ gcNs }) => gcNs)]).to.deep.equal(
      [900, 800, 500, 0, 300, 0, 0]);
    expect(await textOf(collected)).to.match(/% Time +GC +Allocs/);
  });
});
