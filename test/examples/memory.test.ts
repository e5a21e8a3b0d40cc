/** The example of memory: memory_profiler's own, whose figures are known. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "@perline/format";
import { commandOf } from "../docs/commands.js";
import { inTemporaryFolder, perline, root, runWell } from "../runs.js";

const mebibyte = 2 ** 20;

describe("the example of memory", () => {
  it("shows 7.6 MiB, 152.6 MiB and their release, each within one percent", () => inTemporaryFolder(async (folder) => {
    const readme = readFileSync(join(root, "examples", "memory", "README.md"), "utf8");
    const command = /`npx (perline memory [^`]*)`/.exec(readme)?.[1] ?? "";
    const [name = "", ...args] = commandOf(command).args;
    const profile = join(folder, "profile.json");
    const bare = await runWell(["--import", "tsx", args.at(-1) ?? ""]);
    const { stdout } = await runWell([perline, name, "--output", profile, ...args]);
    expect(stdout.startsWith(bare.stdout)).to.equal(true);

    const reported = await runWell([perline, "report", "--format", "json", profile]);
    const { files: [file], reading } = JSON.parse(reported.stdout) as Report;
    expect(reading).to.deep.equal({ of: "heap", collects: true });
    const increments = (file?.lines ?? []).map(({ incrementBytes = NaN }) => incrementBytes / mebibyte);
    const [million = NaN, twentyMillion = NaN, dropped = NaN, left = NaN] = increments;
    expect(million).to.be.closeTo(8e6 / mebibyte, 0.08);
    expect(twentyMillion).to.be.closeTo(16e7 / mebibyte, 1.6);
    expect(dropped).to.be.closeTo(-16e7 / mebibyte, 1.6);
    expect(left).to.be.closeTo(0, 0.08);
  }));
});
