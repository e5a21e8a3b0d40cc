/** The Babel printer: what it puts into a tree is what the text printer puts into the text, in the same order. */
import { expect } from "chai";
import { PerlineError } from "@perline/format";
import { plan, printText, type Plan } from "@perline/transform";
import { allCases } from "../cases/case.js";
import { filenameOf, syntaxOf } from "../cases/lowerings.js";
import { printBabel } from "../../packages/transform/dist/3-emit/babel.js";
import { parseByBabel, textOfTree, type BabelText } from "./babel-tree.js";

/** Ids that no text of the cases has as a number. */
const base = 10_000_019;

function probesIn(code: string): string[] {
  return code.match(/\b100\d{5}\b/g) ?? [];
}

function planOf({ text, filename, goal }: BabelText): Plan {
  return plan(text, { filename, path: "input.js", goal, select: "all", keepText: false });
}

describe("babel printer", () => {
  for (const parentheses of [false, true]) {
    it(`puts the same probes in the same order as the text printer, ${parentheses ? "with" : "without"} nodes for parentheses`, () => {
      for (const one of allCases()) {
        for (const file of one.files) {
          const text: BabelText = { text: file.text, filename: filenameOf(one, file), goal: syntaxOf(file), parentheses };
          const planned = planOf(text);
          for (const clock of ["sampled", "exact"] as const) {
            const tree = parseByBabel(text);
            printBabel(tree.program, planned.edits, { ...text, base, clock });
            const expected = printText(text.text, planned.edits, { filename: text.filename, base, clock }).code;
            expect(probesIn(textOfTree(tree, text)), `${one.name}/${file.name}`).to.deep.equal(probesIn(expected));
          }
        }
      }
    });
  }

  it("names file and line of an edit that a tree has no place for", () => {
    const text: BabelText = { text: "f(\n  1,\n  2,\n  g(),\n);\n", filename: "/program/input.js", goal: "commonjs" };
    const planned = planOf(text);
    const tree = parseByBabel({ ...text, text: "f();" });
    let failure: unknown;
    try {
      printBabel(tree.program, planned.edits, { ...text, base, clock: "sampled" });
    } catch (error) {
      failure = error;
    }
    expect(failure).to.be.instanceOf(PerlineError);
    const { code, file, line } = failure as PerlineError;
    expect({ code, file, line }).to.deep.equal({ code: "edit-not-applied", file: "/program/input.js", line: 4 });
  });
});
