/** `perline memory`: how much memory each line adds, from the command line to the reports. */
import { expect } from "chai";
import type { Report, ReportFunction, ReportLine } from "@perline/format";
import { inWorkplace, type Workplace } from "./harness.js";

const program = `/** @profile */
function fill(kept, turns) {
  for (let turn = 0; turn < turns; turn++) {
    kept.push(new Array(100_000).fill(turn));
  }
  return kept;
}
/** @profile */
function nest(depth, kept) {
  kept.push(new Array(50_000).fill(depth));
  if (depth > 0) nest(depth - 1, kept);
  return kept;
}
/** @profile */
function* some(kept) {
  kept.push(new Array(25_000).fill(1));
  yield 1;
  kept.push(new Array(25_000).fill(2));
}
/** @profile */
async function later(kept) {
  kept.push(new Array(25_000).fill(1));
  await null;
  kept.push(new Array(25_000).fill(2));
}
function unmarked(kept) {
  kept.push(new Array(1_000_000).fill(0));
}
const kept = [];
fill(kept, 5);
nest(3, kept);
for (const one of some(kept)) unmarked(kept, one);
later(kept).then(() => console.log(kept.length));
unmarked(kept);
`;

/** The figures of a program, by function and by line. */
interface Figures {
  report: Report;
  fn: (name: string) => ReportFunction;
  line: (line: number) => ReportLine;
}

async function figuresOf(place: Workplace, ...options: readonly string[]): Promise<Figures> {
  const finished = await place.perline(["memory", "--output", "p.json", ...options, "main.js"]);
  expect(finished).to.include({ code: 0 });
  const { stdout } = await place.perline(["report", "--format", "json", "p.json"]);
  const report = JSON.parse(stdout) as Report;
  const [file] = report.files;
  return {
    report,
    fn: (name) => file!.functions.find((each) => each.name === name)!,
    line: (line) => file!.lines.find((each) => each.line === line)!,
  };
}

/** In numbers of 8 bytes, rounded to thousands, which is more than what V8 puts on the heap for itself. */
const thousands = (bytes: number | undefined): number => Math.round((bytes ?? NaN) / 8000);

describe("perline memory", () => {
  it("prints memory_profiler's table for marked functions, and what the figures mean", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const { code, stdout } = await place.perline(["memory", "--collect", "main.js"]);
    expect(code).to.equal(0);
    const lines = stdout.split("\n");
    expect(lines.slice(0, 5)).to.deep.equal([
      "15", "Filename: main.js", "",
      "Line #    Mem usage    Increment  Occurrences   Line Contents",
      "=============================================================",
    ]);
    const [head = "", header, body] = lines.slice(5);
    expect(head).to.match(/^ {5}2 {2} [ \d]\d\.\d{3} MiB {2} [ \d]\d\.\d{3} MiB {11}1 {3}function fill\(kept, turns\) \{$/);
    expect(header).to.match(/^ {5}3 .* MiB {11}6 {5}for \(/);
    expect(body).to.match(/^ {5}4 .* {4}3\.8\d\d MiB {11}5 {7}kept\.push\(/);
    expect(lines).to.include(`${"     7".padEnd(47)}}`);
    expect(stdout).to.not.include("unmarked(kept) {\n");
    expect(stdout).to.include("\nIncrement: what was in use when the line ended less what was when it began, callees included");
    const again = await place.perline(["report", "--precision", "1", "main.perline.json"]);
    expect(again.stdout).to.match(/\n {5}4 .* {6}3\.[789] MiB {11}5 {7}kept\.push\(/);
  }));

  it("charges each line what it adds; a function's lines add up in loops, recursion, generators and async functions", () => (
    inWorkplace([], async (place) => {
      place.write("main.js", program);
      for (const options of [[], ["--collect"]]) {
        const { fn, line, report } = await figuresOf(place, ...options);
        expect(report).to.include({ clock: "memory", durationNs: null });
        const expectClose = (bytes: number | undefined, expected: number): void => {
          // What was garbage before the program comes and goes as V8 likes.
          expect(thousands(bytes)).to.be.closeTo(expected, options.length === 0 ? 40 : 20);
        };
        for (const [each, expected] of Object.entries({ 4: 500, 10: 200, 16: 25, 17: 0, 18: 25, 22: 25, 23: 0, 24: 25 })) {
          expectClose(line(Number(each)).incrementBytes, expected);
        }
        for (const [name, expected] of Object.entries({ fill: 500, nest: 200, some: 50, later: 50 })) {
          expectClose(fn(name).incrementBytes, expected);
        }
        for (const [index, { incrementBytes }] of report.files[0]!.functions.entries()) {
          const lines = report.files[0]!.lines.filter((each) => each.function === index);
          expect(lines.reduce((sum, each) => sum + each.incrementBytes!, 0)).to.equal(incrementBytes);
        }
      }
    })
  ));

  it("shows every function where all are selected, with callees", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const { line } = await figuresOf(place, "--select", "all");
    expect(thousands(line(30).incrementBytes)).to.be.closeTo(500, 40);
    expect(thousands(line(27).incrementBytes)).to.be.closeTo(2000, 40);
    expect(line(27).hits).to.equal(2);
  }));

  it("reads the process where that is asked for", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const { report, line } = await figuresOf(place, "--rss");
    expect(report.reading).to.deep.equal({ of: "rss", collects: false });
    // No process of Node's is smaller.
    expect(line(4).usageBytes).to.be.above(20e6);
  }));

  it("charges what a program that exits within a call has added by then", () => inWorkplace([], async (place) => {
    place.write("main.js", "/** @profile */\nfunction last(kept) {\n  kept.push(new Array(1e6).fill(1)), process.exit(0);\n}\nlast([]);\n");
    const { line } = await figuresOf(place);
    expect(thousands(line(3).incrementBytes)).to.be.closeTo(1000, 40);
  }));

  it("measures each worker thread", () => inWorkplace([], async (place) => {
    place.write("main.js", `const { isMainThread, Worker } = require("node:worker_threads");
/** @profile */
function load() {
  return new Array(1e6).fill(1);
}
if (isMainThread) new Worker(__filename);
globalThis.kept = load();
`);
    const { line, report } = await figuresOf(place);
    expect(report.processes[0]!.threads).to.have.length(2);
    expect([line(4).hits, Math.round(line(4).incrementBytes! / 8e6)]).to.deep.equal([2, 2]);
  }));

  it("refuses what cannot be, and profiles that read other things", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const wrong = await place.perline(["memory", "--precision", "-1", "main.js"]);
    expect([wrong.code, wrong.stderr]).to.deep.equal([2, "perline: \"-1\" is no number of digits (usage). Use a whole number from 0 to 20.\n"]);
    await place.perline(["memory", "--output", "memory.json", "main.js"]);
    await place.perline(["run", "--output", "time.json", "main.js"]);
    const both = await place.perline(["report", "memory.json", "time.json"]);
    expect([both.code, both.stderr]).to.deep.equal([2, "perline: profiles of different readings of memory, or of memory and of time, cannot be "
      + "added up (usage). Report each by itself.\n"]);
  }));

  it("tells where no function is marked", () => inWorkplace([], async (place) => {
    place.write("main.js", "console.log(1);\n");
    const { code, stderr } = await place.perline(["memory", "main.js"]);
    expect([code, stderr.includes("no function carries a mark")]).to.deep.equal([0, true]);
  }));
});
