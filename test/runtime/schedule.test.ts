import { expect } from "chai";
import { Schedule } from "../../packages/runtime/dist/sampler/schedule.js";

const meanOf = (schedule: Schedule, time: number): number =>
  Array.from({ length: 2000 }, () => schedule.next(time).ns).reduce((sum, ns) => sum + ns, 0) / 2000;

describe("the schedule of looks", () => {
  it("spins while the run is young and a core is free", () => {
    const schedule = new Schedule(0, true, 1);
    expect(schedule.next(0).spin).to.equal(true);
    expect(meanOf(schedule, 1e6)).to.be.within(15_000, 17_000);
    expect(schedule.next(1e9).spin).to.equal(false);
  });

  it("never spins where no core is free", () => {
    const schedule = new Schedule(0, false, 1);
    for (const time of [0, 1e6, 299e6, 1e9]) expect(schedule.next(time).spin).to.equal(false);
  });

  it("gives spinning up where the core turns out not to be free", () => {
    const schedule = new Schedule(0, true, 1);
    for (let spin = 0; spin < 10; spin++) {
      expect(schedule.next(spin).spin).to.equal(true);
      schedule.spun(5e6, 16_000);
      expect(schedule.next(spin).spin, "a sleep may lead to another core").to.equal(false);
    }
    expect(schedule.next(10).spin).to.equal(false);
    expect(schedule.spunNs).to.equal(50e6);
  });

  it("widens with the length of the run, up to a millisecond", () => {
    const schedule = new Schedule(0, false, 1);
    expect(meanOf(schedule, 0.5e9)).to.be.within(95_000, 105_000);
    expect(meanOf(schedule, 5e9)).to.be.within(475_000, 525_000);
    expect(meanOf(schedule, 3600e9)).to.be.within(0.95e6, 1.05e6);
  });

  it("draws every pause anew, from half to one and a half of the mean", () => {
    const schedule = new Schedule(0, false, 1);
    const pauses = Array.from({ length: 1000 }, () => schedule.next(0.5e9).ns);
    expect(Math.min(...pauses)).to.be.within(50_000, 55_000);
    expect(Math.max(...pauses)).to.be.within(145_000, 150_000);
    expect(new Schedule(0, false, 2).next(0.5e9)).to.not.deep.equal(new Schedule(0, false, 3).next(0.5e9));
  });

  it("leaves a deep stack nineteen twentieths of the time", () => {
    const schedule = new Schedule(0, true, 1);
    for (let look = 0; look < 100; look++) schedule.looked(look, 100_000, 10_000);
    expect(meanOf(schedule, 1e6)).to.be.within(1.9e6, 2.1e6);
    for (let look = 0; look < 100; look++) schedule.looked(look, 0, 1);
    expect(meanOf(schedule, 1e6), "a shallow one is no burden").to.be.below(17_000);
  });

  it("stops spinning while the program waits, and wakes with it", () => {
    const schedule = new Schedule(0, true, 1);
    schedule.looked(0, 0, 0);
    expect(schedule.idle(4e6)).to.equal(false);
    schedule.looked(6e6, 0, 0);
    expect(schedule.idle(6e6)).to.equal(true);
    expect(schedule.next(6e6).spin).to.equal(false);
    expect(meanOf(schedule, 6e6)).to.be.within(95_000, 105_000);
    schedule.looked(7e6, 0, 1);
    expect(schedule.next(7e6).spin).to.equal(true);
  });
});
