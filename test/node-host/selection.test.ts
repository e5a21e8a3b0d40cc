/** Which files and functions patterns mean. */
import { PerlineError } from "@perline/format";
import { FileSelection, findRoot, unmatchedIncludes } from "@perline/transform/node";
import { expect } from "chai";
import { join } from "node:path";
import { root as repository } from "../runs.js";

const root = join(__dirname, "fixtures");

function selects(patterns: { include?: string[]; exclude?: string[] }, path: string): boolean {
  return new FileSelection({ root, include: [], exclude: [], ...patterns }).includes(join(root, path));
}

describe("the selection of files", () => {
  it("means the files under the root outside node_modules", () => {
    expect(selects({}, "src/a.ts")).to.equal(true);
    expect(selects({}, "node_modules/x/a.js")).to.equal(false);
    expect(selects({}, "src/node_modules/x/a.js")).to.equal(false);
    expect(selects({}, "../a.js")).to.equal(false);
    expect(selects({}, ".hidden/a.js")).to.equal(true);
  });

  it("means exactly what is included, and never what is excluded", () => {
    expect(selects({ include: ["node_modules/x/**"] }, "node_modules/x/lib/a.js")).to.equal(true);
    expect(selects({ include: ["node_modules/x/**"] }, "src/a.ts")).to.equal(false);
    expect(selects({ include: ["./src/**"], exclude: ["**/*.test.ts"] }, "src/a.test.ts")).to.equal(false);
    expect(selects({ include: [join(root, "src", "*.ts")] }, "src/a.ts")).to.equal(true);
  });

  it("narrows files to functions", () => {
    const selection = new FileSelection({ root, include: ["a.ts:Class.*", "b.ts"], exclude: ["a.ts:Class.skip", "b.ts:one"] });
    const a = selection.functionsOf(join(root, "a.ts"))!;
    expect(["Class.method", "Class.skip", "other", "<module>"].filter(a)).to.deep.equal(["Class.method"]);
    const b = selection.functionsOf(join(root, "b.ts"))!;
    expect(["one", "two"].filter(b)).to.deep.equal(["two"]);
    expect(selection.includes(join(root, "b.ts"))).to.equal(true);
    expect(new FileSelection({ root, include: [], exclude: [] }).functionsOf(join(root, "c.ts"))).to.equal(null);
  });

  it("tells the includes that matched nothing, as they were given", () => {
    const include = ["src/**", "./lib/*.ts", "a.ts:f", "a.ts:g", "*:f", "out/a.js:f*", "b.ts:f"];
    const measured = [{ paths: ["src/x.js"], names: [] }, { paths: ["a.ts", "out/a.js"], names: ["f"] }];
    expect(unmatchedIncludes({ root, include }, measured)).to.deep.equal([
      { glob: "./lib/*.ts", missing: "file" }, { glob: "a.ts:g", missing: "function" }, { glob: "b.ts:f", missing: "file" },
    ]);
  });

  it("names files by their way from the root", () => {
    const selection = new FileSelection({ root, include: [], exclude: [] });
    for (const path of ["a.ts", "src/a.ts", "../a.ts", "../../x/a.ts", "..a/b.ts", "x.fixtures/a.ts"]) {
      expect(selection.path(join(root, path))).to.equal(path);
    }
    expect(selection.path(`${root}//src/./x/../a.ts`)).to.equal("src/a.ts");
    expect(selection.path(`${root}s/a.ts`)).to.equal("../fixturess/a.ts");
    expect(selection.path(root)).to.equal("");
  });

  it("refuses what is no pattern", () => {
    for (const bad of ["src/[", "(", "", ":f", "a.ts:", "**:"]) {
      expect(() => new FileSelection({ root, include: [bad], exclude: [] }), bad).to.throw(PerlineError).with.property("code", "usage");
    }
  });

  it("has the folder of the nearest package for its root", () => {
    expect(findRoot(join(repository, "packages", "transform", "src"))).to.equal(join(repository, "packages", "transform"));
  });
});
