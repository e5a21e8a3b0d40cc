/** The command for scripts: the same results as values, and nothing printed. */
import { join } from "node:path";
import { expect } from "chai";
import { instrument, load, merge, PerlineError, report, reportBytes } from "perline";
import { root } from "../runs.js";
import { hitsOf, inWorkplace, type Workplace } from "./harness.js";

const program = "function add(a, b) {\n  return a + b;\n}\nconsole.log(add(1, 2) + add(3, 4));\nprocess.exitCode = Number(process.argv[2] ?? 0);\n";

/** Runs a script that has perline's exports by name; gives what it printed as JSON. */
async function script(place: Workplace, body: string): Promise<unknown> {
  place.write("script.cjs", `const perline = require(${JSON.stringify(join(root, "packages", "cli"))});\n(async () => {${body}})();\n`);
  const { code, stdout, stderr } = await place.node(["script.cjs"]);
  expect([code, stderr]).to.deep.equal([0, ""]);
  return JSON.parse(stdout);
}

describe("perline for scripts", () => {
  it("runs a program, and gives its profile and its exit code", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    const printed = await script(place, `
const { profile, ...ran } = await perline.run({ script: "program.js", args: ["3"], output: "pipe", clock: "exact" });
require("node:fs").writeFileSync("profile.json", JSON.stringify(profile));
console.log(JSON.stringify(ran));`);
    expect(printed).to.deep.equal({ code: 3, signal: null, stdout: "10\n", stderr: "" });
    const profile = load(join(place.folder, "profile.json"));
    expect([profile.clock, profile.complete, hitsOf(profile, "program.js", 2)]).to.deep.equal(["exact", true, 2]);
    expect(await report(profile)).to.match(/^Timer unit: 1e-06 s\n[^]*Function: add at line 1\n/);
    expect(JSON.parse(await report(profile, { format: "json", function: /^add$/ }))).to.have.property("format", "perline-report");
    expect([...(await reportBytes(profile, { format: "pprof" })).subarray(0, 2)]).to.deep.equal([0x1f, 0x8b]);
    expect(Buffer.from(await reportBytes(profile)).toString("utf8")).to.equal(await report(profile));
    const refused = await report(profile, { format: "pprof" }).then(() => null, (error: unknown) => error);
    expect(refused).to.be.instanceOf(PerlineError).with.property("code", "usage");
    expect(hitsOf(merge([profile, profile]), "program.js", 2)).to.equal(4);
    expect(place.has("program.perline.json")).to.equal(false);
  }));

  it("runs code and commands, and tells of a signal", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    const printed = await script(place, `
const code = await perline.run({ code: "console.log(process.argv.length)", args: ["a", "b"], output: "pipe" });
const command = await perline.run({ command: process.execPath, args: ["program.js"], output: "pipe" });
const killed = await perline.run({ code: "process.kill(process.pid, 'SIGKILL')", output: "pipe" });
const none = await perline.run({ command: process.execPath, args: ["--version"], output: "pipe" });
console.log(JSON.stringify([
  code.stdout, command.stdout, command.profile.sources.length, [killed.code, killed.signal, killed.profile.complete], [none.code, none.profile],
]));`);
    expect(printed).to.deep.equal(["3\n", "10\n", 1, [null, "SIGKILL", false], [0, null]]);
  }));

  it("has what can be told of a profile in it", () => inWorkplace([], async (place) => {
    place.write("program.js", program);
    const printed = await script(place, `
const { profile } = await perline.run({ script: "program.js", output: "pipe", select: "marked" });
console.log(JSON.stringify(profile.warnings));`);
    expect(printed).to.deep.equal(["no function carries a mark, so nothing was measured; a comment /** @profile */ before a function is one"]);
  }));

  it("throws what a person can mend, with its code", () => inWorkplace([], async (place) => {
    const printed = await script(place, `
const codes = [];
for (const wrong of [{}, { script: "none.js" }, { script: "a.js", code: "1" }, { code: "1", clock: "solar" }, { code: "1", nodeArgs: ["x"] }]) {
  await perline.run(wrong).catch((error) => codes.push(error instanceof perline.PerlineError && error.code));
}
console.log(JSON.stringify(codes));`);
    expect(printed).to.deep.equal(["usage", "script-not-found", "usage", "usage", "usage"]);
    expect(() => load(join(place.folder, "none.json"))).to.throw(PerlineError).with.property("code", "profile-unreadable");
    expect(() => merge([])).to.throw(PerlineError).with.property("code", "usage");
  }));

  it("instruments a text for the command, or to run by itself", () => {
    const text = "export const twice = (n) => 2 * n;\n";
    expect(instrument(text).code).not.to.include("import");
    const { code, sources } = instrument(text, { filename: "src/twice.mjs", link: true, select: "all" });
    expect(code).to.match(/import\{.*\}from"@perline\/runtime\/linked"/);
    expect(sources.map(({ path, text: kept }) => [path, kept])).to.deep.equal([["src/twice.mjs", text]]);
    expect(() => instrument("let let = 1;")).to.throw(PerlineError).with.property("code", "source-syntax");
    expect(() => instrument(code)).to.throw(PerlineError).with.property("code", "source-instrumented");
  });
});
