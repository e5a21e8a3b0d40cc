import { expect } from "chai";
import { setClock } from "../../packages/runtime/dist/clock.js";
import { Glances } from "../../packages/runtime/dist/sampler/glances.js";
import { Session } from "../../packages/runtime/dist/process-memory.js";
import type { WatchedThread } from "../../packages/runtime/dist/sampler/watched-thread.js";

/** A thread that only notes when it was looked at; a clock that goes on with each reading. */
class Noting implements Pick<WatchedThread, "glance"> {
  readonly times: number[] = [];

  constructor(private readonly then: (looks: number) => void = () => undefined) {}

  glance(time: number): void {
    this.times.push(time);
    this.then(this.times.length);
  }
}

describe("glances", () => {
  const cells = (): Int32Array => new Int32Array(new SharedArrayBuffer(64));
  let time = 0;
  before(() => setClock(() => (time += 1000)));
  after(() => setClock(() => Math.round(performance.now() * 1e6)));

  const take = (session: Int32Array, thread: Noting, sleepNs: number): ReturnType<Glances["take"]> =>
    new Glances(session).take(
      [thread as Noting & WatchedThread], { meanNs: 1000, sleepNs, looks: 20, settles: false, comesFirst: false },
    );

  it("are one less than the looks of the pace: the last is the caller's", () => {
    for (const sleepNs of [0, 1000, Infinity]) {
      const thread = new Noting();
      expect(take(cells(), thread, sleepNs).preempted).to.equal(false);
      expect(thread.times).to.have.length(19);
      expect(thread.times.every((at, index) => index === 0 || at > thread.times[index - 1]!)).to.equal(true);
    }
  });

  it("end with a wake-up", () => {
    const session = cells();
    const thread = new Noting((looks) => {
      if (looks === 3) session[Session.wake] = 1;
    });
    take(session, thread, 0);
    expect(thread.times).to.have.length(3);
  });

  it("sleep where a pause is long enough for it, and in the last in any case", () => {
    // Pauses are from nothing to twice the mean; those of a turn add up to the mean of each, or one more or less.
    const spunNs = (sleepNs: number): number => take(cells(), new Noting(), sleepNs).spunNs;
    expect(spunNs(0)).to.equal(0);
    expect(spunNs(1000)).to.be.within(1, 17_999);
    expect(spunNs(2000)).to.be.within(18_000, 20_000);
  });

  it("tell of a spin that was put aside, and look no more", () => {
    const thread = new Noting((looks) => {
      if (looks === 2) setClock(() => (time += 5e6));
    });
    const { preempted } = take(cells(), thread, Infinity);
    setClock(() => (time += 1000));
    expect(preempted).to.equal(true);
    expect(thread.times).to.have.length(2);
  });
});
