import { expect } from "chai";
import { measureProbeNs } from "../../packages/runtime/dist/calibration.js";
import { setClock } from "../../packages/runtime/dist/clock.js";

describe("the cost of a probe", () => {
  after(() => setClock(() => Math.round(performance.now() * 1e6)));

  /** A machine on which a thousand probes take so many nanoseconds each round, the last number for ever. */
  const machine = (...roundNs: number[]): void => {
    let time = 0;
    let round = -1;
    setClock(() => {
      time += round < 0 ? 0 : roundNs[Math.min(round, roundNs.length - 1)]!;
      round += 1;
      return time;
    });
  };

  it("is that of optimised code, the least of many rounds", () => {
    machine(200_000, 50_000, 50_000, 20_000, 1_500, 900, 1_200);
    expect(measureProbeNs("sampled")).to.equal(0.9);
  });

  it("is not known where the code is not optimised in time", () => {
    machine(200_000, 45_000, 26_000);
    expect(measureProbeNs("sampled")).to.equal(null);
  });
});
