/** Runs with V8's profiler beside: self time is split into what is not instrumented, and the program is the same as without. */
import { expect } from "chai";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Report, ReportSplitLine, SplitKind } from "@perline/format";
import { saidByProgram } from "../differences.js";
import { inWorkplace, type Workplace } from "./harness.js";

const root = join(__dirname, "..", "..");
const register = join(root, "packages", "cli", "dist", "register.js");

/** A program each of whose lines does one thing, for so long of the processor's time. */
const program = `const { parse } = require("csv-parse/sync");
const text = Array.from({ length: 3000 }, (_, n) => n + ",name," + (n * 7919) % 3001).join("\\n");
const numbers = Array.from({ length: 30000 }, (_, n) => (n * 7919) % 30011);
const busy = (ms) => { const start = process.cpuUsage().user; return () => process.cpuUsage().user - start < 1000 * ms; };
let [turns, held] = [0, []];
for (const more = busy(300); more(); turns++) {
  parse(text);
}
for (const more = busy(300); more(); turns++) {
  numbers.slice().sort();
}
for (const more = busy(300); more(); turns++) {
  held = Array.from({ length: 50000 }, (_, n) => ({ n, next: held[n] }));
}
for (const more = busy(300); more(); turns++) {
  for (let n = 0; n < 100000; n++) turns += n % 3 === 5 ? 1 : 0;
}
console.log(turns > 0);
`;
const [ofPackage, ofBuiltIn, ofGarbage, ofOwn] = [7, 10, 13, 16];

/** Lets programs there require what this repository has installed. */
function withPackages(place: Workplace): void {
  symlinkSync(join(root, "node_modules"), join(place.folder, "node_modules"), "junction");
}

async function splitOf(place: Workplace, file: string): Promise<NonNullable<Report["split"]>> {
  const { stdout } = await place.perline(["report", "--format", "json", file]);
  const { split } = JSON.parse(stdout) as Report;
  if (split === undefined) throw new Error("nothing was split");
  return split;
}

/** How much of a line's self time went into that. */
function shareOf(lines: readonly ReportSplitLine[], at: number, [kind, name]: [SplitKind, string?]): number {
  const here = lines.filter(({ line }) => line === at);
  const whole = here.reduce((sum, { selfNs }) => sum + selfNs, 0);
  const parts = here.flatMap((line) => line.parts).filter((part) => part.kind === kind && (name === undefined || part.name === name));
  return parts.reduce((sum, { ns }) => sum + ns, 0) / whole;
}

describe("--split", () => {
  it("tells the package, the built-in and the collections that a line's time went into, and leaves own code its own", () => inWorkplace([], async (place) => {
    withPackages(place);
    place.write("main.js", program);
    const { code, stdout, stderr } = await place.perline(["run", "--split", "--view", "--output", "p.json", "main.js"]);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/\nWhere self time went, as V8's profiler saw it each 1 ms:\n {4}all lines: /);
    expect(stdout).to.match(/\ncsv-parse has \d+ % of all self time .*\n {4}--include "main.js" --include ".*node_modules\/csv-parse\/\*\*"\n/);
    const { lines } = await splitOf(place, "p.json");
    expect(shareOf(lines, ofPackage, ["package", "csv-parse"])).to.be.above(0.5);
    expect(shareOf(lines, ofBuiltIn, ["built-in", "Array.sort"])).to.be.above(0.5);
    expect(shareOf(lines, ofBuiltIn, ["package"])).to.be.below(0.1);
    expect(shareOf(lines, ofGarbage, ["gc"])).to.be.above(0.02);
    expect(shareOf(lines, ofOwn, ["own"])).to.be.above(0.7);
  }));

  it("knows built-ins that optimised code calls, too", () => inWorkplace([], async (place) => {
    place.write("main.js", `const numbers = Array.from({ length: 100 }, (_, n) => (n * 7919) % 101);
function least() {
  return numbers.slice().sort()[0];
}
let sum = 0;
for (let n = 0; n < 20000; n++) sum += least();
console.log(sum);
`);
    await place.perline(["run", "--split", "--output", "p.json", "main.js"]);
    expect(shareOf((await splitOf(place, "p.json")).lines, 3, ["built-in", "Array.sort"])).to.be.above(0.6);
  }));

  it("names packages by what a run includes to see their lines", () => inWorkplace([], async (place) => {
    mkdirSync(join(place.folder, "node_modules", "@ours", "spin"), { recursive: true });
    place.write("node_modules/@ours/spin/package.json", "{ \"name\": \"@ours/spin\", \"exports\": \"./spin.mjs\" }");
    place.write("node_modules/@ours/spin/spin.mjs", "export function spin(n) {\n  let sum = 0;\n  for (let i = 0; i < n; i++) sum += i % 7;\n  return sum;\n}\n");
    mkdirSync(join(place.folder, "sé rc"));
    place.write("sé rc/main.mts", "import { spin } from \"@ours/spin\";\nenum Turns { All = 300 }\nfor (let turn: number = 0; turn < Turns.All; turn++) {\n"
      + "  spin(1e6);\n}\n");
    await place.perline(["run", "--split", "--output", "p.json", "sé rc/main.mts"]);
    const { hints, lines } = await splitOf(place, "p.json");
    expect(shareOf(lines, 4, ["package", "@ours/spin"])).to.be.above(0.5);
    expect(hints).to.have.length(1);
    expect(hints[0]?.include).to.deep.equal(["sé rc/**", "node_modules/@ours/spin/**"]);
    await place.perline(["run", "--output", "q.json", ...hints[0]!.include.flatMap((glob) => ["--include", glob]), "sé rc/main.mts"]);
    expect(place.profile("q.json").sources.map(({ path }) => path)).to.have.members(hints[0]!.include.map((glob) => (
      glob.replace("**", glob.startsWith("node") ? "spin.mjs" : "main.mts"))));
  }));

  it("tells of workers, each by itself, and what the environment asks for under perline/register", () => inWorkplace([], async (place) => {
    place.write("main.mjs", "import { Worker } from \"node:worker_threads\";\nnew Worker(new URL(\"./work.mjs\", import.meta.url));\n");
    place.write("work.mjs", "const numbers = Array.from({ length: 30000 }, (_, n) => (n * 7919) % 30011);\n"
      + "for (let n = 0; n < 100; n++) {\n  numbers.slice().sort();\n}\n");
    const { code } = await place.node(["--import", register, "main.mjs"], { env: { PERLINE_SPLIT: "1" } });
    expect(code).to.equal(0);
    const { lines } = await splitOf(place, "main.perline.json");
    expect(lines.filter(({ path }) => path === "work.mjs").map(({ line }) => line)).to.include(3);
    expect(shareOf(lines, 3, ["built-in", "Array.sort"])).to.be.above(0.5);
  }));

  const looking = `const { Session, url } = require("node:inspector");
const own = new Session();
own.connect();
let told = 0;
own.on("inspectorNotification", () => told++);
own.post("Profiler.enable");
own.post("Profiler.setSamplingInterval", { interval: 500 }, (error) => console.log(error));
console.profile("mine");
console.profileEnd("mine");
own.post("Profiler.start");
const until = Date.now() + 50;
while (Date.now() < until) [3, 1, 2].sort();
own.post("Profiler.stop", (error, { profile }) => console.log(error, profile.samples.length > 1, told));
console.log(url(), process.execArgv, process.listenerCount("exit"), process.stderr.isTTY);
process.on("exit", (code) => console.log("exit", code));
`;
  const endings: Record<string, string> = {
    "comes to its end": "",
    "exits": "process.exit(7);\n",
    "fails": "throw new Error(\"no\");\n",
    "has a session of its own to the end": "own.post(\"Profiler.start\");\nprocess.exitCode = 3;\n",
  };
  for (const [what, ending] of Object.entries(endings)) {
    it(`is not noticed by a program that ${what}`, () => inWorkplace([], async (place) => {
      place.write("main.js", looking + ending);
      const bare = await place.node(["main.js"]);
      const split = await place.perline(["run", "--split", "--output", "p.json", "main.js"]);
      expect({ ...split, stderr: saidByProgram(split.stderr) }).to.deep.equal(bare);
      expect(place.profile("p.json").processes[0]?.threads[0]).to.have.property("split");
    }));
  }

  it("calls nothing that a program has replaced", () => inWorkplace([], async (place) => {
    place.write("main.js", `const { apply } = Reflect;
let calls = 0;
const counted = (owner, key) => {
  const method = owner[key];
  owner[key] = function (...given) {
    calls++;
    return apply(method, this, given);
  };
};
for (const key of ["stringify", "parse"]) counted(JSON, key);
for (const key of ["set", "get"]) counted(Map.prototype, key);
counted(require("node:events").prototype, "emit");
for (const key of ["push", "map", "forEach", "slice", Symbol.iterator]) counted(Array.prototype, key);
console.profile("mine");
console.profileEnd("mine");
process.on("exit", () => {
  const before = calls;
  const { reallyExit } = process;
  process.reallyExit = function (code) {
    require("node:fs").writeSync(1, calls - before + "\\n");
    return apply(reallyExit, this, [code]);
  };
});
setImmediate(() => process.exit(0));
`);
    const bare = await place.node(["main.js"]);
    expect(bare.stdout).to.match(/^\d+\n$/);
    const { stdout } = await place.perline(["run", "--split", "--output", "p.json", "main.js"]);
    expect(stdout).to.equal(bare.stdout);
  }));

  it("is told to be missing where the program was killed", () => inWorkplace([], async (place) => {
    place.write("main.js", "process.kill(process.pid, \"SIGKILL\");\n");
    const { stderr } = await place.perline(["run", "--split", "--output", "p.json", "main.js"]);
    expect(stderr).to.include("perline: --split tells nothing: V8's profile of a thread is there once the thread has ended by itself\n");
  }));

  it("refuses other clocks in one sentence", () => inWorkplace([], async (place) => {
    place.write("main.js", "console.log(1);\n");
    for (const args of [["run", "--split", "--clock", "exact"], ["run", "--split", "--clock", "none"], ["memory"]]) {
      const { code, stdout, stderr } = await place.perline([...args, "main.js"], { env: args.includes("memory") ? { PERLINE_SPLIT: "1" } : {} });
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.match(/^perline: --split needs the sampled clock: .* \(usage\)\. Leave .*\n$/);
    }
  }));
});
