/** Weighing expressions, on a heap that does what the test says. */
import { expect } from "chai";
import type { Collected, Collections } from "../../packages/runtime/dist/collections.js";
import { memory } from "../../packages/runtime/dist/own-memory.js";
import { weightMemory } from "../../packages/runtime/dist/own-weight-memory.js";
import { Cells, unknown, Wanted } from "../../packages/runtime/dist/weight-memory.js";
import { weighingBy, type Weighing } from "../../packages/runtime/dist/weighing.js";
import { samplesIn } from "../../packages/runtime/dist/weight-samples.js";
import { sources } from "../process-sources.js";

const { hits, stack } = memory;
const { bytes, cells, covered, due, externalBytes, gcNs } = weightMemory;

const nothing: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };

/** A heap on which readings leave garbage, and a program whose first function runs. */
class Program {
  used = 5_000_000;
  external = 0;
  time = 0;
  private collected: Collected = { ...nothing };
  watched = false;
  readonly weighing: Weighing;
  /** Its expressions; no other test has their probes. */
  readonly probe: number;

  constructor(readonly readingBytes = 616) {
    this.probe = sources.probeCount;
    // Five expressions.
    sources.add({ base: this.probe, derived: [], record: {
      path: "weighed.js", hash: "", text: null, probes: [-1, -1, -1, -1, -1], skipped: [], lines: { line: [], function: [], countable: [] },
      functions: { name: [], kind: [], line: [], column: [], endLine: [], calls: [] },
    } });
    stack.fill(0, 0, 10);
    stack[0] = 1;
    stack[1] = this.probe + 4;
    cells.fill(0);
    gcNs[0] = 0;
    this.weighing = weighingBy({
      statistics: () => {
        const reading = { used_heap_size: this.used, external_memory: this.external };
        this.used += this.readingBytes;
        return reading;
      },
      collections: this.collections(),
      now: () => this.time, busy: () => this.time,
      samples: samplesIn({ ...weightMemory, hits }, () => 0), random: () => 0,
    });
    this.weighing.start();
    this.look();
  }

  /** The sampler has seen it stand still; V8 watches from the first time on. */
  look(position = 0): void {
    cells[Cells.stoodAt] = position;
    Atomics.or(cells, Cells.wanted, Wanted.collections);
    this.weighing.end(0);
  }

  private collections(): Collections {
    const ask = (): Collected => {
      const told = this.collected;
      this.collected = { ...nothing };
      return told;
    };
    const watch = (watched: boolean): void => {
      this.watched = watched;
      ask();
    };
    return { watch: () => watch(true), ask, rest: () => watch(false), left: () => 0 };
  }

  collect(freed: number): void {
    this.used -= freed;
    if (!this.watched) return;
    this.collected.count += 1;
    this.collected.ns += 1_000;
    this.collected.bytes += freed;
  }

  /** Evaluates an expression, as instrumented code does. */
  evaluate(body: () => void, probe = this.probe): void {
    this.begin(probe);
    body();
    if (cells[Cells.wanted] !== 0) this.weighing.end(probe);
  }

  /** An expression is about to be evaluated. */
  begin(probe: number): void {
    if (hits[probe]!++ === due[probe]!) this.weighing.begin(probe);
  }

  /** Calls an instrumented function. */
  call(body: () => void): void {
    stack[++stack[0]!] = this.probe + 3;
    body();
    stack[0]! -= 1;
  }

  add(size: number): void {
    this.used += size;
  }
}

/** Evaluations that are covered, and their bytes. */
const seen = (probe: number): number[] => [covered[probe]!, bytes[probe]!];

describe("weighing", () => {
  it("tells what an expression adds, whatever a reading leaves", () => {
    for (const cost of [0, 360, 616]) {
      const program = new Program(cost);
      for (let turn = 0; turn < 3; turn++) {
        program.evaluate(() => program.add(1_000));
        program.add(5_000);
      }
      expect(seen(program.probe)).to.deep.equal([3, 3_000]);
    }
  });

  it("tells what it adds beside the heap", () => {
    const program = new Program();
    program.evaluate(() => {
      program.external += 4_096;
    });
    expect(externalBytes[program.probe]).to.equal(4_096);
  });

  it("adds what collections have freed, in an expression that has met one", () => {
    const program = new Program();
    const evaluate = (): void => program.evaluate(() => {
      program.add(100_000);
      program.collect(1_000_000);
      program.add(50_000);
    });
    evaluate();
    expect(seen(program.probe), "nobody knew which collections were before").to.deep.equal([0, 0]);
    evaluate();
    expect(seen(program.probe)).to.deep.equal([2, 2 * 150_000]);
    expect(gcNs[program.probe + 4]).to.equal(2_000);
    expect(cells[Cells.watched]).to.equal(1);
  });

  it("adds what a collection has freed that freed as much as was added", () => {
    const program = new Program();
    const evaluate = (freed: number): void => program.evaluate(() => {
      program.add(800_000);
      if (freed > 0) program.collect(freed);
    });
    for (const freed of [0, 800_000, 0]) evaluate(freed);
    expect(seen(program.probe)).to.deep.equal([3, 3 * 800_000]);
  });

  it("takes a heap that has grown by much without a collection as it is", () => {
    const program = new Program();
    program.evaluate(() => program.add(10_000_000));
    expect(seen(program.probe)).to.deep.equal([1, 10_000_000]);
  });

  it("knows nothing of an expression that calls an instrumented function", () => {
    const program = new Program();
    program.evaluate(() => program.call(() => program.add(64)));
    program.evaluate(() => program.add(64));
    expect(covered[program.probe]).to.equal(unknown);
  });

  it("weighs what a called function evaluates, and another time what has failed", () => {
    const program = new Program();
    const inner = program.probe + 1;
    program.evaluate(() => program.call(() => program.evaluate(() => program.add(64), inner)));
    expect(seen(inner)).to.deep.equal([1, 64]);
    expect(seen(program.probe)).to.deep.equal([0, 0]);
    const failing = program.probe + 2;
    program.begin(failing);
    program.add(1_000);
    program.evaluate(() => program.add(32), failing);
    expect(seen(failing), "nobody knew that the first has failed").to.deep.equal([0, 0]);
    program.evaluate(() => program.add(32), failing);
    expect(seen(failing)).to.deep.equal([3, 3 * 32]);
  });

  /** How many readings of 0.1 ms a program of 100 ms has room for; the tenth takes as much longer as the system puts it aside. */
  function readingsWithin(asideNs: number): number {
    const { probe } = new Program();
    let time = 0;
    let readings = 0;
    const statistics = (): { used_heap_size: number; external_memory: number } => {
      readings += 1;
      time += 100_000 + (readings === 10 ? asideNs : 0);
      return { used_heap_size: 0, external_memory: 0 };
    };
    const none = (): void => undefined;
    const collections: Collections = { watch: none, ask: () => nothing, rest: none, left: () => 0 };
    const now = (): number => time;
    const random = (): number => 0;
    const samples = samplesIn({ ...weightMemory, hits }, random);
    const weighing = weighingBy({ statistics, collections, now, busy: now, samples, random });
    weighing.start();
    readings = 0;
    for (let turn = 1; turn <= 10_000; turn++) {
      time += 10_000;
      hits[probe] = turn;
      if (turn - 1 === due[probe]) weighing.begin(probe);
      if (cells[Cells.wanted] !== 0) weighing.end(probe);
    }
    return readings;
  }

  it("spends no more than a share of the time", () => {
    // The allowance, 3 ms, 2 % of the 100 ms that the program takes, and what weighing takes itself; one evaluation more at most.
    expect(readingsWithin(0) * 0.1).to.be.within(3, 3 + 2 + 0.2 + 0.5);
  });

  it("takes no time for its own in which the system had put the thread aside", () => {
    expect(readingsWithin(50_000_000)).to.be.at.least(readingsWithin(0));
  });

  it("charges collections to where the sampler has seen the program stand, and the rest to no line", () => {
    const program = new Program();
    program.collect(1_000);
    program.look(program.probe + 3);
    expect(gcNs[program.probe + 3]).to.equal(1_000);
    expect(cells[Cells.wanted]! & Wanted.collections).to.equal(0);
    program.collect(1_000);
    program.weighing.finish();
    expect(gcNs[0]).to.equal(1_000);
  });
});
