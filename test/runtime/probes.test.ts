import { expect } from "chai";
import * as fc from "fast-check";
import { outcome } from "@perline/format";
import { setClock } from "../../packages/runtime/dist/clock.js";
import { callerOf, positionOf } from "../../packages/runtime/dist/contexts.js";
import { rootContext, stackSize } from "../../packages/runtime/dist/memory.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import * as probes from "../../packages/runtime/dist/probes.js";
import { Activations, highestId, type Pieces, streams } from "./activations.js";
import type { View } from "./reference-probes.js";

const { awaitNs, hits, pending, stack, throws } = memory;
const ids = Array.from({ length: highestId }, (_, index) => index + 1);

let time = 0;

/** What the text printer prints. */
const pieces: Pieces = {
  enter: probes.open,
  line: probes.line,
  // The finally of async functions, which holds for all.
  leave: (p) => probes.fail(p),
  next: probes.open,
  pause: probes.pause,
  fail: probes.fail,
  suspend: probes.suspend,
  resume: probes.resume,
  handle: probes.handle,
};

function forget(): void {
  time = 0;
  stack.fill(0, 0, 128);
  for (const column of [hits, throws, awaitNs, pending]) column.fill(0, 0, highestId + 1);
}

function pathOf(context: number): number[] {
  const path: number[] = [];
  for (let at = context; at !== rootContext; at = callerOf(at)) path.unshift(positionOf(at));
  return path;
}

/** The shadow stack as the sampler would read it. */
function view(): View {
  const entries = Array.from(stack.subarray(1, stack[0]! + 1));
  if (entries[0] === undefined || entries[0] >= 0) return { logical: [], live: entries };
  return entries.length === 1 ? { logical: [], live: [] } : { logical: pathOf(-entries[0]), live: entries.slice(1) };
}

describe("probes of the sampled clock", () => {
  before(() => setClock(() => time));
  beforeEach(forget);

  it("do what their slow twin does, event for event", () => {
    fc.assert(fc.property(streams, (events) => {
      forget();
      const program = new Activations(pieces, (ns) => time += ns);
      for (const event of events) {
        program.apply(event);
        expect(view()).to.deep.equal(program.twin.view());
      }
      for (const id of ids) {
        expect(hits[id]).to.equal(program.twin.hits.get(id) ?? 0);
        expect(throws[id]).to.equal(program.twin.throws.get(id) ?? 0);
        expect(pending[id]).to.equal(program.twin.pending(id));
        expect(awaitNs[id]! + pending[id]! * time).to.equal(program.twin.awaitNs(id));
      }
    }), { numRuns: 1000 });
  });

  it("add up twenty waits at one line", () => {
    const frames = Array.from({ length: 20 }, () => probes.suspend(pieces.enter(1), 2));
    expect(stack[0]).to.equal(0);
    time += 200;
    for (const frame of frames) probes.fail(~probes.resume(frame));
    expect(awaitNs[2]).to.equal(4000);
    expect(pending[2]).to.equal(0);
    expect(stack[0]).to.equal(0);
  });

  it("keep the callers of callers, however often they have waited", () => {
    const outer = pieces.enter(1);
    let middle = probes.suspend(pieces.enter(2), 3);
    probes.fail(~outer);
    middle = probes.resume(middle);
    expect(view()).to.deep.equal({ logical: [1], live: [3] });
    const inner = probes.suspend(pieces.enter(4), 5);
    middle = probes.resume(probes.suspend(middle, 2));
    probes.fail(~middle);
    probes.resume(inner);
    expect(view()).to.deep.equal({ logical: [1, 3], live: [5] });
  });

  it("count each frame that an exception leaves, and the one that catches it", () => {
    const outer = pieces.enter(1);
    const inner = pieces.enter(2);
    probes.fail(inner);
    probes.handle(outer, outcome.caught);
    expect([throws[1], throws[2], stack[0]]).to.deep.equal([1, 1, 1]);
    probes.handle(outer, outcome.turned);
    expect(throws[1], "a finally says nothing of exceptions").to.equal(1);
  });

  it("heal the depth where a frame was skipped", () => {
    const outer = pieces.enter(1);
    pieces.enter(2);
    pieces.enter(3);
    expect(probes.handle(outer, outcome.turned)).to.equal(outer);
    expect(stack[0]).to.equal(outer);
    probes.fail(~outer);
    expect(stack[0]).to.equal(0);
  });

  it("push and pop frames without a binding", () => {
    pieces.enter(1);
    probes.open(2);
    probes.open(3);
    expect(probes.close("value")).to.equal("value");
    expect(view().live).to.deep.equal([1, 2]);
    expect(probes.close(undefined)).to.equal(undefined);
    expect(view().live).to.deep.equal([1]);
  });

  it("keep the value and evaluate the rest after it", () => {
    const order: string[] = [];
    const keep: (value: unknown, ...rest: unknown[]) => unknown = probes.keep;
    expect(keep(order.push("value"), order.push("rest"))).to.equal(1);
    expect(order).to.deep.equal(["value", "rest"]);
  });

  it("survive a stack deeper than its memory", () => {
    stack[0] = stackSize + 5;
    const frame = pieces.enter(1);
    expect(frame).to.equal(stackSize + 6);
    probes.fail(~frame);
    expect(stack[0]).to.equal(stackSize + 5);
    stack[0] = 0;
  });
});
