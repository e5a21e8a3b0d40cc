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

/** The lines of the program's report by their numbers, and the report. */
function run(clock: string): { lines: Map<number, ReportLine>; report: Report } {
  const folder = mkdtempSync(join(tmpdir(), "perline-"));
  try {
    writeFileSync(join(folder, "app.js"), program);
    const options = ["run", "--memory", "--clock", clock, "--output", "app.json", "--no-cache", "app.js"];
    expect(execFileSync(process.execPath, [perline, ...options], { cwd: folder, encoding: "utf8", stdio: "pipe" })).to.equal("1000000\n");
    const report = JSON.parse(execFileSync(process.execPath, [perline, "report", "--format", "json", "app.json"], {
      cwd: folder, encoding: "utf8",
    })) as Report;
    return { lines: new Map(report.files[0]!.lines.map((line) => [line.line, line])), report };
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
});
