/** Options as a person writes them on a command line, and as what they are understood. */
import { PerlineError } from "@perline/format";
import { parseColumns, parseFunctionPattern, parseLimit, parsePercent, parseSort, parseUnit } from "@perline/reporter";
import { expect } from "chai";

describe("options as written", () => {
  it("knows units by name and by seconds", () => {
    expect(["ns", "us", "µs", "ms", "s", "auto", "1e-3", "0.5"].map(parseUnit))
      .to.deep.equal([1e-9, 1e-6, 1e-6, 1e-3, 1, "auto", 1e-3, 0.5]);
  });

  it("knows sort keys, columns and patterns", () => {
    expect(parseSort("self")).to.equal("self");
    expect(parseColumns("throws, self")).to.deep.equal(["throws", "self"]);
    expect(parseColumns("")).to.deep.equal([]);
    expect("a.b".search(parseFunctionPattern("^a\\."))).to.equal(0);
  });

  it("knows limits and percentages", () => {
    expect(["0", "12"].map(parseLimit)).to.deep.equal([0, 12]);
    expect(["0", "0.5", "100"].map(parsePercent)).to.deep.equal([0, 0.5, 100]);
  });

  const wrong: [string, () => unknown, RegExp][] = [
    ["a unit", () => parseUnit("fortnight"), /"fortnight" is no unit of time/],
    ["a unit of no length", () => parseUnit("0"), /"0" is no unit/],
    ["an empty unit", () => parseUnit(""), /"" is no unit/],
    ["a unit named like a property of every object", () => parseUnit("constructor"), /no unit/],
    ["a sort key", () => parseSort("colour"), /"colour" is no key to sort by/],
    ["a column", () => parseColumns("self,smell"), /"smell" is no column/],
    ["a limit", () => parseLimit("-1"), /"-1" is no number of functions/],
    ["a percentage", () => parsePercent("101"), /"101" is no percentage/],
    ["an empty percentage", () => parsePercent(" "), /no percentage/],
    ["a pattern", () => parseFunctionPattern("("), /"\(" is no regular expression/],
  ];
  for (const [what, parse, message] of wrong) {
    it(`refuses ${what}, and says what there is`, () => {
      expect(parse).to.throw(PerlineError, message).with.property("code", "usage");
      expect(parse).to.throw().with.property("hint").that.is.a("string");
    });
  }
});
