import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { gaugeOf, heapGauge } from "../../packages/runtime/dist/readings.js";

/** A heap, on which each reading leaves garbage. */
class Heap {
  /** Of the program, alive. */
  alive = 5_000_000;
  /** Of the program, and collected sometime. */
  dead = 0;
  external = 0;
  /** Of ours. */
  private garbage = 0;
  private collections = 0;

  /** `cost`: what a reading leaves. */
  constructor(public cost = 616) {}

  readonly statistics = (): { used_heap_size: number; external_memory: number } => {
    const used = this.alive + this.dead + this.garbage;
    this.garbage += this.cost;
    return { used_heap_size: used, external_memory: this.external };
  };

  readonly hasCollected = (): boolean => {
    const { collections } = this;
    this.collections = 0;
    return collections > 0;
  };

  /** What a transition leaves beside the readings. */
  litter(bytes: number): void {
    this.garbage += bytes;
  }

  collect(): void {
    this.garbage = this.dead = 0;
    this.collections += 1;
  }
}

const readings = join(__dirname, "..", "..", "packages", "runtime", "dist", "readings.js");

/** What code that calls `read` reads, in a process of its own: in this one other tests have left what may go at any time. */
function readIn(collects: boolean, code: string): number[] {
  const program = `const { read: reading, settle } = require(${JSON.stringify(readings)}).gaugeOf({ of: "heap", collects: ${collects} });
const bytes = [];
let hold;
const read = () => (bytes.push(reading()), settle());
${code}
console.log(JSON.stringify(bytes));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as number[];
}

describe("readings of the heap", () => {
  it("leave out what they leave themselves, whatever a reading costs", () => {
    for (const cost of [0, 360, 616]) {
      const heap = new Heap(cost);
      const { read, settle } = heapGauge(heap);
      const readings: number[] = [];
      for (let turn = 0; turn < 100; turn++) {
        readings.push(read());
        heap.litter(turn * 48);
        settle();
        heap.alive += 40;
        heap.external += 2;
        // V8 has optimised it meanwhile.
        if (turn === 50) heap.cost = Math.floor(cost / 2);
      }
      const most = readings.map((bytes, turn) => Math.abs(bytes - (5_000_000 + turn * 42)));
      expect(Math.max(...most), `cost ${cost}`).to.equal(0);
    }
  });

  it("show a collection as what it takes from the program, wherever it comes", () => {
    const event = fc.record({ alive: fc.nat(2_000_000), dead: fc.nat(10_000), collects: fc.boolean() });
    fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const heap = new Heap();
      const { read, settle } = heapGauge(heap);
      read();
      settle();
      for (const { alive, dead, collects } of events) {
        // What has come and gone since the last reading shows in none.
        const collected = collects ? heap.dead : 0;
        heap.dead += dead;
        if (collects) heap.collect();
        heap.alive += alive;
        const bytes = read();
        settle();
        const error = Math.abs(bytes - heap.alive - heap.dead);
        // What was added is by chance what was collected, and a little more: V8 is not asked, and nothing is promised until it is.
        const grown = alive - collected - error;
        const isUnasked = collects && grown >= 0 && grown <= error / 16;
        if (isUnasked) return;
        expect(error).to.be.at.most(4096);
      }
    }));
  });

  it("of a live object are its size", () => {
    const [before, after] = readIn(false, "read(); hold = new Array(1_000_000).fill(1); read();");
    expect(after! - before!).to.be.within(8_000_000, 8_080_000);
  });

  it("with collections show what is released, buffers too", () => {
    const code = "read(); hold = new Array(1_000_000).fill(1); read(); hold = new Float64Array(1_000_000); read(); hold = null; read();";
    const all = readIn(true, code);
    const [none, array, buffer, released] = all.map((bytes) => Math.round((bytes - all[0]!) / 1e5) + 0);
    expect([none, array, buffer, released]).to.deep.equal([0, 80, 80, 0]);
  });

  it("of the process are what the system says", () => {
    const { read, settle } = gaugeOf({ of: "rss", collects: false });
    const bytes = read();
    settle();
    expect(bytes / process.memoryUsage.rss()).to.be.within(0.5, 2);
  });
});
