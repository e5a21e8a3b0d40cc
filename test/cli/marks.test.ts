/** Marks that a program sets: reports of what comes behind one have the hits of that alone, in each thread, through the formats. */
import { expect } from "chai";
import { join } from "node:path";
import type { Profile, Report } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { hitsOf, inWorkplace, said, type Workplace } from "./harness.js";

const requires = `const { mark, reset } = require(${JSON.stringify(join(__dirname, "..", "..", "packages", "runtime"))});\n`;

/** Turns, in line 5, of two threads in turns: each has done what it was asked for when a mark is set. */
const program = `${requires}const { Worker, isMainThread, parentPort } = require("node:worker_threads");
function turn(n) {
  for (let i = 0; i < n; i++) {
    turn.last = i;
  }
}
async function main() {
  turn(1000);
  const set = [mark("begin")];
  const worker = new Worker(__filename, { name: "turner" });
  const ask = (n) => new Promise((resolve) => worker.once("message", resolve).postMessage(n));
  await ask(5);
  turn(2);
  set.push(mark("warm"));
  turn(100);
  await ask(7);
  set.push(mark("warm"));
  turn(1);
  await ask(11);
  await worker.terminate();
  console.log(...set);
}
if (isMainThread) main();
else parentPort.on("message", (n) => {
  turn(n);
  parentPort.postMessage(n);
});
`;

/** Turns behind each mark, of the main thread and of the worker. */
const turns: Record<string, [main: number, worker: number]> = { begin: [103, 23], warm: [101, 18], "warm#2": [1, 11] };

async function reportSince(place: Workplace, mark: string, ...args: string[]): Promise<Report> {
  const { code, stderr, stdout } = await place.perline(["report", "--format", "json", "--since-mark", mark, ...args, "p.json"]);
  expect([code, stderr]).to.deep.equal([0, ""]);
  return JSON.parse(stdout) as Report;
}

const hitsIn = ({ files }: Report): number | null | undefined => files[0]?.lines.find(({ line }) => line === 5)?.hits;

function expectParted({ durationNs, files, idleNs, outsideNs }: Report): void {
  const selfNs = files.flatMap(({ lines }) => lines).reduce((sum, line) => sum + (line.selfNs ?? 0), 0);
  expect(selfNs + (outsideNs ?? 0) + (idleNs ?? 0)).to.equal(durationNs);
}

describe("marks of a program", () => {
  for (const clock of ["sampled", "exact", "none"]) {
    it(`part what came before from what came behind, by the ${clock} clock`, () => inWorkplace([], async (place) => {
      place.write("main.cjs", program);
      const finished = await place.perline(["run", "--clock", clock, "--output", "p.json", "main.cjs"]);
      expect(finished).to.include({ code: 0, stdout: "true true true\n" });
      const profile = readProfile(place.read("p.json"), "p.json");
      expect(selfCheck(profile)).to.deep.equal([]);
      for (const [mark, [main, worker]] of Object.entries(turns)) {
        const reports = await Promise.all(["main", "turner"].map((id) => reportSince(place, mark, "--thread", id)));
        expect(reports.map(hitsIn), mark).to.deep.equal([main, worker]);
        for (const report of reports) if (clock !== "none") expectParted(report);
      }
      const { stdout } = await place.perline(["report", "p.json"]);
      expect(stdout).to.match(/^Marks: begin at \S+ \S+, warm at \S+ \S+, warm#2 at \S+ \S+ \(--since-mark tells what came behind one\)$/m);
    }));
  }

  it("are told apart through the formats, and by clear words where there is no such one", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `${requires}function turn() {\n  return 1;\n}\nturn();\nmark("a b");\nturn();\nturn();\n`);
    await place.perline(["run", "--output", "p.json", "main.cjs"]);
    const since = async (format: string): Promise<string> => (
      (await place.perline(["report", "--format", format, "--since-mark", "a b", "p.json"])).stdout
    );
    expect(await since("text")).to.match(/^ {5}3 +2 .*return 1;$/m);
    expect(await since("lcov")).to.include("DA:3,2\n");
    expect(await since("csv")).to.match(/^main\.cjs,3,.*\bturn\b.*,2,/m);
    const refusals = [["--since-mark", "c"], ["--since-mark", "a b", "--since", "p.json"]];
    const refused = await Promise.all(refusals.map((args) => place.perline(["report", "p.json", ...args])));
    expect(refused.map((finished) => [finished.code, finished.stdout, said(finished)[0]])).to.deep.equal([
      [2, "", '"c" is no mark of this profile (usage). Use one of "a b".'],
      [2, "", "--since and --since-mark name two moments (usage). Ask for what came behind one of them."],
    ]);
  }));

  it("are bounded, forgotten by reset, and where nothing is measured nothing", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `${requires}const set = () => Array.from({ length: 70 }, (_, n) => mark(\`mark \${n}\`)).filter(Boolean).length;
set();
reset();
console.log(set());
`);
    expect(await place.node(["main.cjs"])).to.include({ code: 0, stdout: "0\n", stderr: "" });
    expect(await place.perline(["run", "--output", "p.json", "main.cjs"])).to.include({ code: 0, stdout: "64\n" });
    const profile = readProfile(place.read("p.json"), "p.json");
    const labels = profile.processes[0]!.threads[0]!.marks?.map(({ label, number }) => [number, label]);
    expect(labels).to.deep.equal(Array.from({ length: 64 }, (_, n) => [n, `mark ${n}`]));
    expect(profile.warnings).to.deep.equal(["The program has set 70 marks, of which the first 64 are kept."]);
  }));

  it("have labels of any kind, and leave the program and its profile whole where one is none", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `${requires}const asked = { toString: () => console.log("asked") };
const labels = ["", "a", 5, null, undefined, true, 10n, {}, [], () => {}, Symbol("s"), asked];
console.log(...labels.map((label) => mark(label) ? 1 : 0));
`);
    for (const args of [[], ["--leaks=1"]]) {
      const finished = await place.perline(["run", ...args, "--output", "p.json", "main.cjs"]);
      expect([finished.code, finished.stdout.split("\n")[0]]).to.deep.equal([0, "1 1 1 1 1 1 1 0 0 0 0 0"]);
      const profile = readProfile(place.read("p.json"), "p.json");
      expect(profile.complete).to.equal(true);
      const [thread] = profile.processes[0]!.threads;
      const labels = ["", "a", "5", "null", "undefined", "true", "10"];
      expect(thread?.marks?.map(({ label }) => label)).to.deep.equal(labels);
      if (args.length > 0) expect(thread?.traces?.moments.flatMap(({ label }) => label ?? [])).to.deep.equal(labels);
    }
  }));

  it("are moments of what is alive as well, where that is traced", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `${requires}const kept = [];\nkept.push({});\nmark("one");\nkept.push({}, {});\nmark("two");\n`);
    await place.perline(["run", "--leaks=1", "--output", "p.json", "main.cjs"]);
    const [thread] = place.profile("p.json").processes[0]!.threads;
    expect(thread?.traces?.moments.flatMap(({ label }) => label ?? [])).to.deep.equal(["one", "two"]);
    expect(thread?.marks?.map(({ label }) => label)).to.deep.equal(["one", "two"]);
    const { code, stdout, ...refused } = await place.perline(["report", "--format", "leaks", "--since-mark", "one", "p.json"]);
    expect([code, stdout, said({ code, stdout, ...refused })[0]]).to.deep.equal([
      2, "", "--since-mark means nothing to the format leaks, which tells of all moments of a run (usage). Leave it out.",
    ]);
  }));

  it("are in the profile of a program that was killed", () => inWorkplace(["told.js"], async (place) => {
    place.write("main.cjs", `${requires}const { told } = require("./told.js");
function turn() {}
mark("m");
for (let n = 0; n < 5; n++) turn();
while (!told("main.cjs", 5)) turn();
process.kill(process.pid, "SIGKILL");
`);
    await place.perline(["run", "--output", "p.json", "main.cjs"]);
    const profile: Profile = place.profile("p.json");
    expect(profile.complete).to.equal(false);
    expect(hitsIn(await reportSince(place, "m"))).to.equal(hitsOf(profile, "main.cjs", 5));
  }));
});
