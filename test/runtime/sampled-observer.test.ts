import { expect } from "chai";
import { createMemory, stackSize, type ThreadMemory } from "../../packages/runtime/dist/memory.js";
import { SampledObserver } from "../../packages/runtime/dist/sampler/sampled-observer.js";
import { type SourceMessage, Sources } from "../../packages/runtime/dist/sampler/sources.js";

const lines = 30;

/** A file of thirty functions of a line each; the probe of line n is n. */
const rows = Array.from({ length: lines }, (_, row) => row);
const same = <T>(value: T): T[] => rows.map(() => value);
const firstLines = rows.map((row) => row + 1);
const thirtyLines: SourceMessage = {
  base: 1,
  record: {
    path: "", hash: "", text: null, skipped: [], probes: rows,
    functions: { name: same(""), kind: same("function"), line: firstLines, column: same(0), endLine: firstLines, calls: same(0) },
    lines: { line: rows, function: rows, countable: same(1) },
  },
};

function columns(): ConstructorParameters<typeof Sources>[0] {
  const column = (): Int32Array => new Int32Array(lines + 2);
  return { lineOf: column(), functionOf: column(), sourceOf: column() };
}

describe("the sampled clock's observer", () => {
  let memory: ThreadMemory;
  let observer: SampledObserver;

  beforeEach(() => {
    memory = createMemory();
    const sources = new Sources(columns());
    sources.add(thirtyLines);
    observer = new SampledObserver(memory, sources, { start: 0, callTreeLimit: 1000 });
  });

  /** The thread stands in so many calls: lines 1, 2, 3 and so on. */
  const stand = (depth: number): void => {
    for (let frame = 1; frame <= depth; frame++) memory.stack[frame] = frame;
    memory.stack[0] = depth;
  };

  it("sees every frame, of stacks that fit into one cache line and of others", () => {
    for (const [turn, depth] of [3, 15, 16, 30, 1].entries()) {
      stand(depth);
      expect(observer.look(100 * turn)).to.equal(depth);
    }
    observer.close(400);
    const { selfNs, totalNs } = observer.figures();
    expect([...totalNs.subarray(1, lines + 1)]).to.deep.equal(
      Array.from({ length: lines }, (_, row) => [400, 350, 350].at(row) ?? (row < 15 ? 300 : row < 16 ? 200 : 100)));
    expect([1, 3, 15, 16, 30].map((line) => selfNs[line])).to.deep.equal([50, 50, 100, 100, 100]);
  });

  it("takes a context alone for an empty stack, and so one that nobody can have", () => {
    stand(1);
    memory.stack[1] = -1;
    expect(observer.look(0)).to.equal(0);
    memory.stack[0] = -7;
    expect(observer.look(100)).to.equal(0);
    observer.close(200);
    expect(observer.figures().emptyNs).to.equal(200);
    expect(observer.brokenLooks).to.equal(1);
  });

  it("sees as many frames as there is room for", () => {
    memory.stack[1] = 1;
    memory.stack[0] = stackSize + 5;
    expect(observer.look(0)).to.equal(stackSize - 1);
    expect(observer.overflowDepth).to.equal(stackSize + 5);
    stand(2);
    expect(observer.look(100)).to.equal(2);
    observer.close(200);
    expect(observer.figures().selfNs[1]).to.equal(50);
  });

  it("settles nothing before its sources are known", () => {
    const sources = new Sources(columns());
    observer = new SampledObserver(memory, sources, { start: 0, callTreeLimit: 1000 });
    stand(1);
    for (let look = 0; look < 8; look++) {
      observer.glance(100 * look);
      observer.settle();
    }
    sources.add(thirtyLines);
    observer.known();
    observer.close(800);
    expect(observer.figures().selfNs[1]).to.equal(800);
  });
});
