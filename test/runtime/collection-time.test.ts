/** The time of collections: watched all the time where they are few, else in windows that stand for the pauses too. */
import { expect } from "chai";
import { collectionTimeBy, type CollectionTime } from "../../packages/runtime/dist/collection-time.js";
import { seeded } from "../../packages/runtime/dist/traces/random.js";
import type { Collected } from "../../packages/runtime/dist/collections.js";

const stepNs = 10_000;
const lookNs = 5_000_000;

/** A program in which a collection of 10 µs comes every `everyNs`, at position 1. It polls every 10 µs, and looks each 5 ms. */
class Program {
  readonly gcNs = new Float64Array(4);
  now = 0;
  collections = 0;
  /** Of which V8 has written a report. */
  reported = 0;
  watched = false;
  polls = false;
  /** Who is told on, though nobody asks. */
  left = 0;
  /** How long the system puts the thread aside when it asks next. */
  asideNs = 0;
  private told: Collected = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };
  readonly time: CollectionTime;

  /** `busyShare`: of the time, what the process has a processor for. */
  constructor(private readonly everyNs: number, private readonly busyShare = 1) {
    const ask = (): Collected => {
      const { told } = this;
      this.now += this.asideNs;
      this.asideNs = 0;
      this.told = { count: 0, ns: 0, bytes: 0, externalBytes: 0 };
      return told;
    };
    const watch = (watched: boolean): void => {
      this.watched = watched;
      ask();
    };
    this.time = collectionTimeBy({
      collections: { watch: () => watch(true), ask, rest: () => watch(false), left: () => this.left },
      now: () => this.now, busy: () => this.now * this.busyShare, gcNs: this.gcNs, opens: () => undefined,
      polls: (wanted) => {
        this.polls = wanted;
      },
      random: seeded(7),
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
    const end = this.now + milliseconds * 1e6;
    for (; this.now < end; this.now += stepNs) {
      if (this.now % lookNs === 0) this.time.look(1);
      else if (this.polls) this.time.poll(1);
      if (this.now % this.everyNs === 0) this.collect();
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

  it("goes on being watched where the system has put the thread aside while it asked", () => {
    const program = new Program(20e6);
    program.run(50);
    const { reported } = program;
    expect(reported).to.equal(program.collections);
    program.asideNs = 100e6;
    program.run(1_000);
    expect(program.reported - reported).to.equal(45);
    expect(program.share).to.be.above(0.9);
  });

  it("is looked for no more while V8 goes on telling what nobody asks for", () => {
    const program = new Program(20e6);
    program.run(100);
    const { reported } = program;
    expect(reported).to.equal(program.collections);
    program.left = 2;
    program.run(1_000);
    expect(program.watched).to.equal(false);
    expect(program.reported - reported).to.be.below(5);
    program.left = 0;
    program.run(20_000);
    expect(program.reported - reported).to.be.above(100);
    program.time.finish();
    expect(program.share).to.be.within(0.7, 1.3);
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
