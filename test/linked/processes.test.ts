/** Linked programs run by Node alone: each process and thread has a profile, and the program cannot tell. */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { hitsOf, said } from "../cli/harness.js";
import { inLinkedPlace, type LinkedPlace } from "./workplace.js";

const sum = `function sum(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += i;
  }
  return total;
}
`;

/** The profile of that name, which must be sound. */
function profileOf(place: LinkedPlace, name: string): Profile {
  const profile = readProfile(place.read(name), name);
  expect(selfCheck(profile)).to.deep.equal([]);
  return profile;
}

/** The profiles in its folder. */
function profilesIn({ folder }: LinkedPlace): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".perline.json")).toSorted();
}

describe("a linked program", () => {
  for (const name of ["program.mjs", "program.cjs"]) {
    for (const clock of ["sampled", "exact"] as const) {
      it(`writes its profile at its end: ${name}, ${clock} clock`, () => inLinkedPlace(async (place) => {
        place.link(name, `${sum}console.log(sum(1000));\n`, { clock });
        const finished = await place.node([name]);
        expect([finished.code, finished.stdout, finished.stderr]).to.deep.equal([0, "499500\n", ""]);
        expect(profilesIn(place)).to.deep.equal(["program.perline.json"]);
        const profile = profileOf(place, "program.perline.json");
        expect([profile.complete, profile.clock, profile.warnings]).to.deep.equal([true, clock, []]);
        expect([2, 3, 4, 6].map((line) => hitsOf(profile, name, line))).to.deep.equal([1, 1001, 1000, 1]);
      }));
    }
  }

  it("runs under the sampled clock though it was built for either", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${sum}function* twice(n) { yield sum(n); yield sum(n); }\nconsole.log([...twice(10)]);\n`, { clock: "exact" });
    const { stdout } = await place.node(["program.cjs"], { env: { PERLINE_CLOCK: "sampled" } });
    expect(stdout).to.equal("[ 45, 45 ]\n");
    const profile = profileOf(place, "program.perline.json");
    expect([profile.clock, hitsOf(profile, "program.cjs", 4)]).to.deep.equal(["sampled", 20]);
  }));

  it("has one profile with the threads that it starts", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `const { isMainThread, Worker } = require("node:worker_threads");
${sum}if (isMainThread) {
  sum(10);
  for (const _ of [1, 2]) new Worker(__filename);
} else sum(100);
`);
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stderr: "" });
    expect(profilesIn(place)).to.deep.equal(["program.perline.json"]);
    const profile = profileOf(place, "program.perline.json");
    expect(profile.sources, "one for all threads").to.have.length(1);
    expect(profile.processes[0]!.threads).to.have.length(3);
    expect(hitsOf(profile, "program.cjs", 5)).to.equal(210);
  }));

  it("has a profile for each process, whatever they are called", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `const { fork } = require("node:child_process");
${sum}sum(process.argv.length > 2 ? 100 : 10);
if (process.argv.length === 2) {
  for (const _ of [1, 2]) fork(__filename, ["child"]).on("spawn", function () { console.log(this.pid); });
}
`);
    const { stdout } = await place.node(["program.cjs"]);
    const children = stdout.trim().split("\n").map((pid) => `program.${pid}.perline.json`);
    expect(profilesIn(place)).to.deep.equal([...children, "program.perline.json"].toSorted());
    expect(children.map((name) => hitsOf(profileOf(place, name), "program.cjs", 5))).to.deep.equal([100, 100]);
    expect(hitsOf(profileOf(place, "program.perline.json"), "program.cjs", 5)).to.equal(10);
  }));

  it("is measured in the threads alone that load instrumented code, each by itself", () => inLinkedPlace(async (place) => {
    place.write("program.cjs", `const { Worker } = require("node:worker_threads");
const workers = [1, 2].map(() => new Worker("./worker.cjs"));
let measured = 0;
for (const worker of workers) worker.on("message", () => {
  if (++measured === workers.length) for (const each of workers) each.postMessage("end");
});
`);
    place.link("worker.cjs", `const { parentPort } = require("node:worker_threads");
${sum}sum(100);
parentPort.once("message", () => undefined);
parentPort.postMessage("measured");
`);
    expect(await place.node(["program.cjs"])).to.include({ code: 0, stderr: "" });
    const hits = profilesIn(place).map((name) => hitsOf(profileOf(place, name), "worker.cjs", 5));
    expect(hits).to.deep.equal([100, 100]);
  }));

  it("takes part in a run of the command, whose own files it stands beside", () => inLinkedPlace(async (place) => {
    place.link("part.cjs", `${sum}exports.sum = sum;\n`);
    place.write("program.cjs", "const { sum } = require('./part.cjs');\nfunction all() {\n  return sum(10);\n}\nconsole.log(all() + all());\n");
    const finished = await place.perline(["run", "-o", "run.json", "program.cjs"]);
    expect([finished.stdout, said(finished).length]).to.deep.equal(["90\n", 1]);
    expect(profilesIn(place)).to.deep.equal([]);
    const profile = profileOf(place, "run.json");
    expect(profile.sources.map(({ path }) => path)).to.have.members(["program.cjs", "part.cjs"]);
    const figures = [hitsOf(profile, "program.cjs", 3), hitsOf(profile, "program.cjs", 5), hitsOf(profile, "part.cjs", 4)];
    expect(figures).to.deep.equal([2, 1, 20]);
  }));

  it("goes where the environment says, and prints what it asks for", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${sum}console.log(sum(3));\n`);
    const { stdout } = await place.node(["program.cjs"], { env: { PERLINE_OUTPUT: "other.json", PERLINE_VIEW: "1", PERLINE_SOURCE: "false" } });
    expect(stdout).to.match(/^3\nTimer unit: 1e-06 s\n[^]*Function: sum at line 1\n/);
    expect(profileOf(place, "other.json").sources.map(({ text }) => text)).to.deep.equal([null]);
  }));

  it("is not measured where the environment says so, nor told wrong by what it says wrongly", () => inLinkedPlace(async (place) => {
    place.link("program.cjs", `${sum}console.log(sum(3));\n`);
    for (const env of [{ PERLINE: "0" }, { PERLINE_AUTOSTART: "0" }]) {
      expect(await place.node(["program.cjs"], { env })).to.include({ code: 0, stdout: "3\n", stderr: "" });
      expect(profilesIn(place)).to.deep.equal([]);
    }
    expect(await place.node(["program.cjs"], { env: { PERLINE_CLOCK: "solar" } })).to.include({ code: 0, stdout: "3\n", stderr: "" });
    expect(profileOf(place, "program.perline.json").warnings).to.deep.equal(['PERLINE_CLOCK is "solar", which is nothing it can be']);
  }));

  it("leaves nothing of its own in the temporary folder", () => inLinkedPlace(async (place) => {
    const TMPDIR = join(place.folder, "temporary");
    mkdirSync(TMPDIR);
    place.link("program.cjs", `${sum}console.log(require("node:fs").readdirSync(require("node:os").tmpdir()).length);\n`);
    expect(await place.node(["program.cjs"], { env: { TMPDIR } })).to.include({ stdout: "1\n", stderr: "" });
    expect(readdirSync(TMPDIR)).to.deep.equal([]);
  }));
});
