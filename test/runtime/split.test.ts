/** V8's samples joined with the looks of the sampler: which line ran, and what it was doing; with stacks written down. */
import type { SplitRecord } from "@perline/format";
import { expect } from "chai";
import * as fc from "fast-check";
import { Account } from "../../packages/runtime/dist/sampler/account.js";
import { builtInName } from "../../packages/runtime/dist/sampler/built-in-names.js";
import { LookLog } from "../../packages/runtime/dist/sampler/look-log.js";
import { splitRecord } from "../../packages/runtime/dist/sampler/split-record.js";
import type { ToldSplit, V8Node } from "../../packages/runtime/dist/split/told.js";
import { plainSources } from "./simulation.js";

const quick = { behindGap: false, stood: false };
const still = { behindGap: false, stood: true };

/** A log of looks: the time, the line, and the way there. */
function logOf(...looks: [time: number, line: number, way?: { behindGap: boolean; stood: boolean }][]): LookLog {
  const log = new LookLog();
  for (const [time, line, way = quick] of looks) log.see(time, line, way);
  return log;
}

describe("the log of looks", () => {
  it("is sure of a line while the program stands in one visit of it", () => {
    const log = logOf([100, 1], [200, 1, still], [300, 1, still], [400, 2]);
    for (const time of [100, 150, 300]) expect(log.at(time)).to.deep.equal([{ line: 1, sure: true }]);
  });

  it("takes the nearer of two lines between them, and is not sure", () => {
    const log = logOf([100, 1], [200, 2]);
    expect(log.at(140)).to.deep.equal([{ line: 1, sure: false }, { line: 2, sure: false }]);
    expect(log.at(160)).to.deep.equal([{ line: 2, sure: false }, { line: 1, sure: false }]);
  });

  it("is sure of a line that has many looks in a row, however short its visits", () => {
    const turns = (count: number): [number, number][] => Array.from({ length: count }, (_, n) => [100 * n, 1]);
    const looks = (count: number): LookLog => logOf(...turns(count), [10_000, 2]);
    expect(looks(31).at(150)).to.deep.equal([{ line: 1, sure: false }]);
    expect(looks(32).at(150)).to.deep.equal([{ line: 1, sure: true }]);
  });

  it("knows nothing of a gap, before the first look and behind the last; but of one in which the program stood still", () => {
    const log = logOf([100, 1], [900, 1, { behindGap: true, stood: false }], [1900, 1, { behindGap: true, stood: true }]);
    for (const time of [50, 500, 2000]) expect(log.at(time)).to.deep.equal([]);
    expect(log.at(1500)).to.deep.equal([{ line: 1, sure: true }]);
  });

  it("tells what it had no room for", () => {
    const log = new LookLog(2);
    for (const [time, line] of [[100, 1], [200, 2], [300, 1], [400, 2]] as const) log.see(time, line, quick);
    expect(log.at(150)).to.have.length(2);
    expect(log.at(350)).to.equal(null);
  });

  it("is told by the account, which knows gaps: eight times the usual pause", () => {
    const log = new LookLog();
    const contexts = { contextParent: new Int32Array(2), contextPosition: new Int32Array(2) };
    const account = new Account(0, plainSources(5), { contexts, callTreeLimit: 100, log });
    for (const time of [0, 100, 200, 300]) account.observe(time, Int32Array.of(0, 1, 2), 2);
    account.observe(5000, Int32Array.of(0, 3), 1);
    account.observe(5100, Int32Array.of(0), 0);
    expect(log.at(250)?.map(({ line }) => line)).to.deep.equal([2]);
    expect(log.at(2000)).to.deep.equal([]);
    expect(log.at(5080)?.map(({ line }) => line)).to.deep.equal([0, 3]);
  });
});

describe("names of built-ins", () => {
  const names: Record<string, string | null> = {
    ArrayPrototypeSort: "Array.sort", ArrayMap: "Array.map", ArrayIndexOfSmi: "Array.indexOf", ArrayIncludesSmiOrObject: "Array.includes",
    ArrayFilterLoopEagerDeoptContinuation: "Array.filter", StringPrototypeReplace: "String.replace", ObjectAssign: "Object.assign",
    MapConstructor: "new Map", NumberConstructor: "Number", MapPrototypeSet: "Map.set", "RegExp: a+b": "RegExp", TypedArrayPrototypeSort: "TypedArray.sort",
    readdir: "readdir", MathCos: "Math.cos",
    StringAdd_CheckNone: null, StringEqual: null, CallFunction_ReceiverIsAny: null, RecordWriteSaveFP: null,
    FunctionPrototypeCall: null,
    KeyedLoadIC_Megamorphic: null, "(unresolved function)": null, CreateObjectLiteralHandler: null, ArrayTimSort: null,
  };
  for (const [name, called] of Object.entries(names)) {
    it(`${name}: ${called ?? "part of the code"}`, () => expect(builtInName(name)).to.equal(called));
  }
});

/** A tree of V8's: by number, the function, the script, and the number of the caller. */
type Frames = Record<number, [functionName: string, url: string, caller?: number]>;

/** Where functions begin, from 0. */
const lineNumbers: Readonly<Record<number, number>> = { 2: 2 };

function nodesOf(frames: Frames): V8Node[] {
  const entries = Object.entries(frames).map(([id, frame]) => ({ id: Number(id), frame }));
  return entries.map(({ id, frame: [functionName, url] }) => ({
    id, callFrame: { functionName, url, scriptId: url === "" ? "0" : "7", lineNumber: lineNumbers[id] ?? -1 },
    children: entries.filter(({ frame: [, , caller = 1] }) => caller === id).map((child) => child.id).filter((child) => child !== 1),
  }));
}

const own = "file:///root%20%C3%BC/simulated.ts";
const frames: Frames = {
  1: ["(root)", ""],
  2: ["main", own],
  3: ["chunk", "file:///root%20%C3%BC/node_modules/lodash/chunk.js", 2],
  4: ["inner", "file:///root%20%C3%BC/node_modules/.pnpm/b@1/node_modules/@s/b/index.mjs", 3],
  5: ["ArrayPrototypeSort", "", 2],
  6: ["callback", own, 3],
  7: ["(garbage collector)", ""],
  8: ["readFileSync", "node:fs", 2],
  9: ["log", "node:internal/console/constructor", 2],
  10: ["other", "file:///root%20%C3%BC/other.js", 2],
  11: ["wait", "node:internal/timers"],
  12: ["StringAdd_CheckNone", "", 2],
  13: ["(idle)", ""],
  14: ["count", "/perline/runtime/dist/probes.js", 2],
  15: ["sort", "", 3],
  16: ["load", "node:internal/modules/cjs/loader", 2],
  17: ["read", "file:///root%20%C3%BC/node_modules/lodash/chunk.js", 8],
};

/** What is told of samples: so many microseconds after the first, each at a node. */
function toldOf(samples: [atUs: number, node: number][], waits: ToldSplit["waits"] = { since: [], ns: [] }): ToldSplit {
  const timeDeltas = samples.map(([at], index) => at - (samples[index - 1]?.[0] ?? 0));
  return {
    intervalNs: 1e6, startNs: 0, waits, perline: "/perline",
    profile: { nodes: nodesOf(frames), startTime: 0, samples: samples.map(([, node]) => node), timeDeltas },
  };
}

/** Each row: the line, what it did, V8's samples, and whether that is not sure. */
function rowsOf({ places, line, place, samples, sure }: SplitRecord): string[] {
  return samples.map((count, row) => {
    const { kind, name } = { kind: places.kind[place[row]!], name: places.name[place[row]!] };
    return `${line[row]! + 1} ${kind}${name === "" ? "" : ` ${name}`} ${count}${sure[row] === 1 ? "" : "?"}`;
  });
}

const context = { sources: plainSources(5), root: "/root ü" };
const inLine1 = logOf([0, 1], [1e9, 1, still]);

describe("V8's samples joined with looks", () => {
  it("tell what instrumented code has called: the package next to it, else a file, Node, a built-in", () => {
    const record = splitRecord(toldOf([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17].map((node) => [10, node])), inLine1, context);
    expect(rowsOf(record)).to.deep.equal([
      "1 own 3", "1 package lodash 4", "1 built-in Array.sort 1", "1 gc 1", "1 node node:fs 1", "1 node node:console 1",
      "1 file other.js 1", "1 perline 1", "1 node node:module 1",
    ]);
    expect(record.places.path[record.places.name.indexOf("lodash")]).to.equal("node_modules/lodash");
    expect(record).to.include({ others: 0, lost: 0, intervalNs: 1e6 });
  });

  it("are of no line where no own code is on the stack, or the thread idles, or nobody looked", () => {
    const record = splitRecord(toldOf([[10, 11], [20, 13], [2_000_000, 2]]), inLine1, context);
    expect(rowsOf(record)).to.deep.equal([]);
    expect(record.others).to.equal(3);
  });

  it("are put on the program's clock, which stands still in waits; those within are of no line", () => {
    const log = logOf([0, 1], [100_000, 1, still], [100_001, 2], [300_000, 2, still]);
    const waits = { since: [50_000, 400_000], ns: [200_000, 10_000] };
    // 0.05 ms: line 1. 0.1 ms: waits. 0.26 ms is 0.06 ms of the program, 0.32 ms is 0.12 ms.
    const record = splitRecord(toldOf([[49, 2], [100, 2], [260, 2], [320, 2], [405, 2], [420, 3]], waits), log, context);
    expect(rowsOf(record)).to.deep.equal(["1 own 2", "2 own 1", "2 package lodash 1"]);
    expect(record.others).to.equal(2);
  });

  it("are of a line of the function that has called what runs, where lines take turns", () => {
    // V8 has the function of frame 2 begin in line 3: the simulated one there has line 4 alone. At the leaf V8 may be wrong.
    const turns = logOf([0, 2], [1_000, 4], [2_000, 2], [3_000, 4], [20_000, 4, { behindGap: true, stood: false }], [21_000, 2]);
    expect(rowsOf(splitRecord(toldOf([[2, 3], [2, 2], [3, 3]]), turns, context))).to.deep.equal(["4 package lodash 2?", "2 own 1?"]);
    expect(turns.around(2_100).map(({ line }) => line)).to.deep.equal([2, 4, 4, 2]);
  });

  it("may be written down behind a later one", () => {
    const log = logOf([0, 1], [100_000, 1, still], [100_001, 2], [300_000, 2, still]);
    const told = toldOf([[150, 2], [50, 3]], { since: [10_000], ns: [20_000] });
    expect(rowsOf(splitRecord(told, log, context))).to.deep.equal(["2 own 1", "1 package lodash 1"]);
  });

  it("add up to those there were, whatever was seen (seeded)", () => {
    const look = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 5 }), fc.boolean(), fc.boolean());
    const looks = fc.array(look, { maxLength: 60 });
    const samples = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 17 })), { maxLength: 60 });
    fc.assert(fc.property(looks, samples, (ways, unordered) => {
      const log = new LookLog(40);
      let time = 0;
      for (const [ns, line, behindGap, stood] of ways) log.see(time += 1_000 * ns, line, { behindGap, stood });
      const record = splitRecord(toldOf(unordered.toSorted((a, b) => a[0] - b[0])), log, context);
      expect(record.samples.reduce((sum, count) => sum + count, 0) + record.others).to.equal(unordered.length);
      expect(record.lost).to.be.at.most(record.others);
    }));
  });
});
