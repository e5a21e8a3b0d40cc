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

  it("begins a statement with one semicolon, whatever else begins there", () => {
    const begins = ["o\n.f()\n.g()\n.h()", "o.f()\n[g()]\n[h()]", "o\n.f(1)\n.throw(\ng())", "(await\no\n.f())\n.g()", "(o\n.f())\n`${\ng()}`"];
    for (const statement of begins) {
      const text = `async function f() {\n${statement};\n}`;
      for (const clock of ["sampled", "exact"] as const) expect(() => instrument(text, programOptions({ clock }))).to.not.throw();
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
      "let p=e(1);try{function f(xs) {let p=f(3);try{z(2);\n"
      + "  z(4);for (const x of xs) {g(x);z(4);}\n"
      + ";(s[0])=p-1,(p)=0}finally{p&&x(p)}}\nf([]);(s[0])=p-1,(p)=0}finally{p&&x(p)}",
    );
  });

  it("is this, for returns that leave at once", () => {
    const { code } = instrument("function f(x) {\n  if (x) return 1;\n  return h;\n}", programOptions());
    expect(readable(code)).to.include(
      "{let p=e(1),v;try{\n  if (x) {return ((v)=(0,1),(s[0])=p-1,(p)=0,v);}\n"
      + "  l(p,2);return ((v)=(0,h),(s[0])=p-1,(p)=0,v);\n}finally{if(!p)return v;x(p)}}",
    );
  });

  it("is this, for statements that take no time: they count, and the running line stays", () => {
    const { code } = instrument("function f(x) {\n  let y = x, z;\n  while (y()) {\n    if (z)\n      break;\n    z = 1;\n  }\n  return y;\n}", programOptions());
    expect(readable(code)).to.include("\n      {z(4);break;}\n").and.to.include("\n  z(6);return ((v)=(0,y),").and.to.include("l(p,5);z = 1;");
  });

  it("is this, for statements behind which something may run at their line", () => {
    const jump = (text: string): string => readable(instrument(`function f(xs) {\n  ${text}\n}`, programOptions()).code);
    expect(jump("for (const x of xs) {\n    x();\n    break;\n  }")).to.include("l(p,5);break;");
    expect(jump("try {\n    xs();\n    return;\n  } finally {\n    xs();\n  }")).to.include("l(p,2);;(p)=~p;return;");
    expect(jump("xs();\n  const g = () => 1;")).to.include("l(p,2);const g");
  });

  it("is this, for a constructor, where a return may fail behind its value", () => {
    const { code } = instrument("class A extends B { constructor(x) { if (x) return x; super(); } }", programOptions());
    expect(readable(code)).to.include("if (x) {;(p)=~p;return x;} super(); ;(s[0])=p-1,(p)=0}finally{p&&x(p)}");
  });

  it("is this, for returns behind which an iterator or a resource is closed, or a finally runs", () => {
    const options = programOptions({ filename: "/program/program.ts" });
    for (const body of ["for (const x of xs) return g(x);", "using x = g(); return g(x);", "try { return g(x); } finally { h(); }"]) {
      const { code } = instrument(`function f(xs) { ${body} }`, options);
      expect(readable(code)).to.include("return (k)((g(x)),(p)=~p);").and.not.include("v=");
    }
  });

  it("is this, for async functions, which may be left at once where they await nothing", () => {
    const { code } = instrument("f(async (x) => x, async () => g(1), async () => await g(1));", programOptions());
    expect(readable(code)).to.include(
      "async (x) => {let p=e(2);(s[0])=p-1,(p)=0;return x}, "
      + "async () => {let p=e(3),v;try{(v)=(0,g(1));(s[0])=p-1,(p)=0}finally{if(!p)return v;x(p)}}, "
      + "async () => {let p=e(4);try{return (k)((k)(await (k)(g(1),(p)=w(p,4)),(p)=r(p)),(p)=~p)}finally{x(p)}}",
    );
  });

  it("is this, for concise bodies", () => {
    const { code } = instrument("f(() => g(1), (x) => x);", programOptions());
    expect(readable(code)).to.include(
      "() => {let p=e(2),v;try{(v)=(0,g(1));(s[0])=p-1,(p)=0}finally{if(!p)return v;x(p)}}, "
      + "(x) => {let p=e(3);(s[0])=p-1,(p)=0;return x});",
    );
  });

  it("is this, for a loop that calls nothing", () => {
    const { code } = instrument("function f(a) {\n  for (let n = 0; n < 9; n++)\n    a[n] = 1;\n}", programOptions());
    expect(readable(code)).to.include(
      "{let u3=0,u4=0;try{for (let n = 0; (u3++&16383^16383||(h[3]+=u3,(u3)=0,h[4]+=u4,(u4)=0),n < 9); ((s[p])=2,n++))\n"
      + "    {u4++,(s[p])=4;a[n] = 1;}}finally{h[3]+=u3,h[4]+=u4}}",
    );
  });

  it("counts from the base", () => {
    const { code, probeCount } = instrument("f();\ng();", programOptions({ base: 100 }));
    expect(readable(code)).to.include("e(100)").and.include("l(p,101)");
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
