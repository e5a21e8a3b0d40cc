import { expect } from "chai";
import { mark } from "@perline/format";
import { verify } from "../../packages/transform/dist/3-emit/verify.js";

describe("the check of a printed text", () => {
  const place = { filename: "/a.js", goal: "commonjs" as const };
  const broken = `${mark}(${mark}`;

  for (const [size, times] of [["any", 1], ["a large", 400_000]] as const) {
    it(`finds that ${size} text no longer parses, or is no longer the program's`, () => {
      const text = "a();\n".repeat(times);
      verify(text, `${mark}b();${mark}${text}`, place);
      expect(() => verify(text, `${broken}${text}`, place)).to.throw(/does not parse/);
      expect(() => verify(text, `b();${text}`, place)).to.throw(/does not give back/);
    });
  }

  it("takes a large text that V8 does not read for one that may be right", () => {
    const text = "a();\n".repeat(400_000);
    verify(`${text}let b: number;`, `${broken}${text}let b: number;`, place);
  });
});
