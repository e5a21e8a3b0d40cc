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

function sourcesOf(source: SourceMessage): Sources {
  const sources = new Sources(columns());
  sources.add(source);
  return sources;
}

describe("the sampled clock's observer", () => {
  let memory: ThreadMemory;
  let observer: SampledObserver;

  beforeEach(() => {
    memory = createMemory();
    observer = new SampledObserver(memory, sourcesOf(thirtyLines), { start: 0, callTreeLimit: 1000 });
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

  it("sees a stack of any depth as it was at one moment", () => {
    /** A stack that moves on between two copies of it. */
    class Moving extends Int32Array {
      move = (): void => undefined;

      override subarray(begin?: number, end?: number): Int32Array<ArrayBuffer> {
        this.move();
        return new Int32Array(this.buffer).subarray(begin, end);
      }
    }
    const stack = new Moving(new ArrayBuffer(4 * stackSize));
    const moving = new SampledObserver({ ...memory, stack }, sourcesOf(thirtyLines), { start: 0, callTreeLimit: 1000 });
    const enter = (...frames: number[]): void => {
      stack.set([frames.length, ...frames]);
    };
    const outer = rows.slice(1, 18);
    // A short call, and then a long one, one call deeper: nobody ever stands in line 20.
    stack.move = (): void => enter(...outer, 20, 21);
    for (let look = 0; look < 10; look++) {
      enter(...outer, 19);
      moving.look(100 * look);
    }
    moving.close(1000);
    expect(moving.figures().selfNs[20]).to.equal(0);
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

  it("tells how long nobody looked, before the first look, between two, and behind the last", () => {
    stand(1);
    const ms = 1e6;
    for (const at of [30, 40, 50, 90, 100]) observer.look(at * ms);
    observer.close(130 * ms);
    expect(observer.unseenNs).to.equal((30 + 40 + 30) * ms);
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

  /** Three lines in turns of 100, 200 and 300: the thread as it is after so long. A look each 10 lies half-way around each border. */
  const runFor = (ns: number): void => {
    const turns = Math.floor(ns / 600);
    const inTurn = ns % 600;
    const line = inTurn < 100 ? 1 : inTurn < 300 ? 2 : 3;
    stand(1);
    memory.stack[1] = line;
    for (let each = 1; each <= 3; each++) memory.hits[each] = turns + (each <= line ? 1 : 0);
  };
  const lookFrom = (from: number, to: number, pause = 10): void => {
    for (let time = from; time < to; time += pause) {
      runFor(time);
      observer.glance(time);
    }
  };
  const selfNs = (): number[] => [...observer.figures().selfNs.subarray(1, 4)];

  /** Half of a visit to line 1 at most, of which two turns leave in doubt how long they are. */
  const expectNear = (truth: readonly number[]): void => {
    for (const [line, ns] of selfNs().entries()) expect(ns, `line ${line + 1}`).to.be.closeTo(truth[line]!, 50);
  };

  it("shares a gap by what the counters say", () => {
    lookFrom(5, 1250);
    // Nobody looks from within line 1 to the middle of line 3, a turn and a half later.
    lookFrom(2255, 3000);
    observer.close(3000);
    expectNear([500, 1000, 1500]);
  });

  it("shares a gap by what the counters say where looks see few visits whole", () => {
    // Prime to a turn, so that looks see all of it.
    lookFrom(5, 60_050, 71);
    lookFrom(64_000, 120_000, 71);
    observer.close(120_000);
    for (const [line, ns] of selfNs().entries()) expect(ns, `line ${line + 1}`).to.be.closeTo(20_000 * (line + 1), 100);
  });

  it("leaves a look out that was interrupted: it has seen what was at the end of the gap", () => {
    lookFrom(5, 1250);
    runFor(2255);
    observer.glance(1255);
    lookFrom(2255, 3000);
    observer.close(3000);
    expectNear([500, 1000, 1500]);
  });

  it("knows what comes behind a gap before it charges the gap", () => {
    lookFrom(5, 60);
    lookFrom(805, 3000);
    observer.close(3000);
    expectNear([500, 1000, 1500]);
  });

  it("charges a gap in which nothing was counted to where the thread was", () => {
    lookFrom(5, 1250);
    runFor(1245);
    observer.glance(2245);
    observer.glance(2255);
    observer.close(2260);
    // Two turns and 50, and what came behind.
    expect(selfNs()).to.deep.equal([1260, 400, 600]);
  });
});
