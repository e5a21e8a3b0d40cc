/** Examples of builds: each runs by the commands that its README gives, and its profile holds what is marked. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { commandOf, runCommand } from "../docs/commands.js";
import { inTemporaryFolder, root } from "../runs.js";
import { builds } from "./builds.js";
import { readmeOf, runBuild } from "./run-build.js";

describe("examples of builds", () => {
  for (const [name, { file, hits }] of Object.entries(builds)) {
    it(name, () => inTemporaryFolder(async (folder) => {
      expect(readmeOf(name).trimEnd().split("\n")).to.have.length.of.at.most(5);
      const { profile: text, reporting } = await runBuild(name);
      const profile = readProfile(text, name);
      const path = `examples/${name}/${file}`;
      expect(Object.fromEntries(Object.keys(hits).map((line) => [line, hitsOf(profile, path, Number(line))]))).to.deep.equal(hits);
      const output = join(folder, "profile.perline.json");
      writeFileSync(output, text);
      const report = await runCommand(commandOf(reporting.replace(/\S+\.perline\.json/, output)), root);
      expect([report.code, report.stdout]).to.satisfy(([status, words]: [number, string]) => status === 0 && words.includes(`File: ${path}`));
    }));
  }
});
