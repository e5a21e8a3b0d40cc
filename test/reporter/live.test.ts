/** What is alive: the view of it, and its report. */
import { expect } from "chai";
import type { Profile, TraceMoment, TraceRecord } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { liveThreads, mergeProfiles } from "@perline/reporter";
import { sizeText } from "../../packages/runtime/dist/traces/size-text.js";
import { formatBytes } from "../../packages/reporter/dist/units.js";
import { buildProfile } from "../format/build-profile.js";
import { exported, reportOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";

/** A moment at so many seconds: what is alive of each group, an object each. */
function moment(seconds: number, bytes: readonly number[], label: string | null = null): TraceMoment {
  const group = bytes.flatMap((each, index) => (each > 0 ? [index] : []));
  const each = (value: number): number[] => group.map(() => value);
  return { atNs: seconds * 1e9, label, group, objects: each(1), bytes: group.map((index) => bytes[index]!), errorBytes: each(0) };
}

/** A profile of a file with the lines 1 to 3, each of which created objects: a group for each. */
function traced(moments: TraceMoment[], changes: Partial<TraceRecord> = {}): Profile {
  const profile = buildProfile({
    sources: [{
      path: "a.js", text: "one();\n  two();\nthree();\n",
      functions: [{ name: "<module>", kind: "module", line: 1, endLine: 3, lines: [{ line: 1 }, { line: 2 }, { line: 3 }] }],
    }],
  });
  const traces: TraceRecord = {
    sampleBytes: 1, frames: 2,
    stacks: { parent: [-1, 0, 1, 0], source: [-1, 0, 0, 0], line: [-1, 0, 1, 2] },
    groups: { stack: [1, 2, 3], type: ["Array", "Entry", "Object"], objects: [1, 2, 4], bytes: [100, 200, 400] },
    moments, ...changes,
  };
  const [process] = profile.processes;
  return { ...profile, processes: [{ ...process!, threads: process!.threads.map((thread) => ({ ...thread, traces })) }] };
}

const textOf = (profile: Profile): Promise<string> => exported("leaks", profile);

describe("what is alive", () => {
  it("is told of each line at each moment, with the calls that led there", () => {
    const [thread] = liveThreads(traced([moment(1, [10, 20, 0]), moment(2, [10, 30, 5])]));
    expect(thread?.moments.map(({ bytes, objects }) => [bytes, objects])).to.deep.equal([[30, 2], [45, 3]]);
    expect(thread?.highest).to.equal(1);
    expect(thread?.lines[1]).to.deep.include({
      path: "a.js", line: 2, text: "two();", types: ["Entry"], bytes: [20, 30], created: 2, survival: 0.5,
      traceback: [{ path: "a.js", line: 1, text: "one();" }, { path: "a.js", line: 2, text: "two();" }],
    });
  });

  it("grows where it never falls and rises twice, mark by mark if there are three", () => {
    const marked = ["a", "b", "c"].map((label, index) => moment(index, [50, 10 * index, [5, 0, 50][index]!], label));
    const growth = liveThreads(traced([moment(0, [0, 0, 0]), ...marked, moment(9, [0, 0, 0])]))[0]!.lines.map((line) => line.growth);
    expect(growth).to.deep.equal([null, { bytes: 20, moments: 3, durationNs: 2e9, score: 50 }, null]);
  });

  it("says where most of what grows comes from, with the lines' texts", async () => {
    const profile = traced([1, 2, 3, 4].map((second) => moment(second, [0, 10 * second, 0])));
    const told = "Most of the first comes from (most recent call last):\n";
    expect(await textOf(profile)).to.include(`${told}  File "a.js", line 1\n    one();\n  File "a.js", line 2\n    two();\n`);
    const textless = { ...profile, sources: profile.sources.map((source) => ({ ...source, text: null })) };
    expect(await textOf(textless)).to.include(`${told}  File "a.js", line 1\n  File "a.js", line 2\n`);
  });

  it("grows by time where nobody marks; the end does not count", async () => {
    const moments = [[10, 1, 9], [20, 1, 8], [30, 1, 7], [0, 0, 0]].map((bytes, second) => moment(second, bytes));
    const growth = liveThreads(traced(moments))[0]!.lines.map((line) => line.growth?.bytes ?? null);
    expect(growth).to.deep.equal([20, null, null]);
    expect(await textOf(traced(moments))).to.include("  100        +20 B            +10 B/s   100.0 %  a.js:1  one();\n");
  });

  it("is printed as tracemalloc prints it, at the end and at the highest point, and over time", async () => {
    const text = await textOf(traced([moment(1, [0, 400_000, 0], "full"), moment(2, [0, 0, 1000])]));
    expect(text.split("\n").slice(0, 5)).to.deep.equal([
      "Alive at the end: 1000 B in 1 object", "a.js:3: size=1000 B, count=1, average=1000 B", "",
      "Alive at the highest point, \"full\": 391 KiB in 1 object", "a.js:2: size=391 KiB, count=1, average=391 KiB",
    ]);
    expect(text).to.include("Alive over time, up to 391 KiB:\n█▁\n^  full 391 KiB\n");
  });

  it("is in the JSON report, which is as its schema says, and survives being written, read and merged", async () => {
    const profile = traced([moment(1, [1, 2, 3], "x"), moment(2, [1, 2, 3])]);
    const read = readProfile(JSON.stringify(profile), "p.json");
    const merged = mergeProfiles([read, { ...traced([moment(1, [7, 0, 0])]), startedAt: "2030-01-01T00:00:00Z" }]);
    expect(merged.processes.map(({ threads }) => threads[0]?.traces?.stacks)).to.deep.equal([
      profile.processes[0]?.threads[0]?.traces?.stacks, profile.processes[0]?.threads[0]?.traces?.stacks,
    ]);
    const report = await reportOf(merged);
    expectValidReport(report);
    expect(report.live?.length).to.equal(2);
  });

  it("is refused where its columns contradict each other", () => {
    const wrong: Partial<TraceRecord>[] = [
      { stacks: { parent: [-1, 1, 1, 0], source: [-1, 0, 0, 0], line: [-1, 0, 1, 2] } },
      { stacks: { parent: [-1, 0, 1, 0], source: [-1, 0, 0, 0], line: [-1, 0, 1, 99] } },
      { groups: { stack: [1, 2, 9], type: ["", "", ""], objects: [1, 1, 1], bytes: [1, 1, 1] } },
      { moments: [{ ...moment(1, [1]), group: [3] }] },
      { moments: [{ ...moment(1, [1]), bytes: [-1] }] },
    ];
    for (const change of wrong) {
      expect(() => readProfile(JSON.stringify(traced([moment(1, [1])], change)), "p.json")).to.throw("traces");
    }
  });

  it("has sizes as the traces of a program itself have them", () => {
    for (const bytes of [0, 99, 10_239, 10_240, 183_275, 57_798, 5 * 2 ** 30, 2 ** 60, -54_630]) {
      expect([formatBytes(bytes), formatBytes(bytes, true)]).to.deep.equal([sizeText(bytes), sizeText(bytes, true)]);
    }
  });
});
