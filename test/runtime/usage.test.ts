import { expect } from "chai";
import * as fc from "fast-check";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import { usageMemory } from "../../packages/runtime/dist/own-usage-memory.js";
import { processMemory } from "../../packages/runtime/dist/process-memory.js";
import { usageClock } from "../../packages/runtime/dist/usage.js";
import { Activations, highestId, streams } from "./activations.js";
import { functionOf } from "./reference-probes.js";

const { hits, stack } = memory;
const { entryBytes, incrementBytes, usageBytes } = usageMemory;
const ids = Array.from({ length: highestId }, (_, index) => index + 1);

let inUse = 0;
let readings = 0;
const { transitions: { open: enter, close, leave, line, move, suspend, resume, ...rest }, end } = usageClock({
  read() {
    readings += 1;
    return inUse;
  },
  settle: () => undefined,
  collect: () => undefined,
  seesOwn: false,
});
const pieces = { ...rest, enter, leave, line, suspend, resume, next: enter };

/** Ends whatever stands on the stack, and puts all figures to zero. */
function forget(): void {
  while (stack[0]! > 0) close(undefined);
  inUse = 1000;
  readings = 0;
  for (const column of [hits, entryBytes, incrementBytes, usageBytes]) column.fill(0, 0, highestId + 1);
}

const increments = (...lines: readonly number[]): number[] => lines.map((each) => incrementBytes[each]!);

describe("probes of the memory clock", () => {
  before(() => {
    for (const id of ids) {
      processMemory.lineOf[id] = id;
      processMemory.functionOf[id] = functionOf(id);
      processMemory.sourceOf[id] = 0;
    }
  });
  beforeEach(forget);

  it("charge to the innermost line of each function what it adds, so that lines add up to their function", () => {
    fc.assert(fc.property(streams, fc.boolean(), (events, shrinks) => {
      forget();
      const program = new Activations(pieces, (bytes) => inUse += shrinks ? -bytes : bytes);
      for (const event of events) program.apply(event);
      end();
      const sign = shrinks ? -1 : 1;
      const { twin } = program;
      for (const id of ids) {
        expect(incrementBytes[id], `increment of ${id}`).to.equal(sign * (twin.innermostNs.get(id) ?? 0));
        expect(hits[id]).to.equal(twin.hits.get(id) ?? 0);
      }
      for (const fn of [1, 2]) {
        const lines = increments(...ids.filter((id) => functionOf(id) === fn));
        expect(lines.reduce((sum, bytes) => sum + bytes, 0)).to.equal(sign * (twin.functionNs.get(fn) ?? 0));
      }
    }), { numRuns: 500 });
  });

  it("charge a line what its callees add, and tell the most that was in use when it ended", () => {
    const frame = enter(2);
    inUse += 10;
    line(frame, 4);
    const callee = enter(3);
    inUse += 100;
    leave(~callee);
    inUse += 5;
    line(frame, 2);
    inUse -= 60;
    leave(~frame);
    expect(increments(2, 4, 3)).to.deep.equal([-50, 105, 100]);
    expect([usageBytes[2], usageBytes[4], usageBytes[3]]).to.deep.equal([1055, 1115, 1110]);
    expect([entryBytes[1], entryBytes[2]]).to.deep.equal([1000, 1010].map((_, fn) => (functionOf(2) === fn + 1 ? 1000 : 1010)));
  });

  it("keep what comes while an activation is suspended from it", () => {
    const frame = suspend(enter(2), 2);
    inUse += 1000;
    const resumed = resume(frame);
    inUse += 1;
    leave(~resumed);
    expect(increments(2)).to.deep.equal([1]);
  });

  it("tell what was in use when a function was first entered", () => {
    leave(~enter(2));
    inUse = 5;
    leave(~enter(2));
    expect(entryBytes[functionOf(2)]).to.equal(1000);
  });

  it("read nothing within a line", () => {
    const frame = enter(2);
    readings = 0;
    line(frame, 2);
    move(frame, 2);
    expect([readings, hits[2]]).to.deep.equal([0, 1]);
    move(frame, 4);
    expect(readings).to.equal(1);
    leave(~frame);
  });
});
