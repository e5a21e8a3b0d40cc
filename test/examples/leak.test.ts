/** The example of a leak: its report names the line, and what that gains from round to round. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "../docs/commands.js";
import { inTemporaryFolder, perline, root, runWell } from "../runs.js";

describe("the example of a leak", () => {
  it("shows 78.2 KiB a round at the line of its array, and its calls", () => inTemporaryFolder(async (folder) => {
    const readme = readFileSync(join(root, "examples", "leak", "README.md"), "utf8");
    const [name = "", ...args] = commandOf(/`npx (perline run [^`]*)`/.exec(readme)?.[1] ?? "").args;
    const bare = await runWell(["--import", "tsx", args.at(-1) ?? ""]);
    const output = ["--output", join(folder, "profile.json")];
    const { stdout } = await runWell([perline, name, ...output, ...args]);
    expect(stdout.startsWith(bare.stdout)).to.equal(true);
    expect(stdout).to.match(/\n {2}100 {5}\+313 KiB {5}\+78\.2 KiB\/mark {3}100\.0 % {2}examples\/leak\/main\.ts:12 {2}const all = new Array/);
    expect(stdout).to.include("\nexamples/leak/main.ts:12: size=391 KiB, count=5, average=78.2 KiB\n");
    expect(stdout).to.not.match(/main\.ts:7: size=[\d.]+ KiB/);

    const called = await runWell([perline, name, ...output, ...args.map((arg) => (arg === "--leaks" ? "--leaks=1,8" : arg))]);
    const calls = called.stdout.slice(called.stdout.indexOf("most recent call last"));
    expect(calls).to.match(/ {2}File "examples\/leak\/main\.ts", line 18\n {4}console\.log.*\n {2}File "examples\/leak\/main\.ts", line 12\n {4}const all = /);
  }));
});
