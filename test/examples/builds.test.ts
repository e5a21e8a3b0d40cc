/** Examples of builds: each runs by the commands that its README gives, and its profile holds what is marked. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { commandOf, runCommand } from "../docs/commands.js";
import { inTemporaryFolder, root } from "../runs.js";
import { builds } from "./builds.js";

describe("examples of builds", () => {
  for (const [name, { env = {}, more = [], file, hits }] of Object.entries(builds)) {
    it(name, () => inTemporaryFolder(async (folder) => {
      const readme = readFileSync(join(root, "examples", name, "README.md"), "utf8");
      expect(readme.trimEnd().split("\n")).to.have.length.of.at.most(5);
      const commands = [...readme.matchAll(/`((?:npx|node) [^`]*)`/g)].map(([, command = ""]) => command);
      const reporting = commands.pop() ?? "";
      const output = join(folder, "profile.perline.json");
      for (const text of commands) {
        const command = commandOf(text);
        const args = [...command.args, ...(text === commands.at(-1) ? more : [])];
        const { code, stderr } = await runCommand({ ...command, args, env: { ...env, PERLINE_OUTPUT: output } }, root);
        expect(code, stderr).to.equal(0);
      }
      const profile = readProfile(readFileSync(output, "utf8"), output);
      const path = `examples/${name}/${file}`;
      expect(Object.fromEntries(Object.keys(hits).map((line) => [line, hitsOf(profile, path, Number(line))]))).to.deep.equal(hits);
      const report = await runCommand(commandOf(reporting.replace(/\S+\.perline\.json/, output)), root);
      expect([report.code, report.stdout]).to.satisfy(([status, text]: [number, string]) => status === 0 && text.includes(`File: ${path}`));
    }));
  }
});
