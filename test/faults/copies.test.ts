/** More than one perline: packages that do not fit together, two copies in one process, a file that is instrumented twice. */
import { join } from "node:path";
import { abiVersion } from "@perline/format";
import { expect } from "chai";
import { hitsOf, inWorkplace, said } from "../cli/harness.js";
import { register } from "../runs.js";
import { install } from "./installation.js";

const program = `
const { Worker } = require("node:worker_threads");
let sum = 0;
for (let n = 0; n < 5; n++) {
  sum += n;
}
new Worker(__dirname + "/worker.js").on("exit", () => console.log(sum));
`;
const worker = "for (const n of [1, 2, 3]) {\n  globalThis.last = n;\n}\n";

describe("packages of two versions", () => {
  it("are refused before the program starts, and fit where they have one number", () => inWorkplace([], async (place) => {
    place.write("program.js", "console.log(1);");
    const other = install(join(place.folder, "other"));
    const fitting = await place.node([other.perline, "run", "program.js"]);
    expect([fitting.code, fitting.stdout]).to.deep.equal([0, "1\n"]);

    other.change("@perline/runtime/dist/vocabulary.js", /exports\.abiVersion = \d+/, "exports.abiVersion = 0");
    for (const args of [[other.perline, "run"], ["--require", other.register]]) {
      const finished = await place.node([...args, "program.js"]);
      expect([finished.code, finished.stdout]).to.deep.equal([2, ""]);
      expect(said(finished)).to.deep.equal([
        `the installed packages of perline do not fit together: @perline/runtime has number 0, @perline/transform ${abiVersion} (abi-mismatch). `
          + "Install the same version of all of them.",
      ]);
    }
  }));
});

describe("two copies of perline in one process", () => {
  it("measure it once, its workers too", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    place.write("worker.js", worker);
    const other = install(join(place.folder, "other"));
    const finished = await place.node(["--require", register, "--require", other.register, "program.js"]);
    expect([finished.code, finished.stdout, finished.stderr]).to.deep.equal([0, "10\n", ""]);
    const profile = place.profile("program.perline.json");
    expect(profile.complete).to.equal(true);
    expect(profile.warnings).to.deep.equal([]);
    expect([hitsOf(profile, "program.js", 5), hitsOf(profile, "worker.js", 2)]).to.deep.equal([5, 3]);
  }));

  it("leave a run within a run to the inner one", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    place.write("worker.js", worker);
    const other = install(join(place.folder, "other"));
    const finished = await place.perline(["run", "-o", "outer.json", "--", "node", other.perline, "run", "-o", "inner.json", "program.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "10\n"]);
    const profile = place.profile("inner.json");
    expect([hitsOf(profile, "program.js", 5), hitsOf(profile, "worker.js", 2)]).to.deep.equal([5, 3]);
  }));
});

describe("instrumenting twice", () => {
  it("is refused by the command, and by a run, which says so", () => inWorkplace([], async (place) => {
    place.write("once.js", "exports.answer = 42;\n");
    const { stdout } = await place.perline(["instrument", "once.js"]);
    place.write("twice.js", stdout);
    const refused = await place.perline(["instrument", "twice.js"]);
    expect([refused.code, refused.stdout]).to.deep.equal([1, ""]);
    expect(said(refused).join("\n")).to.match(/\(source-instrumented\)/);

    place.write("program.js", "console.log(require('./twice.js').answer);\n");
    const finished = await place.perline(["run", "program.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "42\n"]);
    expect(said(finished)).to.include("twice.js was not instrumented: it is already instrumented");
  }));
});
