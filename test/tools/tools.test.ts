import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import type { Profile } from "@perline/format";
import { plan } from "@perline/transform";
import { saidByProgram, without } from "../differences.js";
import { nightly } from "../effort.js";
import { compareSource, hitsOf } from "./compare.js";
import { runAll, type IstanbulCount } from "./run.js";
import { root, tools } from "./tools.js";

/** Time in the tool's own lines, and all time that is not idle. */
function shares(profile: Profile): { own: number; all: number } {
  const threads = profile.processes.flatMap((process) => process.threads);
  const own = threads.flatMap((thread) => thread.counters).flatMap((counters) => counters.selfNs ?? []).reduce((a, b) => a + b, 0);
  return { own, all: own + threads.reduce((sum, thread) => sum + (thread.outsideNs ?? 0), 0) };
}

/** What a program itself wrote to stderr, without what may differ. */
const saidOn = (stderr: string): string => without(["stack traces"], saidByProgram(stderr));

describe("real tools", function () {
  this.timeout(nightly ? 1_800_000 : 300_000);
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "perline-tools-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const tool of tools) {
    it(`${tool.name}: same output, same counts as istanbul`, async () => {
      const { bare, perline: { outcome, profile }, istanbul } = await runAll(tool, folder);
      expect(bare.stdout).to.have.length.above(0);
      expect(outcome.code).to.equal(bare.code);
      expect(outcome.stdout === bare.stdout, "standard output").to.equal(true);
      expect(saidOn(outcome.stderr)).to.equal(saidOn(bare.stderr));
      expect(outcome.emitted).to.deep.equal(bare.emitted);
      readProfile(JSON.stringify(profile), tool.name);
      expect(profile.complete).to.equal(true);
      const { own, all } = shares(profile);
      const samples = profile.processes.flatMap(({ threads }) => threads.map((thread) => thread.samples));
      expect(own, `time in the tool's files, of ${samples.join(" and ")} samples: ${outcome.stderr}`).to.be.above(0);
      expect(own).to.be.at.most(all);

      expect(istanbul.outcome.stdout === bare.stdout, "standard output under istanbul").to.equal(true);
      let compared = 0;
      let shared = 0;
      const missing: string[] = [];
      const different: string[] = [];
      for (const [file, counts] of Object.entries(istanbul.counts)) {
        const path = file.slice(root.length + 1).split("\\").join("/");
        const index = profile.sources.findIndex((one) => one.path === path);
        const source = profile.sources[index];
        if (source === undefined) throw new Error(`${path} is not in the profile`);
        const goal = path.endsWith(".mjs") ? "module" : path.endsWith(".cjs") ? "commonjs" : tool.goal;
        const result = compareSource({ source, goal, hits: hitsOf(profile, index), counts });
        compared += result.compared;
        shared += result.shared;
        missing.push(...result.missing);
        different.push(...result.different);
      }
      expect(different.slice(0, 10), `${String(different.length)} of ${String(compared)}`).to.deep.equal([]);
      expect(missing.length / (compared + shared + missing.length), missing.slice(0, 10).join("\n")).to.be.at.most(0.005);
      expect(compared + shared).to.be.above(500);
    });
  }

  it("notices a wrong count", () => {
    const counts: IstanbulCount[] = [[1, 8, 1], [2, 0, 2]];
    const text = "let a = 1;\na = 2;\n";
    const { source } = plan(text, { filename: "/a.js", path: "a.js", goal: "commonjs", select: "all", keepText: true });
    const { compared, different } = compareSource({ source, goal: "commonjs", hits: [1, 1], counts });
    expect(compared).to.equal(2);
    expect(different).to.deep.equal(["a.js:2:0: perline 1, istanbul 2"]);
  });
});
