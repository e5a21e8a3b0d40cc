/** How a page is timed, by what it allows and how its code was built. */
import { expect } from "chai";
import { clockWarning, methodOf, withoutSampler } from "../../packages/runtime/esm/dist/browser/method.js";

describe("how a page is timed", () => {
  const cases = [
    { wanted: null, isolated: true, timesItself: true, method: "sampled" },
    { wanted: null, isolated: false, timesItself: true, method: "exact" },
    { wanted: "sampled", isolated: true, timesItself: false, method: "sampled" },
    { wanted: "sampled", isolated: false, timesItself: false, method: "none", told: /only hits.*Cross-Origin-Opener-Policy/ },
    { wanted: "sampled", isolated: false, timesItself: true, method: "exact", told: /exact clock.*Cross-Origin-Embedder-Policy/ },
    { wanted: "exact", isolated: true, timesItself: true, method: "exact" },
    { wanted: "exact", isolated: true, timesItself: false, method: "sampled", told: /built for the sampled clock/ },
    { wanted: "exact", isolated: false, timesItself: false, method: "none", told: /clock: "auto"/ },
  ] as const;
  for (const each of cases) {
    const { wanted, isolated, timesItself, method } = each;
    const where = `${isolated ? "an isolated" : "a"} page whose code ${timesItself ? "times itself" : "does not"}`;
    it(`${method}: ${where}, where ${wanted ?? "nothing"} is wanted`, () => {
      const found = methodOf({ wanted, isolated, timesItself });
      expect(found.method).to.equal(method);
      if ("told" in each) expect(found.warnings.join()).to.match(each.told);
      else expect(found.warnings).to.deep.equal([]);
    });
  }

  it("tells what becomes of a page without a sampler, and how coarse its clock is", () => {
    expect(withoutSampler(true).method).to.equal("exact");
    expect(withoutSampler(false).warnings.join()).to.contain("only hits");
    expect(clockWarning(0.004999995)).to.contain("steps of 0.005 ms");
  });
});
