/** perline profiles perline, by the command that CONTRIBUTING.md gives. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { commandOf, runCommand } from "../docs/commands.js";
import { inTemporaryFolder, root } from "../runs.js";

describe("perline's own profile", () => {
  it("tells what instrumenting a file takes, by the lines of perline's sources", () => inTemporaryFolder(async (folder) => {
    const line = /^`(PERLINE=1 .*)`,$/m.exec(readFileSync(join(root, "CONTRIBUTING.md"), "utf8"))?.[1] ?? "";
    const output = join(folder, "self.perline.json");
    const { env, ...command } = commandOf(line);
    const bare = await runCommand({ ...command, env: {} }, root);
    const ours = await runCommand({ ...command, env: { ...env, PERLINE_OUTPUT: output, BABEL_CACHE_PATH: join(folder, "babel.json") } }, root);
    expect([ours.code, ours.stdout]).to.deep.equal([0, bare.stdout]);
    const { sources } = readProfile(readFileSync(output, "utf8"), output);
    expect(sources.map(({ path }) => path)).to.include.members(["packages/transform/src/2-plan/plan.ts", "packages/transform/src/3-emit/text.ts"]);
  }));
});
