import { expect } from "chai";
import { Schedule } from "../../packages/runtime/dist/sampler/schedule.js";

const quiet = { spunNs: 0, preempted: false };
const shortSleepNs = 20_000;

describe("the schedule of looks", () => {
  it("comes before others where that is granted, until the run is no longer young", () => {
    const schedule = new Schedule(0, { sleepNs: shortSleepNs, comesFirst: true });
    for (const time of [0, 1e6, 74e6]) expect(schedule.pace(time)).to.include({ sleepNs: shortSleepNs, comesFirst: true });
    expect(schedule.pace(75e6)).to.include({ sleepNs: 0, comesFirst: false });
  });

  it("goes before looking where the program keeps waiting for its core, until that has another one", () => {
    const schedule = new Schedule(0, { sleepNs: 0, comesFirst: true });
    const shared = (isWaiting: boolean): boolean => {
      schedule.shared(isWaiting);
      return schedule.pace(1e6).comesFirst;
    };
    expect([true, true, false, true].map(shared), "the system may move one of them").to.deep.equal([true, true, true, true]);
    expect([true, false, false, true].map(shared), "it stays behind").to.deep.equal([false, false, false, false]);
    expect([false, false].map(shared)).to.deep.equal([false, true]);
  });

  it("asks now and then whether the program waits, and each time once it does", () => {
    const schedule = new Schedule(0, { sleepNs: 0, comesFirst: true });
    const asks = (): boolean => schedule.asks(1e6);
    expect([1, 2, 3, 4].map(asks)).to.deep.equal([false, false, false, true]);
    schedule.shared(false);
    expect(asks()).to.equal(false);
    schedule.shared(true);
    expect([1, 2].map(asks)).to.deep.equal([true, true]);
    expect(schedule.asks(75e6), "it comes first no longer").to.equal(false);
    expect(new Schedule(0, { sleepNs: 0, comesFirst: false }).asks(1e6)).to.equal(false);
  });

  it("asks nothing while the program waits for something else", () => {
    const schedule = new Schedule(0, { sleepNs: 0, comesFirst: true });
    schedule.looked(0, 0, 0);
    schedule.shared(true);
    expect(schedule.asks(6e6)).to.equal(false);
  });

  it("spins shorter pauses than a sleep while the run is young", () => {
    for (const sleepNs of [shortSleepNs, Infinity]) {
      const schedule = new Schedule(0, { sleepNs, comesFirst: false });
      expect(schedule.pace(1e6)).to.include({ meanNs: 16_000, sleepNs });
      expect(schedule.pace(1e9).sleepNs).to.equal(0);
    }
  });

  it("never spins where it may not, and then pauses longer", () => {
    const schedule = new Schedule(0, { sleepNs: 0, comesFirst: false });
    for (const time of [0, 1e6, 99e6, 1e9]) expect(schedule.pace(time).sleepNs).to.equal(0);
    expect(schedule.pace(1e6).meanNs).to.be.above(16_000);
  });

  it("looks many times at one pace while the run is young, and once afterwards", () => {
    const schedule = new Schedule(0, { sleepNs: shortSleepNs, comesFirst: false });
    expect(schedule.pace(1e6).looks).to.be.above(10);
    expect(schedule.pace(1e9).looks).to.equal(1);
  });

  it("gives spinning up where the core turns out not to be free", () => {
    const schedule = new Schedule(0, { sleepNs: Infinity, comesFirst: false });
    for (let spin = 0; spin < 10; spin++) {
      expect(schedule.pace(spin).sleepNs).to.equal(Infinity);
      schedule.spun({ spunNs: 5e6, preempted: true });
      expect(schedule.pace(spin).sleepNs, "a sleep may lead to another core").to.equal(0);
      schedule.spun(quiet);
    }
    expect(schedule.pace(10).sleepNs).to.equal(0);
    expect(schedule.spunNs).to.equal(50e6);
  });

  it("widens with the length of the run, up to a millisecond", () => {
    const schedule = new Schedule(0, { sleepNs: 0, comesFirst: false });
    expect(schedule.pace(0.1e9).meanNs).to.equal(200_000);
    expect(schedule.pace(1.5e9).meanNs).to.equal(200_000);
    expect(schedule.pace(5e9).meanNs).to.equal(500_000);
    expect(schedule.pace(3600e9).meanNs).to.equal(1e6);
  });

  it("leaves a deep stack nineteen twentieths of the time", () => {
    const schedule = new Schedule(0, { sleepNs: shortSleepNs, comesFirst: false });
    for (let look = 0; look < 100; look++) schedule.looked(look, 100_000, 10_000);
    expect(schedule.pace(1e6).meanNs).to.be.within(1.9e6, 2.1e6);
    expect(schedule.pace(1e6).looks, "each is measured").to.equal(1);
    for (let look = 0; look < 100; look++) schedule.looked(look, 0, 1);
    expect(schedule.pace(1e6).meanNs, "a shallow one is no burden").to.equal(16_000);
  });

  it("leaves the first moments to looking alone, unless the program waits", () => {
    const schedule = new Schedule(0, { sleepNs: shortSleepNs, comesFirst: false });
    schedule.looked(0, 0, 1);
    expect(schedule.pace(70e6).settles).to.equal(false);
    expect(schedule.pace(80e6).settles, "long before the next snapshot, which wants all looks").to.equal(true);
    schedule.looked(10e6, 0, 0);
    expect(schedule.pace(20e6).settles).to.equal(true);
  });

  it("is dense no longer while the program waits, and wakes with it", () => {
    const schedule = new Schedule(0, { sleepNs: Infinity, comesFirst: false });
    schedule.looked(0, 0, 0);
    expect(schedule.idle(4e6)).to.equal(false);
    schedule.looked(6e6, 0, 0);
    expect(schedule.idle(6e6)).to.equal(true);
    expect(schedule.pace(6e6)).to.deep.equal({ meanNs: 200_000, sleepNs: 0, looks: 1, settles: true, comesFirst: false });
    schedule.looked(7e6, 0, 1);
    expect(schedule.pace(7e6).sleepNs).to.equal(Infinity);
  });
});
