import { expect } from "chai";
import { type DenseWait, Schedule } from "../../packages/runtime/dist/sampler/schedule.js";

const quiet = { spunNs: 0, preempted: false };

describe("the schedule of looks", () => {
  it("spins while the run is young, where that is the way", () => {
    const schedule = new Schedule(0, "spin");
    expect(schedule.pace(1e6)).to.include({ meanNs: 16_000, spin: true });
    expect(schedule.pace(1e9).spin).to.equal(false);
  });

  it("never spins where it is not", () => {
    for (const wait of ["short sleep", "sleep"] satisfies DenseWait[]) {
      const schedule = new Schedule(0, wait);
      for (const time of [0, 1e6, 299e6, 1e9]) expect(schedule.pace(time).spin).to.equal(false);
    }
  });

  it("is densest where sleeps are short", () => {
    expect(new Schedule(0, "short sleep").pace(1e6).meanNs).to.be.below(new Schedule(0, "sleep").pace(1e6).meanNs);
  });

  it("looks many times at one pace while the run is young, and once afterwards", () => {
    const schedule = new Schedule(0, "short sleep");
    expect(schedule.pace(1e6).looks).to.be.above(10);
    expect(schedule.pace(1e9).looks).to.equal(1);
  });

  it("gives spinning up where the core turns out not to be free", () => {
    const schedule = new Schedule(0, "spin");
    for (let spin = 0; spin < 10; spin++) {
      expect(schedule.pace(spin).spin).to.equal(true);
      schedule.spun({ spunNs: 5e6, preempted: true });
      expect(schedule.pace(spin).spin, "a sleep may lead to another core").to.equal(false);
      schedule.spun(quiet);
    }
    expect(schedule.pace(10).spin).to.equal(false);
    expect(schedule.spunNs).to.equal(50e6);
  });

  it("widens with the length of the run, up to a millisecond", () => {
    const schedule = new Schedule(0, "sleep");
    expect(schedule.pace(0.5e9).meanNs).to.equal(100_000);
    expect(schedule.pace(5e9).meanNs).to.equal(500_000);
    expect(schedule.pace(3600e9).meanNs).to.equal(1e6);
  });

  it("leaves a deep stack nineteen twentieths of the time", () => {
    const schedule = new Schedule(0, "short sleep");
    for (let look = 0; look < 100; look++) schedule.looked(look, 100_000, 10_000);
    expect(schedule.pace(1e6).meanNs).to.be.within(1.9e6, 2.1e6);
    expect(schedule.pace(1e6).looks, "each is measured").to.equal(1);
    for (let look = 0; look < 100; look++) schedule.looked(look, 0, 1);
    expect(schedule.pace(1e6).meanNs, "a shallow one is no burden").to.be.below(17_000);
  });

  it("leaves the first moments to looking alone, unless the program waits", () => {
    const schedule = new Schedule(0, "short sleep");
    schedule.looked(0, 0, 1);
    expect(schedule.settling(50e6)).to.equal(false);
    expect(schedule.settling(70e6), "long before the next snapshot, which wants all looks").to.equal(true);
    schedule.looked(10e6, 0, 0);
    expect(schedule.settling(20e6)).to.equal(true);
  });

  it("is dense no longer while the program waits, and wakes with it", () => {
    const schedule = new Schedule(0, "spin");
    schedule.looked(0, 0, 0);
    expect(schedule.idle(4e6)).to.equal(false);
    schedule.looked(6e6, 0, 0);
    expect(schedule.idle(6e6)).to.equal(true);
    expect(schedule.pace(6e6)).to.deep.equal({ meanNs: 100_000, spin: false, looks: 1 });
    schedule.looked(7e6, 0, 1);
    expect(schedule.pace(7e6).spin).to.equal(true);
  });
});
