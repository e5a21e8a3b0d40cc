/** What comparisons of running lines leave out is one thing, and nothing like it. */
import { expect } from "chai";
import { Closings } from "./closings.js";

describe("closing an iterator for an exception", () => {
  const closings = new Closings("function* g() {\ntry {\nyield 1;\n} finally {\nsay();\n}\n}\nfor (const v of g()) {\nsay();\nthrow v;\n}\nsay();\n");

  it("explains the line that threw in place of the loop's header, above a finally", () => {
    expect(closings.explain([5, 10], [5, 8])).to.equal(true);
    expect(closings.explain([5, 10, 20], [5, 8, 20])).to.equal(true);
  });

  it("explains no other line, no other call, and no other depth", () => {
    const others = [[[5, 12], [5, 8]], [[5, 10], [5, 9]], [[3, 10], [3, 8]], [[10], [8]], [[5, 10], [5]], [[5, 10], [4, 8]]];
    for (const [shadow, stack] of others) {
      expect(closings.explain(shadow ?? [], stack ?? []), `${String(shadow)} ${String(stack)}`).to.equal(false);
    }
  });
});
