/** The text printer and what guards it: order at one offset, lines, marks, maps, and errors that are never silent. */
import { expect } from "chai";
import { abiPrefix, mark, PerlineError } from "@perline/format";
import { instrument, plan, printText, unmark, type Edit, type InstrumentOptions } from "@perline/transform";
import { allCases } from "../cases/case.js";
import { filenameOf, syntaxOf } from "../cases/lowerings.js";
import { corpus } from "./running-line.corpus.js";
import { programOptions } from "./instrumented-program.js";

/** A text, and what of its options is its own. */
type Program = readonly [text: string, own?: Partial<InstrumentOptions>];

const programs: readonly Program[] = [
  ...Object.values(corpus).map((text): Program => [text]),
  ...allCases().flatMap((one) =>
    one.files.map((file): Program => [file.text, { filename: filenameOf(one, file), goal: syntaxOf(file) }])),
];

function failure(run: () => unknown): PerlineError {
  try {
    run();
  } catch (error) {
    if (error instanceof PerlineError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function readable(code: string): string {
  return code.replaceAll(abiPrefix, "").replaceAll(mark, "");
}

describe("instrumented text", () => {
  it("gives back its input without the marked pieces", () => {
    for (const [text, own] of programs) {
      for (const clock of ["sampled", "exact"] as const) {
        const { code, probeCount } = instrument(text, programOptions({ clock, ...own }));
        if (probeCount > 0) expect(code).to.not.equal(text);
        expect(unmark(code)).to.equal(text);
      }
    }
  });

  it("keeps a no-break space of the text's own before an inserted piece", () => {
    const text = "\u00a0f();\n\u00a0g(1 /\u00a0h());\nfunction f() {\u00a0return\u00a0g(); }\n";
    expect(unmark(instrument(text, programOptions()).code)).to.equal(text);
  });

  it("has its input's line breaks, and nothing of ours outside the marks", () => {
    for (const [text, own] of programs) {
      const { code } = instrument(text, programOptions(own));
      expect(code.split("\n").map((line) => unmark(line)).join("\n")).to.equal(text);
    }
  });

  it("is this, for a function and a loop", () => {
    const { code } = instrument("function f(xs) {\n  for (const x of xs) g(x)\n}\nf([])", programOptions());
    expect(readable(code)).to.equal(
      "let p=s[0]+1;s[p]=1;s[0]=p;try{h[1]++;function f(xs) {let p=s[0]+1;s[p]=3;s[0]=p;try{h[2]++;\n"
      + "  h[4]++;for (const x of xs) {g(x);h[4]++;}\n"
      + ";p=~p}finally{p<0?s[0]=-2-p:x(p)}}\nf([]);p=~p}finally{p<0?s[0]=-2-p:x(p)}",
    );
  });

  it("counts from the base", () => {
    const { code, probeCount } = instrument("f();\ng();", programOptions({ base: 100 }));
    expect(readable(code)).to.include("h[100]++").and.include("h[101]++");
    expect(probeCount).to.equal(2);
  });

  it("keeps a byte-order mark, a hashbang and directives first", () => {
    for (const start of ["\ufeff\"use strict\"", "#!/usr/bin/env node\n\"use strict\"", "// @flow\n'use client'"]) {
      expect(instrument(`${start}\nf()`, programOptions()).code.startsWith(start)).to.equal(true);
    }
  });
});

describe("the source map", () => {
  it("leads from an inserted text back to where its words stood", () => {
    const text = "const a = 1;\nfunction f(x) {\n  return x + a;\n}\nf(a);\n";
    const result = instrument(text, programOptions());
    const map = result.map();
    expect(map.version).to.equal(3);
    expect(map.mappings.split(";")).to.have.length(text.split("\n").length);
  });
});

describe("what goes wrong is told", () => {
  it("a syntax error, with its line", () => {
    const { code, line, file } = failure(() => instrument("a;\nb c", programOptions()));
    expect({ code, line, file }).to.deep.equal({ code: "source-syntax", line: 2, file: "/program/program.js" });
  });

  it("a text that was instrumented already", () => {
    const { code } = instrument("f();", programOptions());
    expect(failure(() => instrument(code, programOptions())).code).to.equal("source-instrumented");
  });

  it("an edit out of order", () => {
    const options: InstrumentOptions = programOptions();
    const text = "f();\ng();\nh();";
    const { edits } = plan(text, options);
    const shuffled: Edit[] = [...edits].reverse();
    expect(failure(() => printText(text, shuffled, { filename: "program.js", base: 1, clock: "sampled" })).code).to.equal("edit-not-applied");
  });
});
