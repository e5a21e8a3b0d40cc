/** Runs that count objects: exactly, under every clock, and without a trace in what the program prints. */
import { expect } from "chai";
import type { Report } from "@perline/format";
import { inWorkplace } from "./harness.js";

const program = `class Point {
  tags = [];
  constructor(x) { this.x = x; }
}
async function main(items) {
  const points = items.map((x) => new Point(x));
  for (const p of points) p.label = \`at \${p.x}\`;
  const { x, ...rest } = points[0] ?? {};
  await null;
  return [points.length, Object.keys(rest)];
}
main([1, 2, 3]).then((all) => console.log(all));
`;

/** Lines that create objects, and how many. */
const allocations = [[1, 1], [2, 3], [5, 1], [6, 5], [7, 3], [8, 1], [10, 2], [12, 4]];

describe("--memory", () => {
  for (const clock of ["sampled", "exact", "none"]) {
    it(`counts what each line creates, by the ${clock} clock`, () => inWorkplace([], async (place) => {
      place.write("main.mjs", program);
      const bare = await place.node(["main.mjs"]);
      const finished = await place.perline(["run", "--memory", "--clock", clock, "--output", "p.json", "main.mjs"]);
      expect(finished).to.include({ code: 0, stdout: bare.stdout });
      const { stdout } = await place.perline(["report", "--format", "json", "p.json"]);
      const report = JSON.parse(stdout) as Report;
      const byLine = new Map<number, number>();
      for (const { line, allocations: count } of report.files[0]!.lines) byLine.set(line, (byLine.get(line) ?? 0) + (count ?? NaN));
      expect([...byLine].filter(([, count]) => count !== 0).toSorted(([a], [b]) => a - b)).to.deep.equal(allocations);
    }));
  }
});
