/** What comparisons of running lines leave out is what README.md names, and nothing like it. */
import { expect } from "chai";
import { Closings } from "./closings.js";

describe("closing an iterator", () => {
  const text = "function* g() {\ntry {\nyield 1;\n} finally {\nsay();\n}\n}\n"
    + "function* h() {\nfor (const v of g()) {\nyield v;\nthrow v;\n}\nsay();\n}\nfor (const v of g()) {\nsay();\n}\n";
  const closings = new Closings(text, (line) => line === 99);

  it("explains the line that threw in place of the loop's header, above a finally", () => {
    expect(closings.explain([5, 11, 20], [5, 9, 20])).to.equal(true);
    expect(closings.explain([5, 16], [5, 15])).to.equal(true);
  });

  it("explains that the generator with the loop is missing, where it can be ended there", () => {
    expect(closings.explain([5, 20], [5, 9, 20])).to.equal(true);
    expect(closings.explain([5], [5, 99, 9])).to.equal(false);
    expect(closings.explain([5], [5, 15])).to.equal(false);
  });

  it("explains no other line, no other call, and no other depth", () => {
    const others = [
      [[5, 13], [5, 9]], [[5, 11], [5, 10]], [[3, 11], [3, 9]], [[11], [9]], [[5, 11], [5]], [[5, 11], [4, 9]], [[5, 9, 1], [5, 9]],
    ];
    for (const [shadow, stack] of others) {
      expect(closings.explain(shadow ?? [], stack ?? []), `${String(shadow)} ${String(stack)}`).to.equal(false);
    }
  });
});
