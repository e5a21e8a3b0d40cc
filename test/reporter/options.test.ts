/** Options as a person writes them on a command line, and as what they are understood. */
import { PerlineError } from "@perline/format";
import { parseColumns, parseFormat, parseFunctionPattern, parseGlob, parseLimit, parsePercent, parseSort, parseUnit } from "@perline/reporter";
import { expect } from "chai";

describe("options as written", () => {
  it("knows units by name and by seconds", () => {
    expect(["ns", "us", "µs", "ms", "s", "auto", "1e-3", "0.5", "1e-9", "1e9"].map(parseUnit))
      .to.deep.equal([1e-9, 1e-6, 1e-6, 1e-3, 1, "auto", 1e-3, 0.5, 1e-9, 1e9]);
  });

  it("knows sort keys, columns, patterns, globs and formats", () => {
    expect(parseSort("self")).to.equal("self");
    expect(parseColumns("throws, self")).to.deep.equal(["throws", "self"]);
    expect(parseColumns("")).to.deep.equal([]);
    expect("a.b".search(parseFunctionPattern("^a\\."))).to.equal(0);
    const globs = ["src/**", "C:\\a.ts", "webpack://app/src/a.ts", "[[:alpha:]].ts"];
    expect(globs.map(parseGlob)).to.deep.equal(globs);
    expect(parseFormat("json").id).to.equal("json");
  });

  it("knows limits and percentages", () => {
    expect(["0", "12"].map(parseLimit)).to.deep.equal([0, 12]);
    expect(["0", "0.5", "100"].map(parsePercent)).to.deep.equal([0, 0.5, 100]);
  });

  type Wrong = [what: string, parse: () => unknown, message: RegExp];
  const wrong: Wrong[] = [
    ["a unit", () => parseUnit("fortnight"), /"fortnight" is no unit of time/],
    ["a unit named like a property of every object", () => parseUnit("constructor"), /no unit/],
    ["a sort key", () => parseSort("colour"), /"colour" is no key to sort by/],
    ["a column", () => parseColumns("self,smell"), /"smell" is no column/],
    ["a column named twice", () => parseColumns("await,self, await"), /"await" is named twice/],
    ["a column without a name", () => parseColumns("self,,await"), /"" is no column/],
    ["a format", () => parseFormat("xml"), /"xml" is no format/],
    ["a glob that does not end", () => parseGlob("{a"), /"\{a" is no glob: /],
    ["no glob", () => parseGlob(""), /"" is no glob: it is empty/],
    ["a function for a glob", () => parseGlob("a.ts:total"), /"a\.ts:total" names a function/],
    ...["-1", "1e9", "NaN", "Infinity", "1.5", "0x10", "", " "].map((text): Wrong => ["a limit", () => parseLimit(text), /is no number of functions/]),
    ...["-1", "101", "1e308", "NaN", "Infinity", "", " "].map((text): Wrong => ["a percentage", () => parsePercent(text), /is no percentage/]),
    ...["-1", "0", "1e-10", "1e10", "1e308", "1e400", "NaN", "Infinity", "", " "].map((text): Wrong => ["a unit", () => parseUnit(text), /is no unit/]),
    ["a pattern", () => parseFunctionPattern("("), /"\(" is no regular expression/],
  ];
  for (const [what, parse, message] of wrong) {
    it(`refuses ${what}, and says what there is`, () => {
      expect(parse).to.throw(PerlineError, message).with.property("code", "usage");
      expect(parse).to.throw().with.property("hint").that.is.a("string");
    });
  }
});
