/** Real snapshots of V8's: of a program whose objects are known, by the command, and of a program that asks about itself. */
import { expect } from "chai";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Origin } from "@perline/reporter";
import type { GrowthRow, HolderRow, ReferenceGraph, TypeRow } from "@perline/heap";
import { perline, runNode, runWell } from "../runs.js";

/** What `perline heap --format json` may hold. */
interface Answer {
  types: TypeRow[];
  growth: GrowthRow[];
  holders: HolderRow[];
  backReferences: ReferenceGraph;
  chain: ReferenceGraph;
  origins: Origin[];
}

describe("perline heap", () => {
  let cwd = "";

  before(async () => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), "perline-heap-")));
    await runWell([join(__dirname, "fixtures", "known.cjs")], { cwd });
  });

  after(() => rmSync(cwd, { recursive: true, force: true }));

  const asked = async (...args: string[]): Promise<Answer> => (
    JSON.parse((await runWell([perline, "heap", "--format", "json", ...args], { cwd })).stdout) as Answer
  );
  const printed = async (...args: string[]): Promise<string> => (await runWell([perline, "heap", ...args], { cwd })).stdout;

  it("counts objects of a type exactly, and the bytes that they keep", async () => {
    const { types } = await asked("--limit", "99999", "--internals", "before.heapsnapshot");
    const [kept, inner] = ["Kept", "Inner"].map((type) => types.find((row) => row.type === type));
    expect([kept?.count, inner?.count]).to.deep.equal([10, 1]);
    expect(types.map(({ type }) => type)).not.to.include("Dropped");
    // 1000 elements of a pointer each, and little besides: as large as this Node has them.
    const pointer = 8;
    expect(kept!.retainedBytes - kept!.shallowBytes).to.be.within(10 * 1000 * pointer, 10 * (1000 * pointer + 100));
    expect(types.map(({ count }) => count)).to.deep.equal(types.map(({ count }) => count).sort((a, b) => b - a));
  });

  it("tells exactly what has grown", async () => {
    const { growth } = await asked("--compare", "before.heapsnapshot", "--limit", "9999", "after.heapsnapshot");
    const kept = growth.find(({ type }) => type === "Kept");
    expect(kept).to.include({ count: 35, growth: 25 });
    const text = await printed("--compare", "before.heapsnapshot", "after.heapsnapshot");
    expect(text).to.match(/^Type +Count +Growth +Growth B\n=+\n[^]*\nKept +35 +\+25 +\+\d+\n/);
    expect(await printed("--compare", "after.heapsnapshot", "before.heapsnapshot")).not.to.include("Kept");
  });

  it("tells who holds a type, and the way from the global object", async () => {
    const { types, holders, backReferences, chain } = await asked("--type", "Kept", "after.heapsnapshot");
    expect(types.map(({ type, count }) => [type, count])).to.deep.equal([["Kept", 35]]);
    expect(holders).to.deep.equal([{ by: "[…]", type: "Array", count: 35 }]);
    expect(backReferences.objects[0]).to.include({ type: "Kept", depth: 0 });
    expect(chain.objects.map(({ type }) => type).reverse()).to.deep.equal(["global", "Object", "Array", "Kept"]);
    expect(chain.references.map(({ by }) => by).reverse().slice(0, 2)).to.deep.equal([".store", ".kept"]);
    const text = await printed("--type", "Inner", "after.heapsnapshot");
    expect(text).to.match(/\nglobal @\d+, .*\n└─ \.store → Object @\d+, .*\n {3}└─ \.byName → Map @\d+, .*\n {6}└─ \(table\) → Inner @\d+, .*\n$/);
  });

  it("tells which lines created a type, by a profile of the same program", async () => {
    const program = join(__dirname, "fixtures", "known.cjs");
    await runWell([perline, "run", "--leaks", "--include", program, "--output", "leaks.json", program], { cwd });
    const line = readFileSync(program, "utf8").split("\n").findIndex((text) => text.includes("new Kept(")) + 1;
    expect(await printed("--type", "Kept", "--profile", "leaks.json", "after.heapsnapshot"))
      .to.match(new RegExp(`\\nCreated by:\n {2}\\S*known\\.cjs:${line}: \\d+ alive at most, of 35\n`));
    const { origins } = await asked("--type", "Kept", "--profile", "leaks.json", "after.heapsnapshot");
    expect(origins).to.have.lengthOf(1);
    expect(origins[0]).to.include({ line, created: 35 });
    const { code, stderr } = await runNode([perline, "heap", "--profile", "leaks.json", "after.heapsnapshot"], { cwd });
    expect([code, stderr.includes("--profile tells which lines")]).to.deep.equal([2, true]);
  });

  it("draws it", async () => {
    const file = join(cwd, "kept.svg");
    expect(await printed("--type", "Kept", "--format", "svg", "-o", file, "after.heapsnapshot")).to.equal("");
    expect(readFileSync(file, "utf8")).to.match(/<svg[^]*>Kept<\/text>[^]*<\/svg>/);
    expect(await printed("--type", "Kept", "--format", "dot", "after.heapsnapshot")).to.match(/^digraph ObjectGraph \{\n[^]* -> o\d+ \[label="\.kept"\];\n[^]*\}\n$/);
  });

  it("counts what it hides, and asks back for a type that there is not", async () => {
    expect(await printed("--limit", "1", "after.heapsnapshot"))
      .to.match(/^Type .*\n=+\n.*\n\nTotal: \d+ objects, \d+ B\nHidden: \d+ types beyond the first 1; \d+ types of V8's and Node's own \(--internals\)\n$/);
    const { code, stderr } = await runNode([perline, "heap", "--type", "Kepd", "after.heapsnapshot"], { cwd });
    expect([code, stderr]).to.deep.equal([2, 'perline: there is no object of type "Kepd" in the heap snapshot (usage). Did you mean Kept?\n']);
    expect(await printed("--leaking", "after.heapsnapshot")).not.to.include("Kept");
  });
});

describe("a program that asks about itself", () => {
  it("is told what it holds, and keeps nothing for having asked", async () => {
    const { stdout } = await runWell(["--expose-gc", join(__dirname, "fixtures", "live.cjs")]);
    const { grown, inMap, chain, ofAlone, isKept, counted } = JSON.parse(stdout) as Record<string, unknown>;
    expect(grown).to.include({ type: "Kept", count: 2, growth: 1 });
    expect(inMap).to.deep.equal(["(table) of Map"]);
    expect(chain).to.deep.equal(["Kept", "Map", "global"]);
    expect(ofAlone).to.deep.equal([]);
    expect(isKept).to.equal(false);
    expect((counted as TypeRow[]).map(({ type, count }) => [type, count])).to.deep.equal([["Kept", 2]]);
  });
});
