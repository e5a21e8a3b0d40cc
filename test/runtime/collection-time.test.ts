/** The time of collections: watched all the time where they are few, else in windows that stand for the pauses too. */
import { expect } from "chai";
import { collectionTimeBy, type CollectionTime } from "../../packages/runtime/dist/collection-time.js";
import type { Collected } from "../../packages/runtime/dist/collections.js";

/** A program in which a collection of 10 µs comes every `everyNs`, at position 1, and somebody looks each millisecond. */
class Program {
  readonly gcNs = new Float64Array(4);
  now = 0;
  collections = 0;
  /** Of which V8 has written a report. */
  reported = 0;
  watched = false;
  /** The share of the time that reports take which nobody reads. */
  burden = 0;
  private told: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };
  readonly time: CollectionTime;

  /** `busyShare`: of the time, what the process has a processor for. */
  constructor(private readonly everyNs: number, private readonly busyShare = 1) {
    const ask = (): Collected => {
      const { told } = this;
      this.told = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };
      return told;
    };
    const watch = (watched: boolean): void => {
      this.watched = watched;
      ask();
    };
    this.time = collectionTimeBy({
      collections: { watch: () => watch(true), ask, rest: () => watch(false), burden: () => this.burden },
      now: () => this.now, busy: () => this.now * this.busyShare, gcNs: this.gcNs, opens: () => undefined,
    });
    this.time.start();
  }

  collect(ns = 10_000): void {
    this.collections += 1;
    if (!this.watched) return;
    this.reported += 1;
    this.told.count += 1;
    this.told.ns += ns;
  }

  run(milliseconds: number): void {
    for (let ms = 0; ms < milliseconds; ms++) {
      this.time.look(1);
      const end = this.now + 1e6;
      for (; Math.floor(this.now / this.everyNs) < Math.floor(end / this.everyNs); this.now += this.everyNs) this.collect();
      this.now = end;
    }
  }

  /** Of the time that collections have taken, what was charged. */
  get share(): number {
    return this.gcNs.reduce((sum, ns) => sum + ns, 0) / (this.collections * 10_000);
  }
}

describe("the time of collections", () => {
  it("is exact where they are few", () => {
    const program = new Program(20e6);
    program.run(1_000);
    program.time.finish();
    expect(program.reported).to.equal(program.collections);
    expect(program.share).to.equal(1);
  });

  it("is estimated where they are many, of which V8 reports some", () => {
    const program = new Program(100e3);
    program.run(1_000);
    program.time.finish();
    expect(program.collections).to.be.above(9_000);
    // A hundredth of a second and a millisecond, at 50 µs each; a look comes too late for ten more in each window.
    expect(program.reported).to.be.within(100, 300);
    expect(program.share).to.be.within(0.8, 1.2);
    expect(program.gcNs[1]! / program.collections).to.be.within(8_000, 12_000);
  });

  it("takes a share of the time in which the process has a processor, and no more while it waits for one", () => {
    const [alone, waiting] = [new Program(100e3), new Program(100e3, 0.05)];
    for (const program of [alone, waiting]) program.run(4_000);
    // A millisecond from the beginning, and a hundredth of 4 s, or of a twentieth of them; a look comes too late for ten each time.
    expect(alone.reported).to.be.above(500);
    expect(waiting.reported).to.be.within(20, 150);
  });

  it("is looked for no more while reports that nobody reads take more than that share, and until they have been made up for", () => {
    const program = new Program(20e6);
    program.run(100);
    const { reported } = program;
    expect(reported).to.equal(program.collections);
    program.burden = 0.05;
    program.run(1_000);
    expect(program.watched).to.equal(false);
    program.burden = 0;
    program.run(1_000);
    expect(program.watched).to.equal(false);
    expect(program.reported - reported).to.be.below(5);
    program.run(3_000);
    expect(program.watched).to.equal(true);
    program.time.finish();
    expect(program.share).to.be.within(0.8, 1.2);
  });

  it("is known of one expression in a pause too, and charged to nobody then", () => {
    const program = new Program(100e3);
    for (let ms = 1; program.watched || ms === 1; ms++) program.run(1);
    const before = program.gcNs.join();
    program.time.isolate();
    program.collect(500);
    expect(program.time.isWatching()).to.equal(true);
    expect(program.time.told(2)).to.include({ count: 1, ns: 500 });
    program.time.release();
    expect([program.time.isWatching(), program.watched, program.gcNs.join()]).to.deep.equal([false, false, before]);
  });

  it("before an expression whose own is wanted goes along with the next", () => {
    const program = new Program(Infinity);
    program.time.look(1);
    program.collect(100);
    program.time.isolate();
    program.collect(20);
    program.time.told(3);
    expect([...program.gcNs]).to.deep.equal([0, 0, 0, 120]);
  });
});
