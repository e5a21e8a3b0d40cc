/** The call tree and what is made of it: nothing of the time is lost or counted twice, whatever was called. */
import { expect } from "chai";
import fc from "fast-check";
import { type Profile } from "@perline/format";
import { readProfile, writeProfile } from "@perline/format/read";
import {
  calledFunctions, callRows, callTree, type CallNode, mergeProfiles, profileSince, sumProfiles, type TreeShape, visit,
} from "@perline/reporter";
import { type TimedProfile, untimed } from "../format/timed.js";
import { type Paths, profileOf, randomPaths } from "./call-trees.js";
import { exported } from "./export.js";

const shapes: TreeShape[] = (["logical", "physical"] as const).flatMap((stacks) => (
  (["functions", "lines"] as const).map((frames) => ({ stacks, frames }))
));
const sum = (figures: Iterable<number>): number => [...figures].reduce((total, figure) => total + figure, 0);
const outsideNs = 7_000_000;
const idleNs = 11_000_000;

/** The tree report without the lines that tell of the profile, by its lines. */
function frames(report: string): string[] {
  const [, tree = ""] = report.split("\n\n");
  return tree.split("\n");
}

describe("the call tree of any profile", () => {
  it("holds each nanosecond once: self, outside and idle add up to the duration", () => {
    fc.assert(fc.property(randomPaths, (paths) => {
      const profile = profileOf(paths, { outsideNs, idleNs });
      const { durationNs } = profile.processes[0]!.threads[0]!;
      for (const shape of shapes) {
        const tree = callTree(profile, shape)!;
        expect(sum(tree.map(({ selfNs }) => selfNs)) + outsideNs + idleNs).to.equal(durationNs);
        expect(tree[0].totalNs + outsideNs + idleNs).to.equal(durationNs);
        for (const node of tree) expect(node.selfNs + sum(node.children.map(({ totalNs }) => totalNs))).to.equal(node.totalNs);
      }
    }));
  });

  it("has each path once, parents before children, as deep as it goes", () => {
    fc.assert(fc.property(randomPaths, (paths) => {
      for (const shape of shapes) {
        const tree = callTree(profileOf(paths), shape)!;
        const places = new Map(tree.map((node, place) => [node, place]));
        const visited: CallNode[] = [];
        let depth = 0;
        visit(tree[0], { enter: (node) => { visited.push(node); depth++; }, leave: () => depth-- });
        expect(depth).to.equal(0);
        expect(visited).to.have.length(tree.length);
        expect(new Set(visited.map((node) => places.get(node))).size).to.equal(tree.length);
        for (const node of tree.slice(1)) expect(places.get(node.parent!)).to.be.below(places.get(node)!);
        for (const { children } of tree) {
          const keys = children.map(({ source, function: index, line }) => `${source}:${index}:${line}`);
          expect(new Set(keys).size).to.equal(keys.length);
        }
      }
    }));
  });

  it("agrees with the figures of functions: time with a function on the stack, recursion once", () => {
    fc.assert(fc.property(randomPaths, (paths) => {
      const profile = profileOf(paths);
      const [root] = callTree(profile, { stacks: "physical", frames: "functions" })!;
      const totals = new Map<string, number>();
      const above = new Map<string, number>();
      const keyOf = ({ source, function: index }: CallNode): string => `${source}:${index}`;
      visit(root, {
        enter(node) {
          const count = above.get(keyOf(node)) ?? 0;
          if (count === 0) totals.set(keyOf(node), (totals.get(keyOf(node)) ?? 0) + node.totalNs);
          above.set(keyOf(node), count + 1);
        },
        leave: (node) => void above.set(keyOf(node), above.get(keyOf(node))! - 1),
      });
      profile.processes[0]!.threads[0]!.counters.forEach(({ functionTotalNs }, source) => functionTotalNs.forEach((ns, index) => {
        expect(totals.get(`${source}:${index}`) ?? 0).to.equal(ns);
      }));
    }));
  });

  it("gives calls whose times are within those of the run and of the functions, recursive or not", () => {
    fc.assert(fc.property(randomPaths, (paths) => {
      const profile = profileOf(paths);
      const tree = callTree(profile, { stacks: "physical", frames: "functions" })!;
      const totalOf = (place: { source: number; function: number }): number => (
        profile.processes[0]!.threads[0]!.counters[place.source]!.functionTotalNs[place.function]!
      );
      for (const { caller, callee, selfNs, totalNs } of callRows(tree)) {
        expect(selfNs).to.be.at.most(totalNs);
        expect(totalNs).to.be.at.most(Math.min(totalOf(caller), totalOf(callee)));
      }
      const selfOf = (nodes: readonly { selfNs: number }[]): number => sum(nodes.map(({ selfNs }) => selfNs));
      expect(selfOf(callRows(tree)) + selfOf(tree[0].children) + tree[0].selfNs).to.equal(tree[0].totalNs);
      const twice = Object.keys(paths).flatMap((path) => {
        const words = path.split(" ").filter((word) => !word.startsWith("(")).map((word) => word.replace("'", ""));
        return words.filter((word, at) => words.indexOf(word) < at);
      });
      const found = calledFunctions(tree, () => null).filter(({ isRecursive }) => isRecursive);
      const names = found.map(({ source, function: index }) => profile.sources[source]!.functions.name[index]);
      expect(names).to.have.members([...new Set(twice)]);
    }));
  });
});

describe("calls by path", () => {
  const live = (path: string): string[] => path.replaceAll("'", "").split(" ");
  /** Of random paths each nanosecond is a call of the last frame, where that stands on the stack. */
  const callsIn = (paths: Paths): Paths => Object.fromEntries(Object.entries(paths).map(([path, ns]) => [path, ns / 1_000_000]));
  const placed = fc.record({ paths: randomPaths, more: randomPaths });
  const nameIn = (profile: Profile, { source, function: index }: { source: number; function: number }): string => (
    profile.sources[source]!.functions.name[index]!
  );

  it("are primitive where the function is not above, and add up to the function's, in whatever order of paths and threads", () => {
    fc.assert(fc.property(placed, ({ paths, more }) => {
      const parts = [paths, more].map((each) => profileOf(each, { calls: callsIn(each) }));
      const both = sumProfiles(parts);
      for (const profile of [parts[0]!, mergeProfiles(parts), both, readProfile(writeProfile(both), "sum")]) {
        const isBoth = profile !== parts[0];
        const all = Object.entries(callsIn(paths)).concat(isBoth ? Object.entries(callsIn(more)) : []);
        const tree = callTree(profile, { stacks: "logical", frames: "functions" })!;
        const calls = (name: string, isWanted: (words: string[]) => boolean): number => sum(all.map(([path, count]) => {
          const words = live(path).map((word) => word.replace(/[()]/g, ""));
          return words.at(-1) === name && isWanted(words) ? count : 0;
        }));
        const rows = callRows(tree);
        for (const found of calledFunctions(tree, (place) => calls(nameIn(profile, place), () => true))) {
          const name = nameIn(profile, found);
          const isPrimitive = (words: string[]): boolean => words.indexOf(name) === words.length - 1;
          expect(found.calls).to.deep.equal({ all: calls(name, () => true), primitive: calls(name, isPrimitive) });
          const of = rows.filter(({ callee }) => callee.source === found.source && callee.function === found.function);
          expect(sum(of.map((row) => row.calls!.all))).to.equal(calls(name, (words) => words.length > 1));
          const isFromOutside = (words: string[]): boolean => words.length > 1 && isPrimitive(words);
          expect(sum(of.map((row) => row.calls!.primitive))).to.equal(calls(name, isFromOutside));
        }
      }
    }));
  });

  it("are unknown where a thread does not tell, paths were folded, or a function has calls without a path", () => {
    const paths = { "main": 1_000_000, "main fib": 2_000_000, "main fib fib": 3_000_000 };
    const told = (): TimedProfile => profileOf(paths, { calls: { "main": 1, "main fib": 2, "main fib fib": 3 } });
    const primitiveOf = (profile: Profile, missing = 0): (number | undefined)[] => (
      calledFunctions(callTree(profile, { stacks: "logical", frames: "functions" })!, ({ source }) => [1, 5][source]! + missing)
        .map(({ calls }) => calls?.primitive)
    );
    expect(primitiveOf(told())).to.deep.equal([1, 2]);
    expect(primitiveOf(told(), 1)).to.deep.equal([undefined, undefined]);
    const folded = told();
    folded.processes[0]!.threads[0]!.callTree.folded = 1;
    expect(primitiveOf(folded)).to.deep.equal([undefined, undefined]);
    for (const whole of [mergeProfiles, sumProfiles]) {
      expect(primitiveOf(whole([told(), profileOf(paths)]))).to.deep.equal([undefined, undefined]);
    }
  });

  it("are those behind a snapshot, in a report since it", () => {
    const [before, after] = [profileOf({ main: 1_000_000 }, { calls: { main: 1, "main load": 2 } }),
      profileOf({ main: 3_000_000 }, { calls: { main: 1, "main load": 7, "main load fib": 4 } })];
    const { callTree: tree } = profileSince({ ...before, snapshotAt: "2026-11-21T09:00:01.000Z" }, after).processes[0]!.threads[0]!;
    expect(tree?.calls).to.deep.equal([0, 0, 0, 5, 4]);
  });

  it("are refused where they are no counts", () => {
    const profile = profileOf({ main: 1_000_000 }, { calls: { main: 1 } });
    profile.processes[0]!.threads[0]!.callTree.calls![2] = -1;
    expect(() => readProfile(writeProfile(profile), "p")).to.throw(/callTree\.calls\[2\]: expected a whole number/);
  });
});

describe("the tree report", () => {
  const paths = {
    "main": 10_000_000, "main load": 100_000_000, "main' load": 20_000_000,
    "main load format": 30_000_000, "main load format pad": 5_000_000,
    "main load format pad fib": 40_000_000, "(main) (load) fib": 60_000_000, "(main) (load) fib fib'": 30_000_000, "fib": 1_000_000,
  };

  it("has frames of functions, the largest first, packages folded, what was resumed under who started it", async () => {
    expect(await exported("tree", profileOf(paths, { outsideNs, idleNs }))).to.equal(`Recorded: 2026-11-21T09:00:00.000Z  Samples: 1000
Duration: 0.314 s                   Clock: sampled
Program: /project/main.js

0.295 main  src/main.ts:10
├─ 0.285 load  src/main.ts:20
│  ├─ 0.120 [self]
│  ├─ 0.090 fib  src/fib.ts:30
│  │  ├─ 0.060 [self]
│  │  └─ 0.030 fib  src/fib.ts:30
│  └─ 0.075 format  node_modules/@a/b/index.js:40
│           [1 frame hidden]  @a/b
│     └─ 0.040 fib  src/fib.ts:30
└─ 0.010 [self]
0.011 [idle]
0.007 [outside]

Duration: 0.314000000 s = self 0.296000000 + outside 0.007000000 + idle 0.011000000 (1 process, 1 thread)
Times: 1000 samples, one each 50 µs; a probe costs 0.6 ns
Hidden: 1 call under 1 % of the run (--threshold), 1 frame of packages (--show-all)
`);
  });

  it("has what the event loop called, all frames, or lines, where asked", async () => {
    const profile = profileOf(paths, { outsideNs, idleNs });
    expect(frames(await exported("tree", profile, { physical: true, threshold: 20 }))).to.deep.equal([
      "0.205 main  src/main.ts:10", "└─ 0.195 load  src/main.ts:20", "   ├─ 0.120 [self]",
      "   └─ 0.075 format  node_modules/@a/b/index.js:40", "            [1 frame hidden]  @a/b", "0.091 fib  src/fib.ts:30", "0.011 [idle]", "0.007 [outside]",
    ]);
    expect(frames(await exported("tree", profile, { showAll: true, threshold: 0 }))).to.include.members([
      "│  └─ 0.075 format  node_modules/@a/b/index.js:40", "│     ├─ 0.045 pad  node_modules/@a/b/pad.js:50", "│     │  ├─ 0.040 fib  src/fib.ts:30",
      "│     │  └─ 0.005 [self]", "0.001 fib  src/fib.ts:30",
    ]);
    const lines = frames(await exported("tree", profile, { byLine: true, threshold: 5 }));
    expect(lines.slice(0, 2)).to.deep.equal(["0.275 main  src/main.ts:11", "└─ 0.265 load  src/main.ts:21"]);
    expect(lines).to.include("0.020 main  src/main.ts:12");
  });

  it("is a list by self time where asked", async () => {
    expect(frames(await exported("tree", profileOf(paths, { outsideNs, idleNs }), { flat: true, threshold: 3 }))).to.deep.equal([
      "0.131 fib  src/fib.ts:30", "0.120 load  src/main.ts:20", "0.030 format  node_modules/@a/b/index.js:40", "0.011 [idle]",
      "0.010 main  src/main.ts:10", "0.007 [outside]",
    ]);
  });

  it("has what leads to some functions and what these called, where asked, and tells how much is left out", async () => {
    const report = await exported("tree", profileOf(paths, { outsideNs, idleNs }), { function: /^format$/, showAll: true, threshold: 0 });
    expect(frames(report)).to.deep.equal([
      "0.075 main  src/main.ts:10", "└─ 0.075 load  src/main.ts:20", "   └─ 0.075 format  node_modules/@a/b/index.js:40",
      "      ├─ 0.045 pad  node_modules/@a/b/pad.js:50", "      │  ├─ 0.040 fib  src/fib.ts:30", "      │  └─ 0.005 [self]", "      └─ 0.030 [self]",
    ]);
    expect(report).to.match(/\nHidden: 4 functions of other names, 239 ms outside of calls of those shown\n$/);
  });

  it("has each path through a function once, with all of its time: the rest is what is left out", () => {
    fc.assert(fc.property(randomPaths, fc.nat(2), (drawn, wanted) => {
      const profile = profileOf(drawn);
      const through = (source: number, index: number): boolean => (source + index) % 3 === wanted;
      const some = callTree(profile, { stacks: "logical", frames: "lines", through })!;
      const all = callTree(profile, { stacks: "logical", frames: "lines" })!;
      const leads = (node: CallNode | null): boolean => node !== null && (through(node.source, node.function) || leads(node.parent));
      const expected = all.slice(1).filter(leads);
      expect(some[0].totalNs).to.equal(sum(expected.map(({ selfNs }) => selfNs)));
      expect(some.slice(1).filter(leads)).to.have.length(expected.length);
      for (const node of some) expect(node.selfNs + sum(node.children.map(({ totalNs }) => totalNs))).to.equal(node.totalNs);
    }));
  });

  it("has outermost frames that add up to the duration, of any profile, by any option", async () => {
    const options = fc.record({ physical: fc.boolean(), byLine: fc.boolean(), flat: fc.boolean(), showAll: fc.boolean() });
    await fc.assert(fc.asyncProperty(randomPaths, options, async (drawn, asked) => {
      const profile = profileOf(drawn, { outsideNs, idleNs });
      const outermost = frames(await exported("tree", profile, { ...asked, threshold: 0 })).filter((line) => /^\d+\.\d{3} /.test(line));
      const ms = sum(outermost.map((line) => Math.round(parseFloat(line) * 1000)));
      expect(ms).to.equal(profile.processes[0]!.threads[0]!.durationNs / 1e6);
    }));
  });

  it("stays readable where thousands of calls stand on each other", async () => {
    const profile = profileOf({ [Array.from({ length: 5000 }, () => "fib").join(" ")]: 1_000_000 });
    const report = await exported("tree", profile);
    expect(frames(report)).to.have.length(200);
    expect(report).to.match(/\nHidden: 1 call below 200 others\n$/);
  });

  it("obeys nothing of what a program wrote, and tells that no time was measured", async () => {
    const profile = profileOf({ main: 1_000_000 });
    profile.sources[0]!.functions.name[0] = "a\u001b[2J\n\u202e";
    profile.sources[0]!.path = "src/\u0007.ts";
    expect(await exported("tree", profile)).to.include("0.001 a␛[2J␊<U+202E>  src/␇.ts:10\n");
    expect(await exported("tree", untimed(profile))).to.match(/\nHits: no time was measured/);
  });

  it("is coloured by share", async () => {
    const report = await exported("tree", profileOf({ main: 70, load: 25, fib: 6, "format": 1 }), { colour: true, threshold: 0 });
    const codes = [...report.matchAll(/^(?:\u001b\[(\d+)m)+0\.\d+/gm)].map(([all]) => [...all.matchAll(/\[(\d+)m/g)].map((match) => match[1]).join("+"));
    expect(codes).to.deep.equal(["31", "33", "32", "2+32"]);
  });

});
