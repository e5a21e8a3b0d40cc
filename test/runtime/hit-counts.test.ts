/** Counters of 32 bits that go round, and are added up in time. */
import { expect } from "chai";
import fc from "fast-check";
import { CounterWindow } from "../../packages/runtime/dist/sampler/counter-window.js";
import { HitCounts } from "../../packages/runtime/dist/sampler/hit-counts.js";

const ms = 1e6;
const round = 2 ** 32;

describe("hits", () => {
  it("are exact, however often counters go round", () => fc.assert(fc.property(
    fc.array(fc.array(fc.integer({ min: 0, max: round - 1 }), { minLength: 3, maxLength: 3 }), { maxLength: 20 }),
    (gains) => {
      const hits = new Int32Array(3);
      const counts = new HitCounts(hits);
      const truth = [0, 0, 0];
      for (const [turn, gained] of gains.entries()) {
        for (const [id, gain] of gained.entries()) {
          truth[id]! += gain;
          hits[id] = truth[id]! % round;
        }
        expect(counts.add(3, turn * 250 * ms)).to.equal(true);
      }
      expect([...counts.upTo(3)]).to.deep.equal(gains.length === 0 ? [] : truth);
    },
  )));

  it("are added up four times a second, also those of probes that come later", () => {
    const hits = new Int32Array(2);
    const counts = new HitCounts(hits);
    expect(counts.isDue(0)).to.equal(true);
    counts.add(1, 0);
    expect([counts.isDue(249 * ms), counts.isDue(250 * ms)]).to.deep.equal([false, true]);
    hits.set([1, -1]);
    counts.add(2, 250 * ms);
    expect([...counts.upTo(2)]).to.deep.equal([1, round - 1]);
  });

  it("say when they may lack something: many came, and nobody had read for long", () => {
    const hits = new Int32Array(1);
    const counts = new HitCounts(hits);
    counts.add(1, 0);
    hits[0] = 2 ** 30;
    expect(counts.add(1, 800 * ms), "in time").to.equal(true);
    hits[0] += 1000;
    expect(counts.add(1, 5000 * ms), "next to nothing ran").to.equal(true);
    hits[0] += 2 ** 30 - 1000;
    expect(counts.add(1, 5900 * ms)).to.equal(false);
  });

  it("that no other thread sees are numbers without an end", () => {
    const counts = new HitCounts(Float64Array.of(2 ** 40));
    expect(counts.add(1, 0)).to.equal(true);
    expect([...counts.upTo(1)]).to.deep.equal([2 ** 40]);
  });

  it("between two looks are told over the end of a counter", () => {
    const hits = new Int32Array(64);
    const window = new CounterWindow(hits, 4);
    hits[3] = 2 ** 31 - 1;
    window.copy(0);
    hits[3] = -(2 ** 31) + 1;
    window.copy(1);
    window.turnTo(1, 0);
    expect([window.at(3), window.at(4), window.at(60)]).to.deep.equal([2, 0, Number.NaN]);
  });
});
