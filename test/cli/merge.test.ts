/** `perline merge`: many profiles as one file, without the memory of many. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Report } from "@perline/format";
import { writeProfile } from "@perline/format/read";
import { mergedText } from "@perline/reporter";
import { expect } from "chai";
import { writeMerged } from "../../packages/cli/dist/report/merged.js";
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

  it("adds up what would be too long together to be read, and leaves alone what is not", () => inWorkplace([], async (place) => {
    const [one, two] = [exampleProfile(), { ...exampleProfile(), startedAt: "2026-11-22T09:00:00.000Z" }];
    const output = join(place.folder, "all.json");
    const length = [...mergedText([one, two])].join("").length;
    const written = async (options: { isSum: boolean; mostBytes?: number }): Promise<[boolean, number]> => {
      const isSum = await writeMerged(() => [one, two], { output, ...options });
      return [isSum, place.profile("all.json").processes.length];
    };
    expect(await written({ isSum: false, mostBytes: length })).to.deep.equal([false, 2]);
    expect(await written({ isSum: false, mostBytes: length - 1 })).to.deep.equal([true, 1]);
    expect(await written({ isSum: true })).to.deep.equal([true, 1]);
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
    expect(await place.perline(["merge", "--sum", "-o", "sum.json", ...names], { env })).to.include({ code: 0, stderr: "" });
    const [sum, one] = ["sum.json", "0.json"].map((name) => statSync(join(place.folder, name)).size);
    // Its figures have more digits.
    expect(sum! / one!).to.be.within(1, 1.3);
    const report = await place.perline(["report", "--format", "json", "sum.json"], { env });
    expect((JSON.parse(report.stdout) as Report).files[0]?.lines[7]).to.include({ hits: 80 * (1e9 + 7), selfNs: 80 * (2e9 + 7) });
    const held = await place.perline(["report", ...names], { env });
    expect(held.code, "the limit is no limit").not.to.equal(0);
  }));
});
