/** The Babel printer: the tree that it leaves is the one that Babel reads from what the text printer gives. */
import { expect } from "chai";
import { PerlineError } from "@perline/format";
import { plan, printText } from "@perline/transform";
import { printBabel } from "../../packages/transform/dist/3-emit/babel.js";
import { allCases } from "../cases/case.js";
import { filenameOf, syntaxOf } from "../cases/lowerings.js";
import { clocks, type ClockName } from "../cases/measured.js";
import { nightly, progress, runs, seed } from "../effort.js";
import { readRealSource, realSourceFiles, someRealSourceFiles } from "../real-sources.js";
import { parseByBabel, programOf, type BabelText } from "./babel-tree.js";
import { programOptions } from "./instrumented-program.js";

/** Prints a text both ways, and compares. */
function compare(source: BabelText, clock: ClockName, memory = false): void {
  const { text, filename, goal } = source;
  const { edits } = plan(text, programOptions({ filename, goal, memory }));
  const options = { filename, base: 1, clock };
  const tree = parseByBabel(source);
  printBabel(tree.program, edits, { ...options, text });
  const expected = parseByBabel({ ...source, text: printText(text, edits, options).code });
  expect(programOf(tree) === programOf(expected), `${filename} by the ${clock} clock`).to.equal(true);
}

describe("babel printer", () => {
  for (const clock of clocks) {
    it(`leaves of every case the tree of what the text printer gives, by the ${clock} clock`, () => {
      for (const one of allCases()) {
        for (const file of one.files) compare({ text: file.text, filename: filenameOf(one, file), goal: syntaxOf(file) }, clock);
      }
    });
  }

  it("keeps what begins right behind the body of a loop out of it", () => {
    const text = "function f(){for(b=1;b<k;b+=g)s(b);for(b=1<<x;(y&b)!==0;b>>>=1)y^=b;if(y)for(;y<3;)y++;for(b=1;b<k;b++)s(b)}";
    for (const clock of clocks) compare({ text, filename: "/a.js", goal: "commonjs" }, clock);
  });

  it("leaves of every case that tree where objects are counted", () => {
    for (const one of allCases()) {
      for (const file of one.files) compare({ text: file.text, filename: filenameOf(one, file), goal: syntaxOf(file) }, "sampled", true);
    }
  });

  it("finds its way in a tree with nodes for parentheses", () => {
    for (const one of allCases()) {
      for (const file of one.files) {
        const { text } = file;
        const [filename, goal] = [filenameOf(one, file), syntaxOf(file)];
        const { edits } = plan(text, programOptions({ filename, goal }));
        const tree = parseByBabel({ text, filename, goal, parentheses: true });
        printBabel(tree.program, edits, { filename, base: 1, clock: "sampled", text });
      }
    }
  });

  const files = realSourceFiles();
  const some = someRealSourceFiles(runs({ check: 30, nightly: files.length }), seed);
  it(`leaves of real files the tree of what the text printer gives: ${some.length} of ${files.length} (seed ${seed})`, () => {
    expect(files.length).to.be.greaterThan(200);
    const done = progress("files", some.length);
    some.forEach((file, index) => {
      compare(readRealSource(file), clocks[index % clocks.length]!);
      done();
    });
  }).timeout(nightly ? 600_000 : 60_000);

  it("names file and line of an edit that a tree has no place for", () => {
    const source: BabelText = { text: "f(\n  1,\n  2,\n  g(),\n);\n", filename: "/program/input.js", goal: "commonjs" };
    const { text, filename, goal } = source;
    const { edits } = plan(text, programOptions({ filename, goal }));
    let failure: unknown;
    try {
      printBabel(parseByBabel({ ...source, text: "f();" }).program, edits, { filename, text, base: 1, clock: "sampled" });
    } catch (error) {
      failure = error;
    }
    expect(failure).to.be.instanceOf(PerlineError);
    const { code, file, line } = failure as PerlineError;
    expect({ code, file, line }).to.deep.equal({ code: "edit-not-applied", file: "/program/input.js", line: 4 });
  });
});
