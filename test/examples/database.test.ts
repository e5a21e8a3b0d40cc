/** The example of a database: what loading all rows holds, against looking at them one by one. */
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "../docs/commands.js";
import { inTemporaryFolder, perline, root, runWell } from "../runs.js";

describe("the example of a database", () => {
  it("shows the drop at the line that makes the orders, in percent", () => inTemporaryFolder(async (folder) => {
    const readme = readFileSync(join(root, "examples", "database", "README.md"), "utf8");
    const [name = "", ...args] = commandOf(/`npx (perline run [^`]*)`/.exec(readme)?.[1] ?? "").args;
    const env = { ORDERS: "2000" };
    const bare = await runWell(["--import", "tsx", args.at(-1) ?? ""], { env });
    expect(bare.stdout).to.match(/^turnover: (\d+) cents, one by one \1 cents\n$/);
    const { stdout } = await runWell([perline, name, "--output", join(folder, "profile.json"), ...args], { env });
    expect(stdout.startsWith(bare.stdout)).to.equal(true);
    const line = readFileSync(join(root, "examples", "database", "main.ts"), "utf8").split("\n").findIndex((text) => text.includes("new Order(row)")) + 1;
    const [, left, lost, percent] = new RegExp(`main\\.ts:${line}: size=.*, count=(\\d+) \\(-(\\d+)\\).*: (-[\\d.]+) %`).exec(stdout) ?? [];
    expect(Number(left) + Number(lost)).to.equal(2000);
    expect(Number(left)).to.be.at.most(1);
    expect(Number(percent)).to.be.below(-99.9);
    expect(stdout).to.match(new RegExp(`\\nexamples/database/main\\.ts:${line}: size=93\\.8 KiB, count=2000, average=48 B\\n`));
  }));
});
