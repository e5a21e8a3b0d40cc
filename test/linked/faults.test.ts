/** Linked programs in trouble: nothing of theirs breaks, and what is lost is told. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { abiVersion } from "@perline/format";
import { instrument } from "@perline/transform";
import { hitsOf } from "../cli/harness.js";
import { install } from "../faults/installation.js";
import { root } from "../runs.js";
import { programOptions } from "../transform/instrumented-program.js";
import { inLinkedPlace } from "./workplace.js";

const twice = "exports.twice = (n) => {\n  return 2 * n;\n};\n";

describe("linked programs in trouble", () => {
  it("have one profile for two copies of the runtime", () => inLinkedPlace(async (place) => {
    const other = join(place.folder, "other");
    install(other);
    const options = programOptions({
      filename: join(other, "part.cjs"), path: "other/part.cjs", goal: "commonjs", link: { runtime: "@perline/runtime/linked" },
    });
    place.write("other/part.cjs", instrument(twice, options).code);
    place.link("program.cjs", "const { twice } = require('./other/part.cjs');\nconsole.log(twice(twice(2)));\n");
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stdout: "8\n", stderr: "" });
    const profile = place.profile("program.perline.json");
    expect([hitsOf(profile, "program.cjs", 2), hitsOf(profile, "other/part.cjs", 2), profile.warnings]).to.deep.equal([1, 2, []]);
  }));

  it("run on where they were built by another version, which the profile tells", () => inLinkedPlace(async (place) => {
    place.link("part.cjs", twice);
    place.write("part.cjs", place.read("part.cjs").replace(`\\"abi\\":${abiVersion}`, '\\"abi\\":0'));
    place.link("program.cjs", "const { twice } = require('./part.cjs');\nconsole.log(twice(2));\n");
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stdout: "4\n", stderr: "" });
    const profile = place.profile("program.perline.json");
    expect([hitsOf(profile, "program.cjs", 2), profile.sources.length]).to.deep.equal([1, 1]);
    expect(profile.warnings).to.deep.equal([
      `part.cjs is not measured: it was instrumented under ABI number 0, and @perline/runtime has ${abiVersion}; install the same version of all packages`,
    ]);
  }));

  it("run on beside code of another version, which the profile tells", () => inLinkedPlace(async (place) => {
    const other = join(place.folder, "other");
    install(other).change("@perline/runtime/dist/vocabulary.js", /exports\.abiVersion = \d+/, "exports.abiVersion = 0");
    place.link("part.cjs", twice);
    place.write("other/part.cjs", place.read("part.cjs"));
    place.link("program.cjs", "const { twice } = require('./other/part.cjs');\nconsole.log(twice(2), require('./part.cjs').twice(3));\n");
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stdout: "4 6\n", stderr: "" });
    const profile = place.profile("program.perline.json");
    expect([hitsOf(profile, "program.cjs", 2), hitsOf(profile, "part.cjs", 2)]).to.deep.equal([1, 1]);
    expect(profile.warnings).to.deep.equal(["code of another version of @perline/runtime is not measured; install the same version of all packages"]);
  }));

  it("have the clock that they were built for", () => inLinkedPlace(async (place) => {
    place.link("plain.cjs", twice);
    place.link("either.cjs", twice, { clock: "exact" });
    place.write("program.cjs", "for (const file of process.argv.slice(2)) console.log(require(file).twice(2));\n");
    const running = { env: { PERLINE_CLOCK: "exact" } };
    const all = async (...files: readonly string[]): Promise<unknown[]> => {
      expect(await place.node(["program.cjs", ...files], running)).to.include({ code: 0, stdout: "4\n4\n", stderr: "" });
      const { clock, warnings, sources } = place.profile("program.perline.json");
      return [clock, sources.map(({ path }) => path), warnings];
    };
    expect(await all("./plain.cjs", "./either.cjs")).to.deep.equal([
      "sampled", ["plain.cjs", "either.cjs"], ["the clock is the sampled one, which the program was built for, and not the exact one"],
    ]);
    expect(await all("./either.cjs", "./plain.cjs")).to.deep.equal([
      "exact", ["either.cjs"], ["plain.cjs is not measured: it was built for the sampled clock, and this is the exact one"],
    ]);
  }));

  it("run on without shared memory, and say that nothing is measured", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${twice}console.log(exports.twice(2), require("@perline/runtime").start());\n`);
    place.write("remove.cjs", "delete globalThis.SharedArrayBuffer;");
    const finished = await place.node(["--require", "./remove.cjs", "program.cjs"]);
    expect(finished).to.include({ code: 0, stdout: "4 false\n", stderr: "perline: nothing is measured: there is no SharedArrayBuffer\n" });
    expect(place.has("program.perline.json")).to.equal(false);
  }));

  it("say where the profile is, where that is not where it was wanted", () => inLinkedPlace(async (place) => {
    const TMPDIR = join(place.folder, "temporary");
    mkdirSync(TMPDIR);
    place.link("program.cjs", `${twice}console.log(exports.twice(2), process.pid);\n`);
    const { code, stdout, stderr } = await place.node(["program.cjs"], { env: { TMPDIR, PERLINE_OUTPUT: "gone/profile.json" } });
    const [, pid = ""] = stdout.trim().split(" ");
    const [wanted, found] = [join(place.folder, "gone", "profile.json"), join(TMPDIR, `${pid}-profile.json`)];
    expect([code, stderr]).to.deep.equal([0, `perline: ${wanted} could not be written; the profile is ${found}\n`]);
    expect(hitsOf(place.profile(join("temporary", `${pid}-profile.json`)), "program.cjs", 2)).to.equal(1);
  }));

  it("leave a snapshot when they are killed", () => inLinkedPlace(async (place) => {
    place.write("seen.cjs", `const { existsSync, readFileSync } = require("node:fs");
module.exports = () => existsSync("program.perline.json") && /"hits":\\[\\d+,[1-9]/.test(readFileSync("program.perline.json", "utf8"));
`);
    place.link("program.cjs", "const seen = require('./seen.cjs');\nwhile (!seen());\nprocess.kill(process.pid, 'SIGKILL');\n");
    expect(await place.node(["program.cjs"])).to.include({ signal: "SIGKILL", stderr: "" });
    const profile = place.profile("program.perline.json");
    expect([profile.complete, hitsOf(profile, "program.cjs", 2) > 0]).to.deep.equal([false, true]);
    place.link("program.cjs", "process.exitCode = 0;\n");
    await place.node(["program.cjs"]);
    expect(place.profile("program.perline.json").complete, "and its name is free again").to.equal(true);
  }));

  it("run on when the thread that measures dies, and nobody waits for it", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${twice}const { profile, stop } = require("@perline/runtime");
endSampler().then(() => console.log(exports.twice(2), profile(), stop()));
`);
    const finished = await place.node(["--require", join(root, "test", "faults", "fixtures", "end-sampler.cjs"), "program.cjs"]);
    expect(finished).to.include({ code: 0, stdout: "4 null false\n", stderr: "" });
    expect(place.profile("program.perline.json").complete).to.equal(false);
  }));

  it("run on whatever a source tells of itself", () => inLinkedPlace(async (place) => {
    place.write("program.cjs", `const { register } = require("@perline/runtime/linked");
for (const told of ["", "null", "{}", '{"abi":1e9,"sources":[]}', '{"abi":${abiVersion},"sources":7}']) register(told).count(1);
console.log("done");
`);
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stdout: "done\n", stderr: "" });
    expect(place.profile("program.perline.json").warnings).to.have.length(5);
  }));
});
