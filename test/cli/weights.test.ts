/** `perline run --memory`: what lines were seen to add to the heap, and the time of collections. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Report, ReportLine } from "@perline/format";
import { perline } from "../runs.js";

const program = `const many = new Array(100000).fill(0);
function copy() { return many.slice(); }
function wrap(x) { return [copy(), x]; }
let kept = null;
for (let i = 0; i < 12; i++) {
  kept = many.slice();
  wrap(i);
}
kept = Buffer.alloc(1000000);
console.log(kept.length);
`;

/** What V8's optimiser removes, and what it cannot: somebody else sees that. */
const removing = `let seen = null;
function keep(x) {
  seen = { x, y: x };
}
function drop(x) {
  const point = { x, y: x };
  return point.x + point.y;
}
for (let i = 0; i < 3000000; i++) {
  keep(i & 7);
  drop(i & 7);
}
console.log(seen.x);
`;

/** What a run has measured: its report's lines by their numbers, the report, and what people read. */
interface Measured {
  lines: Map<number, ReportLine>;
  report: Report;
  text: string;
}

function run(clock: string, text = program, printed = "1000000\n"): Measured {
  const folder = mkdtempSync(join(tmpdir(), "perline-"));
  try {
    writeFileSync(join(folder, "app.js"), text);
    const node = "--node-arg=--no-concurrent-recompilation";
    const options = ["run", "--memory", "--clock", clock, node, "--output", "app.json", "--no-cache", "app.js"];
    const perlinePrints = (...args: string[]): string =>
      execFileSync(process.execPath, [perline, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    expect(perlinePrints(...options)).to.equal(printed);
    const report = JSON.parse(perlinePrints("report", "--format", "json", "app.json")) as Report;
    const lines = new Map(report.files[0]!.lines.map((line) => [line.line, line]));
    return { lines, report, text: perlinePrints("report", "app.json") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("run --memory", () => {
  for (const clock of ["sampled", "exact"]) {
    it(`measures bytes that no text tells, under the clock ${clock}`, () => {
      const { lines, report } = run(clock);
      // A list of so many pointers, and the array that has it.
      const bytes = 12 * (4 * 8 + 2 * 8 + 800_000);
      const { measuredBytes, modelledBytes } = lines.get(6)!;
      expect(modelledBytes).to.equal(null);
      // V8 puts its own things on the heap as well, whenever it likes: they are small beside that.
      expect(measuredBytes).to.be.within(0.95 * bytes, 1.25 * bytes);
      expect(lines.get(3)!.measuredBytes, "it calls what has lines of its own").to.equal(null);
      expect(lines.get(9)!.externalBytes).to.be.within(1_000_000, 1_100_000);
      const collected = report.files[0]!.lines.reduce((sum, { gcNs }) => sum + (gcNs ?? 0), 0);
      expect(report.gcNs).to.be.at.least(collected);
    });
  }

  it("tells three figures apart, and where V8's optimiser has removed objects", () => {
    const { lines, text } = run("sampled", removing, "7\n");
    const [kept, dropped] = [lines.get(3)!, lines.get(6)!];
    const bytes = 3_000_000 * 5 * 8;
    for (const line of [kept, dropped]) expect([line.allocations, line.modelledBytes]).to.deep.equal([3_000_000, bytes]);
    // Some evaluations come before the optimiser.
    expect(kept.measuredBytes).to.be.within(0.98 * bytes, 1.1 * bytes);
    expect(dropped.measuredBytes).to.be.below(0.1 * bytes);
    expect(text).to.match(/ 3000000 +120000000 +40 +\d+\* .*const point/).and.to.match(/ 3000000 +120000000 +40 +\d+ .*seen = \{/);
    expect(text).to.include("*  V8's optimiser has removed objects: less than half of what the model says was there, at app.js:6\n");
  });
});
