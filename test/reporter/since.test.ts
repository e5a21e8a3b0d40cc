/** What came behind an earlier moment of a run: a profile less a snapshot of it. */
import { PerlineError, type Profile } from "@perline/format";
import { readProfile, selfCheck, writeProfile } from "@perline/format/read";
import { profileSince } from "@perline/reporter";
import { expect } from "chai";
import { app, exampleProfile, rest } from "../format/example.js";
import { buildProfile, type SourceSpec } from "../format/build-profile.js";
import { untimed } from "../format/timed.js";
import { reportOf, textOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";

/** The second file of the example, with figures of its own for two lines. */
const restWith = (hits: number, self: number): SourceSpec => ({ ...rest, functions: [rest.functions[0]!, {
  ...rest.functions[1]!, total: 10_000 + self, lines: [{ line: 2, hits, self: 10_000 }, { line: 3, hits: 5, self, await: 1_000 }],
}] });

/** A snapshot of a run, which had not loaded its first file yet; and the end of the run. */
const earlier = (): Profile => buildProfile({
  sources: [restWith(2, 50_000)], thread: { idleNs: 300, outsideNs: 40, samples: 10, gcNs: 5 },
  profile: { snapshotAt: "2026-11-21T09:00:01.000Z" },
});
const later = (): Profile => buildProfile({
  sources: [app, restWith(6, 85_000)], thread: { idleNs: 700_300, outsideNs: 100, samples: 30, gcNs: 9 },
});

describe("a report since a snapshot", () => {
  it("has what was counted behind it, to the nanosecond, whatever the order of the sources", async () => {
    const since = profileSince(earlier(), later());
    expect(readProfile(writeProfile(since), "since")).to.deep.equal(since);
    expect(selfCheck(since)).to.deep.equal([]);
    const report = await reportOf(since);
    expectValidReport(report);
    expect(report).to.include({ durationNs: 905_000 + 35_000 + 700_000 + 60, idleNs: 700_000, outsideNs: 60, samples: 20, gcNs: 4 });
    const [first, second] = report.files;
    expect(first?.lines[0]).to.include({ line: 3, hits: 4, selfNs: 300_000 });
    const nothing = { selfNs: 0, totalNs: 0, awaitNs: 0, errorNs: null };
    expect(second?.lines[0]).to.include({ line: 2, ...nothing, hits: 4 });
    expect(second?.lines[1]).to.include({ line: 3, ...nothing, hits: 0, selfNs: 35_000, totalNs: 35_000 });
    const tree = since.processes[0]!.threads[0]!.callTree!;
    expect(tree.selfNs.reduce((sum, ns) => sum + ns, 0)).to.equal(940_000);
    expect(await textOf(since)).to.include("Duration: 0.001640060 s = self 0.000940000 + outside 0.000000060 + idle 0.000700000");
  });

  it("holds together where the thread ran while it was read: what one reading had too much of, the next has too little of", () => {
    const [before, after] = [earlier(), later()];
    const thread = before.processes[0]!.threads[0]!;
    const { selfNs } = thread.callTree!;
    // Some microseconds stood with another path, and a total was read before the line that it holds.
    const [longest] = [...selfNs.keys()].sort((a, b) => selfNs[b]! - selfNs[a]!);
    selfNs[longest!]! += 40_000;
    thread.counters[0]!.fileTotalNs! += 900;
    thread.counters[0]!.functionTotalNs![1]! += 900;
    const since = profileSince(before, after);
    expect(readProfile(writeProfile(since), "since")).to.deep.equal(since);
    expect(selfCheck(since)).to.deep.equal([]);
    const { callTree, durationNs } = since.processes[0]!.threads[0]!;
    expect(durationNs).to.equal(905_000 + 35_000 + 700_000 + 60);
    expect(callTree!.selfNs.reduce((sum, ns) => sum + ns, 0)).to.equal(940_000);
  });

  it("has no call tree where the later one was folded meanwhile", () => {
    const folded = later();
    const { callTree } = folded.processes[0]!.threads[0]!;
    // The path of the line is gone, its time is its caller's.
    callTree!.line[callTree!.line.length - 1] = 0;
    const since = profileSince(earlier(), folded);
    expect(since.processes[0]?.threads[0]?.callTree?.parent).to.deep.equal([]);
    expect(selfCheck(since)).to.deep.equal([]);
  });

  it("keeps threads and processes that began later, stretches that did, and no timeline", () => {
    const whole = later();
    const [main] = whole.processes;
    const stretch = { durationNs: 100, unseenNs: 0, source: [], line: [], selfNs: [] };
    main!.threads[0]!.blocked = [{ ...stretch, atNs: 70_000 }, { ...stretch, atNs: 10 }];
    main!.threads[0]!.timeline = { intervalNs: 1_000_000, selfNs: [1_000_000], lines: [] };
    main!.threads.push({ ...main!.threads[0]!, id: 1, name: "worker 1" });
    whole.processes.push({ ...main!, pid: 101 });
    const since = profileSince(earlier(), whole);
    const [first, second] = since.processes[0]!.threads;
    expect(first?.blocked?.map(({ atNs }) => atNs)).to.deep.equal([70_000]);
    expect(first).not.to.have.property("timeline");
    expect(second).to.deep.equal(whole.processes[0]!.threads[1]);
    expect(since.processes[1]).to.deep.equal(whole.processes[1]);
  });

  it("has hits alone where no time was measured", async () => {
    const [before, after] = [untimed(exampleProfile()), untimed(exampleProfile())];
    after.processes[0]!.threads[0]!.counters[0]!.hits[3]! += 7;
    const report = await reportOf(profileSince(before, after));
    expect(report.files[0]?.lines.map(({ hits }) => hits).filter((hits) => hits !== 0)).to.deep.equal([7]);
    expect(report.durationNs).to.equal(null);
  });

  const others: [string, Profile][] = [
    ["another process", { ...earlier(), processes: [{ ...earlier().processes[0]!, pid: 7 }] }],
    ["an earlier run whose process had that number", { ...earlier(), snapshotAt: "2026-11-21T08:00:00.000Z" }],
    ["another clock", { ...earlier(), clock: "exact" }],
    ["a later moment", buildProfile({ sources: [app, rest], thread: { idleNs: 10_000_000 } })],
  ];
  for (const [what, profile] of others) {
    it(`refuses a snapshot of ${what}`, () => {
      const refused = expect(() => profileSince(profile, later())).to.throw(PerlineError, /not of this run, or it is the later one/);
      refused.with.property("code", "usage");
    });
  }
});
