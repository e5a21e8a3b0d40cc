/** `perline merge`: many profiles as one file, without the memory of many. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { writeProfile } from "@perline/format/read";
import { expect } from "chai";
import { buildProfile } from "../format/build-profile.js";
import { exampleProfile } from "../format/example.js";
import { inWorkplace, said } from "./harness.js";

describe("perline merge", () => {
  it("writes one profile, compressed where its name says so, that a report adds up", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "-o", "one.json", "count.js"]);
    await place.perline(["run", "-o", "two.json.gz", "count.js"]);
    expect(await place.perline(["merge", "-o", "all.json.gz", "one.json", "two.json.gz"])).to.include({ code: 0, stdout: "", stderr: "" });
    place.write("all.json", gunzipSync(readFileSync(join(place.folder, "all.json.gz"))));
    const { sources, processes } = place.profile("all.json");
    expect([sources.length, processes.length]).to.deep.equal([1, 2]);
    const apart = await place.perline(["report", "--format", "json", "one.json", "two.json.gz"]);
    const together = await place.perline(["report", "--format", "json", "all.json.gz"]);
    expect(JSON.parse(together.stdout)).to.deep.equal(JSON.parse(apart.stdout));
  }));

  it("leaves what was there where a profile cannot be read, and nothing beside it", () => inWorkplace([], async (place) => {
    place.write("good.json", writeProfile(exampleProfile()));
    place.write("bad.json", writeProfile(exampleProfile()).slice(0, 900));
    place.write("all.json", "before");
    const finished = await place.perline(["merge", "-o", "all.json", "good.json", "bad.json"]);
    expect(finished.code).to.equal(1);
    expect(said(finished)[0]).to.match(/^bad\.json: the profile is cut off/);
    expect(place.read("all.json")).to.equal("before");
    expect(readdirSync(place.folder).filter((name) => name.includes("all.json"))).to.deep.equal(["all.json"]);
  }));

  for (const { what, args, says } of [
    { what: "no file to write", args: ["merge", "one.json"], says: /^the file to write is missing \(usage\)/ },
    { what: "a file that it reads", args: ["merge", "-o", "one.json", "one.json"], says: /^one\.json: the report would replace the profile/ },
  ]) {
    it(`refuses ${what}`, () => inWorkplace([], async (place) => {
      place.write("one.json", writeProfile(exampleProfile()));
      const finished = await place.perline(args);
      expect(finished.code).to.equal(2);
      expect(said(finished)[0]).to.match(says);
    }));
  }

  it("needs memory for one profile, whatever their number", () => inWorkplace([], async (place) => {
    const lines = Array.from({ length: 10_000 }, (_, index) => ({ line: index + 1, hits: 1e9 + index, self: 2e9 + index }));
    const fn = { name: "f", line: 1, endLine: lines.length, lines };
    const names = Array.from({ length: 80 }, (_, index) => `${index}.json`);
    for (const [index, name] of names.entries()) {
      place.write(name, writeProfile(buildProfile({ sources: [{ path: "a.js", text: "f();\n".repeat(10_000), functions: [fn] }], pid: index })));
    }
    // Held at once they would take several times as much.
    const env = { NODE_OPTIONS: "--max-old-space-size=40" };
    expect(await place.perline(["merge", "-o", "all.json", ...names], { env })).to.include({ code: 0, stderr: "" });
    const { sources, processes } = place.profile("all.json");
    expect([sources.length, processes.length]).to.deep.equal([1, 80]);
    const held = await place.perline(["report", ...names], { env });
    expect(held.code, "the limit is no limit").not.to.equal(0);
  }));
});
