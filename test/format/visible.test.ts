/** What a terminal would obey is shown to people as what it is. */
import { visible } from "@perline/format";
import { expect } from "chai";
import fc from "fast-check";

describe("text of others", () => {
  it("has a sign for what would not be seen", () => {
    expect(visible("a\u001b[2Jb\bc\rd\u0000e\u007ff\u009bg")).to.equal("a␛[2Jb␈c␍d␀e␡f<U+009B>g");
    expect(visible("x \u202e\u2066y\u2069\u200f z\u2028\n")).to.equal("x <U+202E><U+2066>y<U+2069><U+200F> z<U+2028>␊");
  });

  it("is left alone otherwise: indentation, wide, combined and composed characters", () => {
    const text = "\tif (“漢字”) e\u0301 += '👩\u200d💻';";
    expect(visible(text)).to.equal(text);
  });

  it("holds no control character after that, and does not change again", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = visible(text);
      expect(shown).not.to.match(/[\0-\u0008\n-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
      expect(visible(shown)).to.equal(shown);
    }));
  });
});
