/** The runner of the cases can fail: each thing it compares is wrong once, and it says so where it happened. */
import { expect } from "chai";
import { abi } from "@perline/format";
import { instrument } from "@perline/transform";
import { readCase } from "./case.js";
import { judge } from "./judge.js";
import type { Printer } from "./printers.js";

/** A printer that spoils what the real one gave. */
function spoiling(spoil: (code: string) => string): Printer {
  return {
    name: "spoilt", keepsFunctionText: true, exceptions: {},
    print(text, options) {
      const instrumented = instrument(text, options);
      return { ...instrumented, code: spoil(instrumented.code) };
    },
  };
}

/** The id that a program's code names first. */
function firstId(code: string): string {
  return /\((\d+)\)/.exec(code)?.[1] ?? "";
}

describe("the runner of the cases", () => {
  const loops = readCase("statements/while");

  it("passes what is right", async () => {
    expect(await judge(loops)).to.equal("");
  });

  it("shows wrong hits beside the line", async () => {
    const wrong = { ...loops, hits: loops.hits.replace("4 | while (n > 0)", "5 | while (n > 0)") };
    expect(await judge(wrong)).to.include("hits, text sampled\n  line 2\n    expected         5 | while (n > 0)\n    actual           4 | while (n > 0)");
  });

  it("shows wrong output, of the bare run too", async () => {
    const findings = await judge({ ...loops, output: "3\n" });
    expect(findings).to.include("output, bare\n  line 1\n    expected  3\n    actual    2").and.to.include("output, text exact\n");
  });

  it("notices a line that counts too often", async () => {
    const twice = spoiling((code) => code.replace("n++", `n++,${abi.count}(${firstId(code)})`));
    expect(await judge(loops, { through: [twice] })).to.include("hits, spoilt sampled");
  });

  it("notices a program that behaves otherwise", async () => {
    expect(await judge(loops, { through: [spoiling((code) => code.replace("n < 2", "n < 3"))] })).to.include("output, spoilt sampled");
  });

  it("notices a frame that is left on the shadow stack", async () => {
    const leaking = spoiling((code) => `${code};${abi.open}(1)`);
    expect(await judge(loops, { through: [leaking] })).to.include("frames left on the shadow stack, spoilt exact\n  line 1\n    expected  0\n    actual    1");
  });

  it("notices an activation that is left suspended", async () => {
    const suspending = spoiling((code) => `${code};${abi.suspend}(${abi.stack}[0]=1,${firstId(code)})`);
    expect(await judge(loops, { through: [suspending] })).to.include("activations left suspended, spoilt sampled\n  line 1\n    expected  0\n    actual    1");
  });

  it("notices a function whose text is another", async () => {
    const renaming = spoiling((code) => code.replace("y() {", "y( ) {"));
    expect(await judge(readCase("names/fields"), { through: [renaming] })).to.include("text of functions, spoilt sampled");
  });
});
