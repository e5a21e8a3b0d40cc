/** Texts at the edge of what can be read: each is instrumented, or left alone with a coded error, in bounded time; never a crash. */
import { expect } from "chai";
import { PerlineError } from "@perline/format";
import { unmark } from "@perline/transform";
import { printers } from "./printers.js";

/** `instrumented`, or the code of the error for which the file runs as it is. */
function outcomeOf(text: string): string {
  // The others get a tree from their host, which has limits of its own.
  for (const printer of printers.filter(({ keepsFunctionText }) => keepsFunctionText)) {
    try {
      const { code } = printer.print(text, {
        filename: "/program/input.js", path: "input.js", goal: "commonjs", clock: "sampled", base: 1, select: "all", keepText: false,
      });
      expect(unmark(code) === text).to.equal(true);
    } catch (failure) {
      if (failure instanceof PerlineError) return failure.code;
      throw failure;
    }
  }
  return "instrumented";
}

describe("texts at the edge", () => {
  const instrumented: Record<string, string> = {
    "lone surrogates": "const a = '\ud800', b = `\udfff`; // \ud83d\nf(a, b);",
    "right-to-left marks": "const a = '\u202e'; /* \u202e } \u2066 */ f(a);",
    "line separators in strings and templates": "const a = '\u2028', b = `\u2029`;\u2028f(a,\u2029b);",
    "nothing but a byte-order mark": "\ufeff",
    "a line of a megabyte": `f([${"g(1),".repeat(200_000)}]);`,
    "a string of a megabyte": `f("${"x".repeat(1_000_000)}");`,
    "ten thousand functions on one line": "function f() { return g(); }".repeat(10_000),
    "a hundred thousand lines": "f(1);\n".repeat(100_000),
    "a string of 20 megabytes": `f("${"x".repeat(20_000_000)}");`,
    "a comment of 20 megabytes": `/*${" words of a licence\n".repeat(1_000_000)}*/ f();`,
    "a template of 20 megabytes, with lines": `f(\`${"a line of text\n".repeat(1_300_000)}\`);`,
    "20 megabytes of data in long lines": `f([${`["${"ab".repeat(50_000)}", 1],\n`.repeat(200)}]);`,
    "right-to-left names with joiners, and a lone surrogate as a key": "const o = { '\ud800': 1, \u05d0\u200d\u05d1: 2 }; f(o['\ud800'], o.\u05d0\u200d\u05d1);",
  };
  for (const [name, text] of Object.entries(instrumented)) {
    it(`${name} are instrumented`, () => expect(outcomeOf(text)).to.equal("instrumented"));
  }

  const deep: Record<string, string> = {
    "ten thousand nested brackets": `f(${"[".repeat(10_000)}${"]".repeat(10_000)});`,
    "ten thousand nested calls": `${"f(".repeat(10_000)}1${")".repeat(10_000)};`,
    "ten thousand nested blocks": `${"{".repeat(10_000)}f();${"}".repeat(10_000)}`,
    "ten thousand links of a chain": `o${".f()".repeat(10_000)};`,
    "ten thousand operands": `f(${"a + ".repeat(10_000)}a);`,
  };
  for (const [name, text] of Object.entries(deep)) {
    it(`${name} are instrumented or left alone`, () => {
      expect(["instrumented", "edit-not-applied"]).to.include(outcomeOf(text));
    });
  }
});
