import { expect } from "chai";
import * as fc from "fast-check";
import { setClock } from "../../packages/runtime/dist/clock.js";
import { Places, Times } from "../../packages/runtime/dist/exact-memory.js";
import * as exact from "../../packages/runtime/dist/exact.js";
import { exactMemory } from "../../packages/runtime/dist/own-exact-memory.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import { processMemory } from "../../packages/runtime/dist/process-memory.js";
import { Activations, highestId, streams } from "./activations.js";
import { functionOf } from "./reference-probes.js";

const { awaitNs, hits, pending, stack, throws } = memory;
const { functionNs, functionFrames, lineNs, lineFrames, nodeCalls, nodeLine, nodeSelfNs, places } = exactMemory;
const { selfNs, sourceNs, sourceFrames, times } = exactMemory;
const ids = Array.from({ length: highestId }, (_, index) => index + 1);

let time = 0;

/** Activations that began, by line. */
const began = new Float64Array(highestId + 1);

const pieces = {
  ...exact,
  enter(id: number): number {
    began[id]! += 1;
    return exact.open(id);
  },
  next: (id: number): number => exact.open(id, 1),
};

/** Ends whatever stands on the stack, and puts all figures to zero. */
function forget(): void {
  while (stack[0]! > 0) exact.close(undefined);
  // Another test of this process may have taken the frames away itself.
  places[Places.line] = places[Places.node] = 0;
  time = 0;
  const columns = [hits, throws, awaitNs, pending, selfNs, lineNs, lineFrames, functionNs, functionFrames, sourceNs, sourceFrames];
  for (const column of columns) column.fill(0, 0, highestId + 1);
  for (const column of [nodeSelfNs, nodeCalls]) column.fill(0, 0, places[Places.nodes]);
  began.fill(0);
  times.fill(0);
}

const total = (balances: Float64Array, frames: Int32Array, index: number): number =>
  balances[index]! + (frames[index]! > 0 ? time : 0);

describe("probes of the exact clock", () => {
  before(() => {
    setClock(() => time);
    for (const id of ids) {
      processMemory.lineOf[id] = id;
      processMemory.functionOf[id] = functionOf(id);
      processMemory.sourceOf[id] = 0;
    }
  });
  beforeEach(forget);

  it("charge what their slow twin charges, to the nanosecond", () => {
    fc.assert(fc.property(streams, (events) => {
      forget();
      const program = new Activations(pieces, (ns) => time += ns);
      for (const event of events) program.apply(event);
      const { twin } = program;
      const open = time - times[Times.last]!;
      for (const id of ids) {
        const sinceLast = places[Places.line] === id ? open : 0;
        expect(selfNs[id]! + sinceLast, `self of ${id}`).to.equal(twin.selfNs.get(id) ?? 0);
        expect(total(lineNs, lineFrames, id), `total of ${id}`).to.equal(twin.totalNs.get(id) ?? 0);
        expect(hits[id]).to.equal(twin.hits.get(id) ?? 0);
        expect(throws[id]).to.equal(twin.throws.get(id) ?? 0);
        expect(awaitNs[id]! + pending[id]! * time).to.equal(twin.awaitNs(id));
      }
      for (const fn of [1, 2]) expect(total(functionNs, functionFrames, fn)).to.equal(twin.functionNs.get(fn) ?? 0);
      expect(total(sourceNs, sourceFrames, 0)).to.equal(time - twin.emptyNs);
      const sum = (column: Float64Array, length: number): number => column.subarray(0, length).reduce((all, ns) => all + ns, 0);
      expect(sum(nodeSelfNs, places[Places.nodes]!), "the tree").to.equal(sum(selfNs, highestId + 1));
      const calls = new Float64Array(highestId + 1);
      for (let node = 0; node < places[Places.nodes]!; node++) calls[nodeLine[node]!]! += nodeCalls[node]!;
      expect(calls, "calls").to.deep.equal(began);
    }), { numRuns: 500 });
  });

  it("charge each line the time until the next event", () => {
    const frame = exact.open(1);
    time = 10;
    exact.line(frame, 2);
    time = 30;
    exact.move(frame, 1);
    time = 60;
    exact.leave(~frame);
    time = 100;
    exact.open(3);
    expect([selfNs[1], selfNs[2], times[Times.empty]]).to.deep.equal([40, 20, 40]);
    expect([lineNs[1], lineNs[2]]).to.deep.equal([40, 20]);
    expect([hits[1], hits[2]]).to.deep.equal([0, 1]);
  });

  it("charge recursion once", () => {
    const frames = [exact.open(1), exact.open(1), exact.open(1)];
    time = 50;
    for (const frame of frames.reverse()) exact.leave(~frame);
    expect([selfNs[1], lineNs[1], functionNs[functionOf(1)], sourceNs[0]]).to.deep.equal([50, 50, 50, 50]);
  });

  it("leave the time of a position without a line to the line that called", () => {
    processMemory.lineOf[highestId + 1] = -1;
    const outer = exact.open(1);
    const inner = exact.open(highestId + 1);
    time = 5;
    exact.leave(~inner);
    exact.leave(~outer);
    expect([selfNs[1], lineNs[1]]).to.deep.equal([5, 5]);
    expect(nodeCalls.subarray(0, places[Places.nodes]).reduce((all, calls) => all + calls), "calls").to.equal(1);
  });
});
