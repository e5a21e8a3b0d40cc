/** What is traced while objects live and die; and that sampling is right on average. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as memory from "@perline/runtime/memory";
import { ByteSampler } from "../../../packages/runtime/dist/traces/byte-sampler.js";
import { type Trace } from "../../../packages/runtime/dist/traces/statistics.js";
import { Tracing } from "../../../packages/runtime/dist/traces/tracing.js";

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761 >>> 0;
  return () => {
    state = state + 0x6d2b79f5 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

/** Two lines: one makes many small objects, the other a few large ones. */
const made = [
  ...Array.from({ length: 800 }, () => ({ line: 1, bytes: 56 })),
  ...Array.from({ length: 40 }, (_, index) => ({ line: 2, bytes: 2000 + index * 300 })),
];
const truth = [1, 2].map((line) => made.reduce((sum, each) => sum + (each.line === line ? each.bytes : 0), 0));

/** Estimated bytes of each line, and half-width of their 95 % interval. */
type Estimate = { size: number; error: number }[];

/** One run: every object is offered once, in an order that the seed decides. */
function estimate(seed: number, probability: (sampler: ByteSampler, bytes: number) => number): Estimate {
  const random = seeded(seed);
  const sampler = new ByteSampler(4096, random);
  const order = made.map((each) => ({ ...each, key: random() })).toSorted((a, b) => a.key - b.key);
  const traces = order.filter(({ bytes }) => sampler.chooses(bytes)).map(({ line, bytes }): Trace => ({
    size: bytes, probability: probability(sampler, bytes), type: "", traceback: new memory.Traceback([{ path: "a.js", line, function: "" }]),
  }));
  const statistics = new memory.Snapshot(traces, 1).statistics("line");
  return [1, 2].map((line) => statistics.find(({ name }) => name === `a.js:${line}`) ?? { size: 0, error: 0 });
}

const runs = 200;

/** How far the mean of many runs is from the truth, in standard errors, for each line. */
function deviations(estimates: readonly Estimate[]): number[] {
  return truth.map((bytes, line) => {
    const errors = estimates.map((each) => each[line]!.size - bytes);
    const mean = errors.reduce((sum, error) => sum + error, 0) / runs;
    const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (runs - 1);
    return Math.abs(mean) / Math.sqrt(variance / runs);
  });
}

const seeds = Array.from({ length: runs }, (_, index) => index + 1);

describe("sampling by bytes", () => {
  it("is right on average over 200 runs, for small and for large objects", () => {
    const fair = seeds.map((seed) => estimate(seed, (sampler, bytes) => sampler.probability(bytes)));
    expect(Math.max(...deviations(fair)), "standard errors").to.be.below(1.96);
    truth.forEach((bytes, line) => {
      const within = fair.filter((each) => Math.abs(each[line]!.size - bytes) <= each[line]!.error).length;
      expect(within / runs, `runs of line ${line + 1} whose interval holds the truth`).to.be.within(0.88, 0.99);
    });
  });

  it("would be seen to be wrong, if each sample stood for the mean distance alone", () => {
    const biased = seeds.map((seed) => estimate(seed, (_, bytes) => Math.min(1, bytes / 4096)));
    expect(Math.max(...deviations(biased)), "standard errors").to.be.above(1.96);
  });

  it("of 1 byte traces every object", () => {
    const sampler = new ByteSampler(1, seeded(1));
    expect([sampler.chooses(0), sampler.chooses(16), sampler.probability(16)]).to.deep.equal([true, true, 1]);
  });
});

describe("tracing", () => {
  const stack = (): memory.Frame[] => [1, 2, 3].map((line) => ({ path: "a.js", line, function: "" }));

  it("knows what is alive, the most there was, and where each object was made", () => {
    const tracing = new Tracing({ frames: 2, sampleBytes: 1 });
    const [first, second] = [{}, {}];
    tracing.allocated(first, { bytes: 100, type: "First", stack });
    tracing.allocated(second, { bytes: 50, type: "Second", stack });
    // It is told of once.
    tracing.allocated(second, { bytes: 50, type: "Second", stack });
    expect(tracing.memory()).to.deep.equal({ current: 150, peak: 150 });
    expect(tracing.objectTraceback(first)?.format()).to.deep.equal(["  File \"a.js\", line 2", "  File \"a.js\", line 3"]);
    expect(tracing.snapshot().statistics("type").map(String)).to.deep.equal([
      "First: size=100 B, count=1, average=100 B", "Second: size=50 B, count=1, average=50 B",
    ]);
    expect(tracing.overheadBytes).to.be.above(0);
    tracing.clear();
    expect([tracing.memory(), tracing.snapshot().traces]).to.deep.equal([{ current: 0, peak: 0 }, []]);
    expect(tracing.objectTraceback(first), "forgotten").to.equal(null);
    tracing.allocated(first, { bytes: 30, type: "First", stack });
    expect(tracing.memory(), "traced again").to.deep.equal({ current: 30, peak: 30 });
  });

  it("keeps no object alive, and forgets it once it is collected", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const tracing = new Tracing({ frames: 1, sampleBytes: 1 });
    const kept = { name: "kept" };
    tracing.allocated(kept, { bytes: 10, type: "Kept", stack });
    (() => {
      for (let n = 0; n < 100; n++) tracing.allocated({ n }, { bytes: 1000, type: "Lost", stack });
    })();
    for (let turn = 0; turn < 50 && tracing.snapshot().traces.length > 2; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    const { current, peak } = tracing.memory();
    expect(tracing.snapshot().traces.length).to.be.at.most(2);
    expect([current <= 1010, peak]).to.deep.equal([true, 100_010]);
    tracing.resetPeak();
    expect(tracing.memory().peak).to.equal(current);
    expect(tracing.objectTraceback(kept)?.format()).to.deep.equal(["  File \"a.js\", line 3"]);
  });
});

describe("@perline/runtime/memory", () => {
  afterEach(memory.stop);

  it("traces what it is handed, by the line that hands it over, and gives it back", () => {
    const object = {};
    expect(memory.isTracing()).to.equal(false);
    expect(memory.trace(object, { bytes: 1 })).to.equal(object);
    expect(memory.objectTraceback(object)).to.equal(null);
    memory.start({ frames: 3 });
    expect(memory.trace(object, { bytes: 64, type: "Point" })).to.equal(object);
    const frames = memory.objectTraceback(object)?.frames ?? [];
    expect([frames.length, frames.at(-1)?.path]).to.deep.equal([3, __filename]);
    expect(memory.tracedMemory()).to.deep.equal({ current: 64, peak: 64 });
    expect(memory.takeSnapshot().statistics("type").map(String)).to.deep.equal(["Point: size=64 B, count=1, average=64 B"]);
    memory.stop();
    expect([memory.isTracing(), memory.tracedMemory(), memory.overheadBytes()]).to.deep.equal([false, { current: 0, peak: 0 }, 0]);
    expect(() => memory.takeSnapshot()).to.throw("nothing is traced");
  });

  it("leaves the program's own way to print traces as it is", () => {
    const before = Object.getOwnPropertyDescriptors(Error);
    memory.start();
    memory.trace({}, { bytes: 1 });
    expect(Object.getOwnPropertyDescriptors(Error)).to.deep.equal(before);
  });

  it("knows ES modules by their paths, and traces on where Error is frozen and Math replaced, without frames", () => {
    const entry = pathToFileURL(require.resolve("@perline/runtime/memory")).href;
    const told = (before: string): string => execFileSync("node", ["--input-type=module", "--eval",
      `import * as memory from ${JSON.stringify(entry)};\n${before};\nmemory.start();\nconst o = memory.trace({}, { bytes: 8 });\n`
      + "console.log(memory.objectTraceback(o).toString(), memory.tracedMemory().current);"], { encoding: "utf8" });
    expect(told("")).to.equal(`${join(process.cwd(), "[eval1]")}:4 8\n`);
    expect(told("Object.freeze(Error); Math.max = Math.round = () => { throw 1; }")).to.equal("<unknown>:0 8\n");
  });

  it("refuses options that mean nothing", () => {
    expect(() => memory.start({ frames: 0 })).to.throw(RangeError);
    expect(() => memory.start({ sampleBytes: NaN })).to.throw(RangeError);
    expect(memory.isTracing()).to.equal(false);
  });
});
