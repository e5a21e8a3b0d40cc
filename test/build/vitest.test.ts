/** vitest with the plugin for Vite and nothing beside it: each of its workers leaves a whole profile, whichever way it runs tests. */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { nightly } from "../effort.js";
import { LinkedPlace } from "../linked/workplace.js";
import { root } from "../runs.js";

const fill = `/** @profile */
export function fill(cups) {
  let sum = 0;
  for (const cup of cups) sum += cup;
  return sum;
}
`;

const testOf = (cups: readonly number[]): string => `import { afterAll, expect, test } from "vitest";
import { fill } from "./fill.js";

test("adds up", () => expect(fill(${JSON.stringify(cups)})).toBe(${cups.reduce((sum, cup) => sum + cup)}));
afterAll(() => fill([]));
`;

/** A project whose tests call `fill` for three cups, for two, and each time for none. */
class Project extends LinkedPlace {
  constructor(config = "") {
    super(["format", "runtime", "transform", "unplugin"]);
    const modules = join(this.folder, "node_modules");
    for (const name of ["vite", "vitest"]) symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
    mkdirSync(join(this.folder, "cups"));
    this.write("cups/vitest.config.mjs", `import { perline } from "@perline/unplugin/vite";
export default { plugins: [perline()], test: { ${config} } };
`);
    this.write("cups/fill.js", fill);
    this.write("cups/three.test.js", testOf([1, 2, 3]));
    this.write("cups/two.test.js", testOf([4, 5]));
  }

  /** Runs its tests, which have to pass; gives the profiles that are left, by their names. */
  async run(args: readonly string[], env: Record<string, string> = {}): Promise<Record<string, Profile>> {
    const patience = ["--testTimeout", "100000", "--teardownTimeout", "100000"];
    const vitest = join("node_modules", "vitest", "vitest.mjs");
    const { code, stdout, stderr } = await this.node([vitest, "run", "--root", "cups", ...patience, ...args], { env });
    expect([code, stderr], stdout).to.deep.equal([0, ""]);
    const names = readdirSync(this.folder).filter((name) => name.endsWith(".perline.json"));
    return Object.fromEntries(names.map((name) => [name, readProfile(this.read(name), name)]));
  }
}

async function inProject(action: (project: Project) => Promise<void>, config = ""): Promise<void> {
  const project = new Project(config);
  try {
    await action(project);
  } finally {
    project.remove();
  }
}

/** That all tests are in the profiles, and nothing twice. */
function expectCounted(all: readonly Profile[]): void {
  for (const profile of all) expect([selfCheck(profile), profile.complete]).to.deep.equal([[], true]);
  // `perline run` tells of what is instrumented already, too.
  const profiles = all.map((profile) => ({ ...profile, sources: profile.sources.map((each) => (each.lines.line.length === 0 ? { ...each, path: "" } : each)) }));
  const hits = [3, 4, 5].map((line) => profiles.reduce((sum, profile) => sum + hitsOf(profile, "cups/fill.js", line), 0));
  expect(hits).to.deep.equal([4, 9, 4]);
}

describe("vitest with the plugin", function () {
  this.timeout(120_000);
  const pools = nightly ? ["forks", "threads", "vmForks", "vmThreads"] : ["threads", "vmForks"];
  for (const pool of pools) {
    it(`leaves profiles of its workers: ${pool}`, () => inProject(async (project) => {
      const profiles = await project.run(["--pool", pool]);
      expect(Object.keys(profiles).every((name) => /^vitest\.\d+\.perline\.json$/.test(name))).to.equal(true);
      expectCounted(Object.values(profiles));
    }));
  }

  it("goes on where a worker runs several test files, beside a setup file of the project's", () => inProject(async (project) => {
    project.write("cups/setup.js", "import { afterAll } from \"vitest\";\nimport { fill } from \"./fill.js\";\nafterAll(() => fill([]));\n");
    project.write("cups/two.test.js", testOf([4, 5]).replace(/^afterAll.*$/m, ""));
    project.write("cups/three.test.js", testOf([1, 2, 3]).replace(/^afterAll.*$/m, ""));
    const profiles = await project.run(["--no-isolate", "--maxWorkers", "1"], { PERLINE_OUTPUT: "all.perline.json" });
    expect(Object.keys(profiles)).to.deep.equal(["all.perline.json"]);
    expectCounted(Object.values(profiles));
  }, "setupFiles: \"./setup.js\""));

  it("leaves none where it is off, nor any but that of perline run", () => inProject(async (project) => {
    expect(await project.run([], { PERLINE: "0" })).to.deep.equal({});
    const vitest = join("node_modules", "vitest", "vitest.mjs");
    const { code, stderr } = await project.perline(["run", "--select", "marked", "--output", "all.json", "--", "node", vitest, "run", "--root", "cups"]);
    expect(code, stderr).to.equal(0);
    expect(readdirSync(project.folder).filter((name) => name.endsWith(".perline.json"))).to.deep.equal([]);
    const profile = readProfile(project.read("all.json"), "all.json");
    expectCounted([profile]);
  }));
});
