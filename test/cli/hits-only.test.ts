/** Runs that measure no time: hits and calls are those of any run, and nothing else is told. */
import { expect } from "chai";
import type { Profile, Report } from "@perline/format";
import { hitsOf, inWorkplace, said, telling, type Workplace } from "./harness.js";

const program = `async function each(items) {
  for await (const item of items) {
    try { if (item % 2) continue; } finally { console.log(item); }
    await null;
  }
}
each([1, 2, 3, 4]);
`;
/** Of its lines from the second on. */
const hits = [5, 4, 2];

/** What programs are called, how they are written, and what they need beside them. */
const programs: { name: string; text: string }[] = [
  { name: "main.cjs", text: program },
  { name: "main.mjs", text: `${program}export {};\n` },
  { name: "main.ts", text: program.replace("(items)", "(items: number[])") },
  { name: "main.mts", text: `${program.replace("(items)", "(items: number[])")}enum Kind { One }\nexport { Kind };\n` },
];

const none = ["run", "--clock", "none"];

/** Expects that nothing but hits is in a profile, and that it has no more to tell. */
function expectUntimed({ clock, complete, probeNs, processes, warnings }: Profile): void {
  expect({ clock, complete, probeNs, warnings }).to.deep.equal({ clock: "none", complete: true, probeNs: null, warnings: [] });
  for (const { callTree, counters, durationNs, idleNs, outsideNs, samples } of processes.flatMap(({ threads }) => threads)) {
    expect([callTree, durationNs, idleNs, outsideNs, samples]).to.deep.equal([null, null, null, null, 0]);
    for (const { awaitNs, pending, selfNs, throws } of counters) {
      expect([awaitNs, pending, selfNs, throws]).to.deep.equal([null, null, null, null]);
    }
  }
}

async function reportOf(place: Workplace, files: readonly string[]): Promise<Report> {
  const { stdout } = await place.perline(["report", "--format", "json", ...files]);
  return JSON.parse(stdout) as Report;
}

describe("--clock none", () => {
  for (const { name, text } of programs) {
    it(`counts ${name}, and its report has hits alone`, () => inWorkplace([], async (place) => {
      place.write(name, text);
      const finished = await place.perline([...none, "--view", "--output", "p.json", name]);
      expect(finished).to.include({ code: 0 });
      expect(finished.stdout.startsWith("1\n2\n3\n4\n")).to.equal(true);
      expect(finished.stdout).to.include("Line #      Hits  Line Contents\n===").and.include("\nHits: no time was measured (clock none; 1 process, 1 thread)\n");
      expect(finished.stdout).to.match(/hits - main\.\w+:1 - each\n/).and.not.match(/Time|seconds/);
      const profile = place.profile("p.json");
      expectUntimed(profile);
      expect(hits.map((_, row) => hitsOf(profile, name, row + 2))).to.deep.equal(hits);
    }));
  }

  it("comes from the environment and the configuration as well", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "count.js"], { env: { PERLINE_CLOCK: "none" } });
    expectUntimed(place.profile("count.perline.json"));
    place.write("perline.config.json", '{ "clock": "none" }');
    await place.perline(["run", "count.js"]);
    expectUntimed(place.profile("count.perline.json"));
  }));

  it("counts worker threads for themselves", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `const { Worker } = require("worker_threads");\n${program}new Worker(__dirname + "/worker.cjs");\n`);
    place.write("worker.cjs", program);
    expect(await place.perline([...none, "main.cjs"])).to.include({ code: 0 });
    const profile = place.profile("main.perline.json");
    expectUntimed(profile);
    expect(profile.processes[0]?.threads).to.have.length(2);
    expect([hitsOf(profile, "main.cjs", 3), hitsOf(profile, "worker.cjs", 2)]).to.deep.equal([5, 5]);
  }));

  it("has calls and hits in JSON, and null for what was not measured", () => inWorkplace(["count.js"], async (place) => {
    await place.perline([...none, "count.js"]);
    await place.perline(["run", "--output", "timed.json", "count.js"]);
    const [report, timed] = [await reportOf(place, ["count.perline.json"]), await reportOf(place, ["timed.json"])];
    const counts = ({ files }: Report): unknown =>
      files.map((file) => [file.functions.map(({ calls }) => calls), file.lines.map((line) => line.hits)]);
    expect(counts(report)).to.deep.equal(counts(timed));
    expect(report).to.include({ clock: "none", durationNs: null });
    expect(report.files[0]?.functions.every(({ totalNs, throws }) => totalNs === null && throws === null)).to.equal(true);
    const merged = await reportOf(place, ["count.perline.json", "timed.json"]);
    expect([merged.clock, merged.durationNs]).to.deep.equal(["sampled", timed.durationNs]);
    expect(merged.files[0]?.lines.map((line) => line.hits)).to.deep.equal(timed.files[0]?.lines.map((line) => 2 * (line.hits ?? 0)));
    expect(merged.warnings).to.have.length(1);
  }));

  it("keeps a rolling snapshot, which is the profile of a program that is killed", () => inWorkplace([], async (place) => {
    const turn = 'if (told("main.js", 2)) process.kill(process.pid, "SIGKILL");';
    place.write("main.js", `${telling}setInterval(() => {\n  ${turn}\n}, 5);\n`);
    const finished = await place.perline([...none, "--interval", "0.02", "main.js"]);
    const profile = place.profile("main.perline.json");
    expect([profile.clock, profile.complete]).to.deep.equal(["none", false]);
    expect(hitsOf(profile, "main.js", 3)).to.be.above(1);
    expect(said(finished).join("\n")).to.include("incomplete");
  }));
});
