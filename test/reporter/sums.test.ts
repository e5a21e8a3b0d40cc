/** Profiles that are added up: no figure differs from that of the profiles put together, and what it is of does not grow. */
import type { CallTree, Profile, SourceCounters, ThreadRecord, TraceRecord } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { callTree, combineThreads, mergeProfiles, summarise, summedText, sumProfiles } from "@perline/reporter";
import { expect } from "chai";
import fc from "fast-check";
import { CallTreeSum } from "../../packages/reporter/dist/sums/call-tree.js";
import { app, exampleProfile, rest } from "../format/example.js";
import { buildProfile } from "../format/build-profile.js";
import { untimed } from "../format/timed.js";
import { reportOf, textOf } from "./export.js";
import { expectValidReport } from "./report-validator.js";
import { profiles } from "./profiles.js";

/** All figures of a profile, and the tree of its calls. */
function figuresOf(profile: Profile): unknown {
  const sources = combineThreads(profile).map(({ source, ...figures }) => [source.path, source.hash, figures]);
  return { sources, summary: summarise(profile), tree: callTree(profile, { stacks: "physical", frames: "lines" }) };
}

const only = (profile: Profile): ThreadRecord => profile.processes[0]!.threads[0]!;

describe("profiles that are added up", () => {
  it("have the figures that they have together, in one process and thread", () => {
    fc.assert(fc.property(fc.array(profiles, { minLength: 1, maxLength: 4 }), (all) => {
      const sum = sumProfiles(all);
      expect(figuresOf(sum)).to.deep.equal(figuresOf(mergeProfiles(all)));
      expect(sum.processes.map(({ summed, threads }) => [summed, threads.length])).to.deep.equal([[all.length, 1]]);
      expect(readProfile([...summedText(all)].join(""), "sum")).to.deep.equal(sum);
      // What one of them says against itself, the sum need not.
      if (all.every((profile) => selfCheck(profile).length === 0)) expect(selfCheck(sum)).to.deep.equal([]);
    }));
  });

  it("can be added up again", () => {
    fc.assert(fc.property(profiles, profiles, profiles, (a, b, c) => {
      const { processes, sources } = sumProfiles([sumProfiles([a, b]), c]);
      const atOnce = sumProfiles([a, b, c]);
      expect(sources).to.deep.equal(atOnce.sources);
      expect(processes[0]?.summed).to.equal(3);
      const { counters, ...thread } = processes[0]!.threads[0]!;
      const { counters: expected, ...others } = only(atOnce);
      // Means and errors are rounded once more.
      expect({ ...thread, intervalNs: 0 }).to.deep.equal({ ...others, intervalNs: 0 });
      const exact = (each: SourceCounters): SourceCounters => ({ ...each, errorNs: null });
      expect(counters.map(exact)).to.deep.equal(expected.map(exact));
    }));
  });

  it("say of how many they are, and how long the longest was", async () => {
    const longer = buildProfile({ sources: [app], thread: { idleNs: 90_000_000 }, pid: 9 });
    const sum = sumProfiles([exampleProfile(), longer, exampleProfile()]);
    const report = await reportOf(sum);
    expectValidReport(report);
    expect([report.durationNs, report.wallNs]).to.deep.equal([42_000_000 + 90_905_000, 90_905_000]);
    expect(report.processes).to.deep.equal([{
      pid: 100, ppid: 1, argv: ["/usr/bin/node", "/project/main.js"], summed: 3,
      threads: [{ id: 0, name: "main", durationNs: 132_905_000, summed: { threads: 3, longestNs: 90_905_000 } }],
    }]);
    expect(await textOf(sum)).to.include("(3 processes, 3 threads; ");
  });

  it("keep scripts, names of threads, and threads without times apart; numbered workers are one", () => {
    const main = exampleProfile();
    const [first] = main.processes;
    const named = (name: string, id: number): ThreadRecord => ({ ...first!.threads[0]!, id, name });
    const threads = [named("main", 0), named("worker 1", 1), named("worker 2", 2), named("db", 3)];
    const workers: Profile = { ...main, processes: [{ ...first!, threads }] };
    const other: Profile = { ...main, processes: [{ ...first!, pid: 101, argv: ["node", "other.js"] }] };
    const { processes, warnings } = sumProfiles([workers, workers, other, untimed(exampleProfile())]);
    const told = processes.map(({ argv, summed, threads: all }) => (
      [argv[1], summed, all.map(({ id, name, summed: many }) => [id, name, many?.threads])]
    ));
    expect(told).to.deep.equal([
      ["/project/main.js", 3, [[0, "main", 2], [1, "worker", 4], [2, "db", 2], [3, "main", 1]]],
      ["other.js", 1, [[0, "main", 1]]],
    ]);
    expect(warnings).to.have.length(1);
  });

  it("have the longest stretches of all, and timelines laid on each other", () => {
    const second = exampleProfile();
    only(second).timeline = { intervalNs: 4_000_000, selfNs: [0, 600_000, 400_000], lines: [
      { source: 1, line: 1, selfNs: [0, 0, 95_000] }, { source: 0, line: 1, selfNs: [0, 500_000, 0] },
    ] };
    only(second).blocked = [{ ...only(second).blocked![0]!, durationNs: 930_000 }];
    const sum = only(sumProfiles([exampleProfile(), second]));
    expect(sum.blocked?.map(({ durationNs }) => durationNs)).to.deep.equal([930_000, 920_000]);
    expect(sum.timeline).to.deep.equal({
      intervalNs: 4_000_000, selfNs: [900_000, 600_000, 400_000, 0, 0, 100_000], lines: [
        { source: 0, line: 1, selfNs: [0, 500_000, 0, 0, 0, 0] },
        { source: 0, line: 3, selfNs: [450_000, 0, 0, 0, 0, 0] },
        { source: 1, line: 1, selfNs: [0, 0, 95_000, 0, 0, 85_000] },
      ],
    });
    const without = buildProfile({ sources: [app, rest] });
    expect(sumProfiles([exampleProfile(), without]).processes[0]?.threads[0]).not.to.have.property("timeline");
  });

  it("tell what does not add up: what was traced of live objects", () => {
    const traced = exampleProfile();
    const traces: TraceRecord = { sampleBytes: 1, frames: 1, stacks: { parent: [-1], source: [-1], line: [-1] },
      groups: { stack: [], type: [], objects: [], bytes: [] }, moments: [] };
    only(traced).traces = traces;
    const sum = sumProfiles([traced, exampleProfile()]);
    expect(only(sum)).not.to.have.property("traces");
    expect(sum.warnings).to.deep.equal(["what was traced of live objects does not add up, and was left out"]);
  });
});

describe("call trees that are added up", () => {
  /** Of paths of lines, each with its time. */
  function treeOf(paths: readonly (readonly [lines: readonly number[], selfNs: number])[]): CallTree {
    const tree: CallTree = {
      parent: [-1, -1], source: [-1, -1], line: [-1, -1], live: [1, 1], selfNs: [0, 0], samples: [0, 0], folded: 0,
    };
    for (const [lines, selfNs] of paths) {
      let parent = 0;
      for (const line of lines) {
        const known = tree.parent.findIndex((each, row) => each === parent && tree.line[row] === line);
        parent = known >= 0 ? known : tree.parent.push(parent) - 1;
        if (known >= 0) continue;
        tree.source.push(0);
        tree.line.push(line);
        tree.live.push(1);
        tree.selfNs.push(0);
        tree.samples.push(0);
      }
      tree.selfNs[parent]! += selfNs;
      tree.samples[parent]! += 1;
    }
    return tree;
  }

  /** By path: its time. */
  function pathsOf({ line, parent, selfNs }: CallTree): Record<string, number> {
    const pathOf = (row: number): string => (row < 2 ? "" : `${pathOf(parent[row]!)}/${line[row]}`);
    return Object.fromEntries(selfNs.map((ns, row): [string, number] => [pathOf(row), ns]).filter(([, ns]) => ns > 0));
  }

  it("have the times of both, path by path, whatever the order of their rows", () => {
    const sum = new CallTreeSum();
    sum.add(treeOf([[[1], 5], [[1, 2], 7], [[3], 1]]));
    sum.add(treeOf([[[3], 2], [[3, 2], 4], [[1, 2], 10]]));
    expect(pathsOf(sum.tree())).to.deep.equal({ "/1": 5, "/1/2": 17, "/3": 3, "/3/2": 4 });
  });

  it("fold the paths with least time beyond their limit, and lose none of it", () => {
    const sum = new CallTreeSum(8);
    sum.add(treeOf([[[1], 100], [[1, 2], 50], [[1, 2, 3], 1], [[4], 2], [[4, 5], 60], [[4, 6], 1]]));
    expect(sum.tree().folded).to.equal(0);
    sum.add(treeOf([[[7], 3], [[1, 2, 3], 1]]));
    const tree = sum.tree();
    expect(pathsOf(tree)).to.deep.equal({ "": 3, "/1": 100, "/1/2": 52, "/4": 3, "/4/5": 60 });
    expect([tree.parent.length, tree.folded]).to.deep.equal([6, 3]);
    sum.add(treeOf([[[4, 5], 1], [[4, 8], 5]]));
    expect(pathsOf(sum.tree())).to.deep.equal({ "": 3, "/1": 100, "/1/2": 52, "/4": 3, "/4/5": 61, "/4/8": 5 });
  });
});
