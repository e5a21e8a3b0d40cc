/** The table of hazards is complete, and what the generator makes of the cases. */
import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allCases } from "./case.js";
import { hazards } from "./hazards.js";
import { difference } from "./listing.js";
import { naiveRewrites } from "./naive.js";
import { renderTable, tableFile } from "./table.js";

describe("the table of hazards", () => {
  const cases = allCases();
  const named = new Set(cases.flatMap(({ settings }) => settings.hazards ?? []));

  it("has for each row a case, a test elsewhere, or a reason", () => {
    const missing = hazards.filter(({ id, test, none }) => !named.has(id) && test === undefined && none === undefined);
    expect(missing.map(({ id }) => id)).to.deep.equal([]);
  });

  it("has for each row that cases alone stand for one that fails where a rule is reversed", () => {
    const broken = new Set(cases.flatMap(({ settings: { hazards: rows = [], naive = [] } }) => (naive.length > 0 ? rows : [])));
    const held = hazards.filter(({ id, test, none }) => !broken.has(id) && test === undefined && none === undefined);
    expect(held.map(({ id }) => id)).to.deep.equal([]);
  });

  it("tells the exact probe wherever a rule is reversed", () => {
    const rows = readFileSync(tableFile, "utf8").split("\n").filter((row) => row.endsWith("|  |") && !row.endsWith("|  |  |"));
    expect(rows).to.deep.equal([]);
  });

  it("has a row for each that a case names, and its tests are there", () => {
    const ids = new Set(hazards.map(({ id }) => id));
    expect([...named].filter((id) => !ids.has(id))).to.deep.equal([]);
    const tests = hazards.flatMap(({ test }) => test ?? []);
    expect(tests.filter((test) => !existsSync(join(__dirname, "..", "..", test)))).to.deep.equal([]);
  });

  it("uses each naive rewrite", () => {
    const used = new Set(cases.flatMap(({ settings }) => settings.naive ?? []));
    expect(Object.keys(naiveRewrites).filter((name) => !used.has(name))).to.deep.equal([]);
  });

  it("is what the generator writes", async () => {
    expect(difference(readFileSync(tableFile, "utf8"), await renderTable())).to.equal("");
  });
});
