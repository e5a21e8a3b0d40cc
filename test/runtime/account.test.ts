import { expect } from "chai";
import * as fc from "fast-check";
import { Account } from "../../packages/runtime/dist/sampler/account.js";
import { CallTree, logicalRoot, physicalRoot } from "../../packages/runtime/dist/sampler/call-tree.js";
import { Habits } from "../../packages/runtime/dist/sampler/habits.js";
import { plainSources } from "./simulation.js";

// Contexts: 2 is line 1, 3 is line 2 called from line 1.
const contexts = { contextParent: Int32Array.of(0, 0, 1, 2), contextPosition: Int32Array.of(0, 0, 1, 2) };
const newAccount = (start = 0, callTreeLimit = 1000): Account => new Account(start, plainSources(5), { contexts, callTreeLimit });
const stackOf = (...entries: number[]): Int32Array => Int32Array.of(entries.length, ...entries);
const from1 = (column: Float64Array): number[] => Array.from(column.subarray(1, 6));

/** The tree as nested text: line, time, and a star where the frame is logical. */
function paths(account: Account): string[] {
  const { tree } = account.figures();
  const pathOf = (row: number): string =>
    row < 2 ? (row === physicalRoot ? "live" : "resumed") : `${pathOf(tree.parent[row]!)} ${tree.line[row]}${tree.live[row] === 1 ? "" : "*"}`;
  return Array.from({ length: tree.count }, (_, row) => row).filter((row) => tree.selfNs[row] !== 0).map((row) => `${pathOf(row)}: ${tree.selfNs[row]}`);
}

describe("the account of a thread", () => {
  it("charges a sample from half-way before it to half-way after it", () => {
    const account = newAccount(100);
    account.observe(110, stackOf(1), 1);
    account.observe(121, stackOf(2), 1);
    account.observe(140, stackOf(), 0);
    account.close(151);
    const { durationNs, emptyNs, selfNs, sampleCount } = account.figures();
    // 100 to 115, to 130, to 151.
    expect(from1(selfNs)).to.deep.equal([15, 15, 0, 0, 0]);
    expect([emptyNs, durationNs, sampleCount]).to.deep.equal([21, 51, 3]);
  });

  it("charges a gap to a longer stretch before it, in equal parts", () => {
    const account = newAccount();
    // Lines 1 and 2 in turn, a sample each 10; then nothing for 400.
    for (let time = 0; time <= 400; time += 10) account.observe(time, stackOf(time % 20 === 0 ? 1 : 2), 1);
    account.observe(800, stackOf(3), 1);
    account.observe(810, stackOf(3), 1);
    account.close(815);
    const { durationNs, selfNs } = account.figures();
    const [first = 0, second = 0, third = 0] = from1(selfNs);
    expect(durationNs).to.equal(815);
    expect(first + second + third).to.equal(815);
    expect(third).to.be.within(15, 25);
    expect(Math.abs(first - second)).to.be.at.most(30);
  });

  /** Lines 1 and 2 in turn, a sample each 10; then line 3 standing still for that many samples, and a gap of 400 behind them. */
  const standing = (samples: number, then: number): number[] => {
    const account = newAccount();
    for (let time = 0; time < 400; time += 10) account.observe(time, stackOf(time % 20 === 0 ? 1 : 2), 1);
    const last = 400 + 10 * samples;
    for (let time = 400; time < last; time += 10) account.observe(time, stackOf(3), 1);
    account.observe(last + 400, stackOf(then), 1);
    account.observe(last + 410, stackOf(4), 1);
    account.close(last + 415);
    return from1(account.figures().selfNs);
  };

  it("charges a gap in which the program stood still where it had been standing to that line", () => {
    expect(standing(40, 3)[2]).to.be.within(790, 810);
  });

  it("charges a gap to what the program does when it runs, not to where it stood still", () => {
    const [, , third = 0, fourth = 0] = standing(40, 4);
    // Four of the forty samples do not count as standing still yet.
    expect(third).to.be.within(400, 450);
    expect(fourth).to.be.at.most(30);
    expect(standing(3, 4)[2], "it did not stand still before").to.be.within(30, 70);
  });

  it("charges no gap to where the program stood still before it, if a counter there has moved", () => {
    let arrived = 0;
    const account = new Account(0, plainSources(5), {
      contexts, callTreeLimit: 1000, arrivals: { first: 1, end: 6, at: () => arrived },
    });
    for (let time = 0; time < 400; time += 10) account.observe(time, stackOf(time % 20 === 0 ? 1 : 2), 1);
    for (let time = 400; time < 800; time += 10) account.observe(time, stackOf(3), 1);
    arrived = 5;
    account.observe(1190, stackOf(3), 1);
    account.close(1195);
    expect(from1(account.figures().selfNs)[2]).to.be.within(400, 470);
  });

  it("shares a gap in which the program began", () => {
    const account = newAccount();
    for (let time = 0; time <= 100; time += 10) account.observe(time, stackOf(), 0);
    account.observe(500, stackOf(1), 1);
    account.close(510);
    const { emptyNs, selfNs } = account.figures();
    expect([emptyNs, ...from1(selfNs)]).to.deep.equal([300, 210, 0, 0, 0, 0]);
  });

  it("charges a gap right behind the program's first sample to that, not to the emptiness before", () => {
    const account = newAccount();
    for (let time = 0; time <= 100; time += 10) account.observe(time, stackOf(), 0);
    account.observe(110, stackOf(1), 1);
    account.observe(500, stackOf(2), 1);
    account.close(510);
    const { emptyNs, selfNs } = account.figures();
    // The usual pause has become 14 by then: half of it is the next sample's.
    expect([emptyNs, ...from1(selfNs)]).to.deep.equal([105, 388, 17, 0, 0, 0]);
  });

  it("charges a gap in which the program woke to its work, and one in which it fell asleep by halves", () => {
    const account = newAccount();
    account.observe(0, stackOf(1), 1);
    for (let time = 10; time <= 100; time += 10) account.observe(time, stackOf(), 0);
    account.observe(500, stackOf(2), 1);
    account.close(510);
    // The emptiness from half-way to its first sample on, and to half of the usual pause behind its last one.
    const { emptyNs, selfNs } = account.figures();
    expect([emptyNs, ...from1(selfNs)]).to.deep.equal([102, 5, 403, 0, 0, 0]);
  });

  it("charges half of a gap in which the program began to wait to what it did before", () => {
    const account = newAccount();
    for (let time = 0; time <= 100; time += 10) account.observe(time, stackOf(time % 20 === 0 ? 1 : 2), 1);
    account.observe(500, stackOf(), 0);
    account.close(510);
    const { emptyNs, selfNs } = account.figures();
    const [first = 0, second = 0] = from1(selfNs);
    expect([first + second, emptyNs]).to.deep.equal([300, 210]);
  });

  it("charges a gap before which nothing is known to the sample at its start", () => {
    const account = newAccount();
    const deep = new Int32Array(200).fill(1);
    account.observe(0, deep, 100);
    account.observe(10, deep, 100);
    account.observe(1000, stackOf(2), 1);
    account.close(1010);
    const [first = 0, second = 0] = from1(account.figures().selfNs);
    expect(first + second).to.equal(1010);
    expect(first).to.be.within(990, 1000);
  });

  it("charges recursion once, self to the innermost", () => {
    const account = newAccount();
    account.observe(0, stackOf(1, 2, 1, 2, 2), 5);
    account.close(10);
    const { selfNs, totalNs, functionTotalNs, fileTotalNs } = account.figures();
    expect(from1(selfNs)).to.deep.equal([0, 10, 0, 0, 0]);
    expect(from1(totalNs)).to.deep.equal([10, 10, 0, 0, 0]);
    expect(from1(functionTotalNs)).to.deep.equal([10, 10, 0, 0, 0]);
    expect(fileTotalNs[0]).to.equal(10);
    expect(paths(account)).to.deep.equal(["live 1 2 1 2 2: 10"]);
  });

  it("passes over frames without a known line", () => {
    const account = newAccount();
    account.observe(0, stackOf(1, 0, 4000), 3);
    account.close(10);
    expect(from1(account.figures().selfNs)).to.deep.equal([10, 0, 0, 0, 0]);
    expect(paths(account)).to.deep.equal(["live 1: 10"]);
  });

  it("puts resumed frames under their callers, and charges those nothing", () => {
    const account = newAccount();
    account.observe(0, stackOf(-3, 4), 2);
    account.observe(10, stackOf(-1, 5), 2);
    account.close(20);
    expect(from1(account.figures().totalNs)).to.deep.equal([0, 0, 0, 5, 15]);
    expect(paths(account)).to.deep.equal(["resumed 1* 2* 4: 5", "resumed 5: 15"]);
  });

  it("charges all time to nothing where no sample came", () => {
    const account = newAccount(50);
    account.close(80);
    expect(account.figures()).to.include({ durationNs: 30, emptyNs: 30 });
  });

  it("takes a time that falls for the last one", () => {
    const account = newAccount();
    account.observe(10, stackOf(1), 1);
    account.observe(5, stackOf(2), 1);
    account.close(20);
    expect(from1(account.figures().selfNs)).to.deep.equal([10, 10, 0, 0, 0]);
  });

  it("keeps what paths had at a mark, and charges nothing across it", () => {
    const account = newAccount();
    account.observe(0, stackOf(1, 2), 2);
    account.observe(10, stackOf(1), 1);
    account.close(14);
    expect(account.mark()).to.equal(4);
    account.observe(20, stackOf(1, 3), 2);
    account.close(30);
    const { selfNs, tree: { marked: [marked] } } = account.figures();
    expect(paths(account)).to.deep.equal(["live 1: 9", "live 1 2: 5", "live 1 3: 16"]);
    expect([...marked!.selfNs]).to.deep.equal([0, 0, 9, 5]);
    expect(from1(selfNs)).to.deep.equal([9, 5, 16, 0, 0]);
  });

  it("partitions the time, whatever the stacks and the counters", () => {
    const sample = fc.record({
      pause: fc.oneof(fc.nat(20), fc.nat(1000)), stack: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }), arrived: fc.nat(3),
    });
    fc.assert(fc.property(fc.array(sample), fc.nat(1000), (samples, last) => {
      let arrived = 0;
      const arrivals = { first: 1, end: 6, at: () => arrived };
      const habits = new Habits();
      const account = new Account(7, plainSources(5), { contexts, callTreeLimit: 16, habits, arrivals });
      let time = 7;
      for (const { pause, stack, ...each } of samples) {
        time += pause;
        arrived = each.arrived;
        habits.see({ path: stackOf(...stack), depth: stack.length }, time, arrivals);
        if (each.arrived === 0) habits.end(arrivals);
        account.observe(time, stackOf(...stack), stack.length);
      }
      account.close(time + last);
      const { durationNs, emptyNs, errorNs, selfNs, totalNs, tree } = account.figures();
      for (const line of [1, 2, 3, 4, 5]) expect(errorNs?.(line)).to.be.at.least(0);
      const sum = (column: Float64Array): number => column.reduce((all, ns) => all + ns, 0);
      expect(durationNs).to.equal(time + last - 7);
      expect(sum(selfNs) + emptyNs).to.equal(durationNs);
      expect(sum(tree.selfNs), "folding loses nothing").to.equal(sum(selfNs));
      expect(tree.count).to.be.at.most(16);
      for (const [line, ns] of totalNs.entries()) expect(ns).to.be.within(selfNs[line]!, durationNs);
    }));
  });
});

describe("the call tree", () => {
  it("finds the same node for the same path", () => {
    const tree = new CallTree(100);
    const row = tree.child(tree.child(physicalRoot, 1, 1), 2, 1);
    expect(tree.child(tree.child(physicalRoot, 1, 1), 2, 1)).to.equal(row);
    expect(tree.child(logicalRoot, 1, 1)).to.not.equal(tree.child(logicalRoot, 1, 0));
    expect(tree.count).to.equal(6);
  });

  it("folds the leaves with the least time, and keeps parents before children", () => {
    const tree = new CallTree(100);
    for (let line = 1; line <= 200; line++) tree.charge(tree.child(tree.child(physicalRoot, 1 + line % 5, 1), line + 10, 1), line);
    tree.fold();
    expect(tree.count).to.be.at.most(100);
    expect(tree.folded).to.equal(207 - tree.count);
    expect(tree.selfNs.reduce((sum, ns) => sum + ns, 0)).to.equal(200 * 201 / 2);
    const rows = Array.from({ length: tree.count - 2 }, (_, index) => index + 2);
    for (const row of rows) expect(tree.parent[row]).to.be.below(row);
    expect(rows.map((row) => tree.line[row]), "the largest stays").to.include(210);
    expect(rows.map((row) => tree.line[row]), "the smallest goes").to.not.include(11);
    expect(tree.child(tree.child(physicalRoot, 1, 1), 210, 1), "paths are found again").to.be.below(tree.count);
  });

  it("folds what was marked with it: no path ever had more than it has, and nothing is lost", () => {
    const paths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    const step = fc.record({ path: paths, ns: fc.nat(50), marks: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const tree = new CallTree(16);
      const [sums, sum]: [number[], (column: Float64Array) => number] = [[], (column) => column.reduce((all, ns) => all + ns, 0)];
      for (const { path, ns, marks } of steps) {
        tree.charge(path.reduce((row, line) => tree.child(row, line, 1), physicalRoot), ns);
        tree.fold();
        if (!marks) continue;
        tree.mark();
        sums.push(sum(tree.selfNs));
      }
      const columns = [...tree.marked, tree];
      expect(tree.marked.map(({ selfNs }) => sum(selfNs))).to.deep.equal(sums);
      columns.slice(1).forEach(({ selfNs, samples }, index) => {
        for (const [row, ns] of columns[index]!.selfNs.entries()) expect(ns).to.be.at.most(selfNs[row] ?? 0);
        for (const [row, count] of columns[index]!.samples.entries()) expect(count).to.be.at.most(samples[row] ?? 0);
      });
    }));
  });
});
