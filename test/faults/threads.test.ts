/** What the threads of a process share, damaged on purpose: a sampler that is gone, a stack that is overwritten, no shared memory. */
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { hitsOf, inWorkplace, said } from "../cli/harness.js";
import { perline, register } from "../runs.js";

const fixtures = join(__dirname, "fixtures");

describe("a sampler thread that is killed", () => {
  const program = `
const { existsSync, readFileSync } = require("node:fs");
const { Worker } = require("node:worker_threads");
const profile = "program.perline.json";
while (!existsSync(profile) || !readFileSync(profile, "utf8").includes('"path":"program.js"'));
endSampler().then(() => {
  new Worker("console.log('worker')", { eval: true }).on("exit", (code) => console.log("ended", code));
});
`;

  it("is missed by nobody: the program, its workers and its end go on, and the last snapshot stays", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    const finished = await place.node(["--require", join(fixtures, "end-sampler.cjs"), "--require", register, "program.js"]);
    expect([finished.code, finished.stdout, finished.stderr]).to.deep.equal([0, "worker\nended 0\n", ""]);
    const profile = readProfile(place.read("program.perline.json"), "program.perline.json");
    expect(profile.complete).to.equal(false);
    expect(profile.sources.map(({ path }) => path)).to.deep.equal(["program.js"]);
  }));
});

describe("a sampler thread that gets no processor", () => {
  const program = `
let turns = 0;
for (const end = Date.now() + 700; Date.now() < end;) turns += 1;
console.log(turns > 0);
`;

  it("costs no hit, and is told", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    const finished = await place.node(["--require", join(fixtures, "slow-sampler.cjs"), "--require", register, "program.js"]);
    expect([finished.code, finished.stdout, finished.stderr]).to.deep.equal([0, "true\n", ""]);
    const profile = place.profile("program.perline.json");
    expect(hitsOf(profile, "program.js", 4)).to.equal(1);
    expect(profile.warnings.join("\n")).to.match(/^Thread 0: in \d+ of its \d+ ms the sampler had no processor/);
  }));
});

describe("a shadow stack that is overwritten", () => {
  for (const clock of ["sampled", "exact"]) {
    it(`costs no hit and no output, and is told, under the ${clock} clock`, () => inWorkplace([], async (place) => {
      copyFileSync(join(fixtures, "overwrite.cjs"), join(place.folder, "overwrite.cjs"));
      const bare = await place.node(["overwrite.cjs"]);
      const finished = await place.perline(["run", "--clock", clock, "overwrite.cjs"]);
      expect([finished.code, finished.stdout]).to.deep.equal([0, bare.stdout]);
      const profile = readProfile(place.read("overwrite.perline.json"), "overwrite.perline.json");
      expect(profile.complete).to.equal(true);
      const lines = readFileSync(join(fixtures, "overwrite.cjs"), "utf8").split("\n");
      const hitsAt = (text: string): number => hitsOf(profile, "overwrite.cjs", lines.findIndex((line) => line.includes(text)) + 1);
      expect(["throw new", "results.push(error", "yield n", "stack[0] = -3"].map(hitsAt)).to.deep.equal([100, 100, 3, 2]);
      expect(profile.warnings.join("\n")).to.match(/the shadow stack was overwritten; at \d+ looks nothing of it could be read|calls deep/);
    }));
  }
});

describe("a Node without shared memory", () => {
  const flag = "--no-harmony-sharedarraybuffer";

  it("is refused before the program starts, whoever is without it", () => inWorkplace([], async (place) => {
    place.write("program.js", "console.log(1);");
    place.write("remove.cjs", "delete globalThis.SharedArrayBuffer;");
    for (const finished of [
      await place.perline(["run", `--node-arg=${flag}`, "program.js"]),
      await place.node(["--require", "./remove.cjs", perline, "run", "program.js"]),
      await place.node(["--require", "./remove.cjs", "--require", register, "program.js"]),
    ]) {
      expect([finished.code, finished.stdout]).to.deep.equal([2, ""]);
      expect(said(finished).join("\n")).to.match(/^perline needs shared memory, .*\(node-unsupported\)\.$/);
    }
  }));

  it("runs as it is where it is a process that the program starts", () => inWorkplace([], async (place) => {
    place.write("remove.cjs", "delete globalThis.SharedArrayBuffer;");
    place.write("child.js", "console.log(typeof SharedArrayBuffer);");
    place.write("program.js", "require('node:child_process').execFileSync(process.execPath, ['child.js'], { stdio: 'inherit' });");
    const finished = await place.perline(["run", "program.js"], { env: { NODE_OPTIONS: "" } });
    expect([finished.code, finished.stdout]).to.deep.equal([0, "function\n"]);
    place.write("program.js", `
process.env.NODE_OPTIONS = "--require ./remove.cjs " + process.env.NODE_OPTIONS;
require('node:child_process').execFileSync(process.execPath, ['child.js'], { stdio: 'inherit' });`);
    const without = await place.perline(["run", "program.js"], { env: { NODE_OPTIONS: "" } });
    expect([without.code, without.stdout]).to.deep.equal([0, "undefined\n"]);
    expect(place.profile("program.perline.json").processes).to.have.length(1);
  }));
});
