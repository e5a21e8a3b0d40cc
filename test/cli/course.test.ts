/** When a real program ran, end to end: where its event loop stood still, and its self time by interval. */
import type { Report } from "@perline/format";
import { writeProfile } from "@perline/format/read";
import { expect } from "chai";
import { graphColumns } from "../../packages/cli/dist/report/graph.js";
import { exampleProfile } from "../format/example.js";
import { inWorkplace, said } from "./harness.js";

const runtime = require.resolve("@perline/runtime");

/** Line 1 keeps the loop for a tenth of a second, twice, with a wait before each. */
const program = `function spin(until) { while (Date.now() < until); }
async function main() {
  for (let turn = 0; turn < 2; turn++) {
    await new Promise((done) => setTimeout(done, 100));
    spin(Date.now() + 100);
  }
}
main();
`;

describe("a program that tells where its warm-up ends", () => {
  it("has a report of what came behind", () => inWorkplace([], async (place) => {
    place.write("warm.cjs", `const { snapshot } = require(${JSON.stringify(runtime)});
function work(times) {
  for (let turn = 0; turn < times; turn++);
}
work(1000);
snapshot("warm.json");
work(20);
`);
    expect(await place.perline(["run", "-o", "all.json", "warm.cjs"])).to.include({ code: 0 });
    const { code, stderr, stdout } = await place.perline(["report", "--format", "json", "--since", "warm.json", "all.json"]);
    expect([code, stderr]).to.deep.equal([0, ""]);
    const [file] = (JSON.parse(stdout) as Report).files;
    expect(file?.lines.map(({ line, hits }) => [line, hits])).to.deep.equal([[1, 0], [3, 21], [5, 0], [6, 0], [7, 1]]);
    const wrong = await place.perline(["report", "--since", "all.json", "warm.json"]);
    expect([wrong.code, said(wrong)[0]]).to.deep.equal([2, "the earlier profile is not of this run, or it is the later one (usage). "
      + "Give one that the program wrote by snapshot(file) in the same run."]);
  }));
});

describe("a program that blocks its event loop", () => {
  it("is told so, with the lines that did, and has its self time by interval", () => inWorkplace([], async (place) => {
    place.write("blocks.cjs", program);
    const { stdout } = await place.perline(["run", "-v", "-o", "blocks.json", "blocks.cjs"]);
    expect(stdout).to.match(/^Event loop: \S+ % busy \(self and outside\); blocked for up to .+ at once:\n {2}.* after .*: blocks\.cjs:1 spin/m);
    const report = JSON.parse((await place.perline(["report", "--format", "json", "blocks.json"])).stdout) as Report;
    const [longest, second] = report.blocked ?? [];
    expect([longest?.lines[0]?.line, second?.lines[0]?.line]).to.deep.equal([1, 1]);
    const self = report.files.flatMap(({ lines }) => lines).reduce((sum, { selfNs }) => sum + (selfNs ?? 0), 0);
    expect(report.timelines?.[0]?.selfNs.reduce((sum, ns) => sum + ns, 0)).to.equal(self);
    expect(report.timelines?.[0]?.lines[0]?.line).to.equal(1);
  }));

  it("is drawn where that is asked for, and on what shall be a terminal", () => inWorkplace([], async (place) => {
    place.write("app.json", writeProfile(exampleProfile()));
    const drawn = /^█▁{19}.  all lines$/m;
    const report = async (args: string[], env = {}): Promise<string> => (await place.perline(["report", ...args, "app.json"], { env })).stdout;
    expect(await report([])).not.to.match(drawn);
    expect(await report(["--graph", "always"])).to.match(drawn);
    expect(await report([], { FORCE_COLOR: "1" })).to.match(drawn);
    expect(await report(["--graph", "never"], { FORCE_COLOR: "1" })).not.to.match(drawn);
    await report(["--graph", "always", "-o", "app.txt"]);
    expect(place.read("app.txt")).to.match(drawn);
    const refused = await place.perline(["report", "--graph", "sometimes", "app.json"]);
    expect([refused.code, said(refused)[0]]).to.deep.equal([
      2, '--graph: "sometimes" is no time to draw (usage). Use one of auto, always, never.',
    ]);
  }));

  it("is drawn as wide as a terminal is, coloured or not, and in no file", () => {
    const terminal = { isTerminal: true, columns: 120 };
    const pipe = { isTerminal: false, columns: undefined };
    expect(graphColumns("auto", terminal, {})).to.equal(120);
    expect(graphColumns("auto", terminal, { NO_COLOR: "1" })).to.equal(120);
    expect(graphColumns("auto", terminal, { TERM: "dumb" })).to.equal(null);
    expect(graphColumns("auto", pipe, {})).to.equal(null);
    expect(graphColumns("auto", pipe, { FORCE_COLOR: "0" })).to.equal(null);
    expect(graphColumns("auto", pipe, { FORCE_COLOR: "3" })).to.equal(80);
    expect(graphColumns("auto", null, { FORCE_COLOR: "3" })).to.equal(null);
    expect(graphColumns("never", terminal, {})).to.equal(null);
    expect(graphColumns("always", null, {})).to.equal(80);
  });

  it("is not under the exact clock, which has nobody looking on", () => inWorkplace([], async (place) => {
    place.write("blocks.cjs", program);
    const { stdout } = await place.perline(["run", "-v", "--clock", "exact", "-o", "blocks.json", "blocks.cjs"]);
    expect(stdout).to.match(/^Duration: /m).and.not.match(/^Event loop/m);
    expect(place.profile("blocks.json").processes[0]?.threads[0]).to.include.keys("callTree").and.not.include.any.keys("blocked", "timeline");
  }));
});
