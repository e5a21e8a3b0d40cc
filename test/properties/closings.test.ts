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

  it("explains the last jump's line in place of the header's, and that of a loop that goes on in place of one that is left", () => {
    const jumps = new Closings("outer: for (const w of g()) {\nfor (const v of g()) {\ntry {\n} finally {\nsay();\n}\nif (v)\ncontinue outer;\nsay();\nbreak;\n}\n}", () => false);
    expect(jumps.explain([5, 9], [5, 10])).to.equal(true);
    expect(jumps.explain([5, 1], [5, 2])).to.equal(true);
    expect(jumps.explain([5, 1], [5, 9])).to.equal(false);
    expect(jumps.explain([5, 12], [5, 2])).to.equal(false);
  });

  it("explains the frame of a static block or field that the exception left", () => {
    const classes = new Closings("for (const v of g()) {\nclass A {\nstatic {\nthrow v;\n}\n}\n}\ntry {\n} finally {\nsay();\n}", () => false);
    expect(classes.explain([10, 4, 2, 20], [10, 1, 20])).to.equal(true);
    expect(classes.explain([10, 2, 2, 20], [10, 1, 20])).to.equal(false);
    expect(classes.explain([4, 2, 20], [2, 20])).to.equal(false);
  });

  it("knows behind which yield* a throw may go uncounted", () => {
    const lines = new Closings("function* g() {\nyield* g();\nfor (const v of g())\nyield* g();\n}", () => false);
    expect([1, 2, 3, 4].filter((line) => lines.mayLoseThrow(line))).to.deep.equal([4]);
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
