/** The text of the report's page: it holds the profile whole, and nothing of that can be taken for markup. */
import { expect } from "chai";
import fc from "fast-check";
import type { Embedded } from "../../packages/reporter/dist/html/embedded.js";
import { packedJson, unpackedJson } from "../../packages/reporter/dist/html/packed.js";
import { buildProfile } from "../format/build-profile.js";
import { profileOf, randomPaths } from "./call-trees.js";
import { exported } from "./export.js";
import { profiles } from "./profiles.js";

/** What a page holds. */
function heldBy(page: string): Embedded {
  const [, json = ""] = /<script type="application\/json" id="profile">\n([^]*?)<\/script>/.exec(page) ?? [];
  return unpackedJson(json);
}

describe("html format", () => {
  it("holds a profile whole, but for its texts: those are as reports show them", async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(profiles, randomPaths.map((paths) => profileOf(paths))), async (profile) => {
      const { profile: held, sources } = heldBy(await exported("html", profile));
      const withoutTexts = (all: readonly object[]): object[] => all.map((source) => ({ ...source, text: null }));
      expect({ ...held, sources: withoutTexts(sources) }).to.deep.equal({ ...profile, sources: withoutTexts(profile.sources) });
      const lineBreak = /\r\n|[\n\r\u2028\u2029]/u;
      expect(sources.map(({ text }) => text?.split("\n").length)).to.deep.equal(
        profile.sources.map(({ text }) => text?.replace(new RegExp(`(?:${lineBreak.source})$`, "u"), "").split(lineBreak).length),
      );
    }), { numRuns: 60 });
  });

  it("packs whatever whole numbers a column holds", () => {
    const number = fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer(), fc.maxSafeNat());
    const part = fc.tuple(number, fc.integer({ min: 1, max: 40 })).map(([value, count]) => Array<number>(count).fill(value));
    const column = fc.oneof(fc.array(number, { maxLength: 60 }), fc.array(part, { maxLength: 5 }).map((parts) => parts.flat()));
    fc.assert(fc.property(fc.record({ column, names: fc.array(fc.string()), nested: fc.array(column) }), (document) => {
      expect(unpackedJson(packedJson(document))).to.deep.equal(document);
    }));
    const lines = Array.from({ length: 100_000 }, (_, index) => index + 1);
    expect(packedJson({ lines }), "counting up").to.have.length.below(60);
  });

  it("has no text of a profile that could be taken for markup", async () => {
    const texts = ["</script>", "</SCRIPT >", "<!--", "<script>", "<ScRiPt", "-->", "]]>", "<?", "</"];
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...texts), { minLength: 1 }), async (parts) => {
      const text = parts.join("\n");
      const profile = buildProfile({
        sources: [{ path: text, text, functions: [{ name: text, line: 1, endLine: 1, lines: [{ line: 1, hits: 1, self: 1 }] }] }],
        profile: { argv: ["node", text], warnings: [text] },
      });
      const page = await exported("html", profile);
      const json = page.slice(page.indexOf("id=\"profile\">"), page.indexOf("\n]}\n</script>"));
      expect(json).not.to.match(/<[!/?a-z]/i);
      expect(/<title>(.*)<\/title>/s.exec(page)?.[1]).not.to.match(/[<>]/);
      expect(heldBy(page).sources[0]?.functions.name).to.deep.equal([text]);
    }), { numRuns: 30 });
  });
});
