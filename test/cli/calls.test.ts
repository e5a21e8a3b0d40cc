/** Calls by path, which the exact clock sees, against what V8's stack traces say in the program itself. */
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { calledFunctions, callRows, callTree, combineThreads, type FunctionPlace, type FunctionRow, functionRows } from "@perline/reporter";
import { answerOf } from "../exports/readers.js";
import { Workplace } from "./harness.js";

/** Tells, at its end, of each function how often it was called, and how often of that from outside of itself; and by whom. */
const program = `\
Error.stackTraceLimit = Infinity;
const counts = {}, callers = {};
/* perline ignore next */
function called() {
  const lines = new Error().stack.split("\\n").slice(2).filter((line) => line.includes("main.mjs") && !line.includes(" async "));
  const [name, ...others] = lines.map((line) => / at (?:new )?([\\w.]+) \\(/.exec(line)?.[1] ?? "<module>");
  const count = counts[name] ??= [0, 0];
  count[0] += 1;
  if (!others.includes(name)) count[1] += 1;
  const pair = \`\${others[0]} > \${name}\`;
  callers[pair] = (callers[pair] ?? 0) + 1;
}
function fib(n) {
  called();
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
function even(n) {
  called();
  return n === 0 ? true : odd(n - 1);
}
function odd(n) {
  called();
  return n === 0 ? false : even(n - 1);
}
function* numbers(count) {
  called();
  for (let n = 0; n < count; n++) yield fib(n);
  if (count > 0) for (const n of numbers(count - 2)) yield n;
}
async function later(n) {
  called();
  if (n > 0) await later(n - 1);
  await null;
  if (n > 1) await later(n - 2);
  return fib(n);
}
async function* ticks(count) {
  called();
  for (let n = 0; n < count; n++) yield await later(0);
}
class Shape {
  scaled(by) {
    called();
    return by > 1 ? this.scaled(by - 1) : fib(by);
  }
}
function failing(n) {
  called();
  try {
    if (n === 0) throw new Error("deep");
    return failing(n - 1);
  } finally {
    fib(2);
  }
}
for (const n of numbers(5)) even(n);
new Shape().scaled(4);
try { failing(3); } catch { fib(0); }
numbers(3);
const left = numbers(3);
left.next();
left.return();
await Promise.all([later(2), later(3)]);
const all = ticks(3);
for (let step = await all.next(); !step.done; step = await all.next()) fib(step.value);
console.log(JSON.stringify({ counts, callers }));
`;

/** What a profile tells of calls, by the names of functions; null where their paths do not hold all of them. */
function callsIn(place: Workplace, file: string): { counts: Record<string, number[] | null>; callers: Record<string, number> } {
  const profile = readProfile(place.read(file), file);
  const tree = callTree(profile, { stacks: "physical", frames: "functions" })!;
  const rows = combineThreads(profile).map(functionRows);
  const rowOf = ({ source, function: index }: FunctionPlace): FunctionRow => rows[source]![index]!;
  const found = calledFunctions(tree, (fn) => rowOf(fn).calls);
  const pairs = callRows(tree).map(({ caller, callee, calls }): [string, number] => [`${rowOf(caller).name} > ${rowOf(callee).name}`, calls!.all]);
  return {
    counts: Object.fromEntries(found.map((each) => [rowOf(each).name, each.calls && [each.calls.all, each.calls.primitive]])),
    callers: Object.fromEntries(pairs.filter(([, calls]) => calls > 0)),
  };
}

describe("calls by path, under the exact clock", () => {
  const place = new Workplace();
  let told: { counts: Record<string, [all: number, primitive: number]>; callers: Record<string, number> };

  before(async () => {
    place.write("main.mjs", program);
    const { stdout } = await place.perline(["run", "--clock", "exact", "--output", "p.json", "main.mjs"]);
    told = JSON.parse(stdout) as typeof told;
  });
  after(() => place.remove());

  it("are those of the program: all, primitive ones, and by each caller", () => {
    const { counts, callers } = callsIn(place, "p.json");
    expect(counts).to.deep.equal({ "<module>": [1, 1], ...told.counts });
    expect(callers).to.deep.equal(told.callers);
    // Something is within itself, and resumed.
    expect(told.counts["later"]).to.satisfy(([all, primitive]: [number, number]) => all > primitive);
  });

  it("are one for the initializers of all fields of an object", async () => {
    place.write("fields.mjs", `\
class Shape {
  area = Number("7"); sides = String(this.area);
  label = \`shape \${this.sides.at(0)}\`;
  static all = new Set();
  static none = new Map();
}
const made = () => new Shape();
for (let i = 0; i < 4; i++) made();
`);
    await place.perline(["run", "--clock", "exact", "--output", "f.json", "fields.mjs"]);
    const { counts, callers } = callsIn(place, "f.json");
    expect(counts).to.deep.equal({ "<module>": [1, 1], made: [4, 4], "Shape.<fields>": [4, 4], "Shape.<static>": [1, 1] });
    expect(callers).to.deep.equal({ "<module> > Shape.<static>": 1, "<module> > made": 4, "made > Shape.<fields>": 4 });
  });

  it("are in pstats' table, and in what callgrind_annotate prints", async () => {
    const report = await place.perline(["report", "--format", "functions", "--physical", "p.json"]);
    for (const [name, [all, primitive]] of Object.entries(told.counts)) {
      const count = all === primitive ? `${all}` : `${all}/${primitive}`;
      expect(report.stdout).to.match(new RegExp(`^ +${count} .*\\(${name}\\)$`, "m"));
    }
    await place.perline(["report", "--format", "callgrind", "--physical", "--output", "p.callgrind", "p.json"]);
    const listing = answerOf("callgrind_annotate", ["--auto=yes", "--threshold=100", "p.callgrind"], { cwd: place.folder });
    const calls = [...listing.matchAll(/=> main\.mjs:(\S+) \((\d+)x\)$/gm)];
    const byCallee: Record<string, number> = {};
    for (const [, name = "", count] of calls) byCallee[name] = (byCallee[name] ?? 0) + Number(count);
    expect(byCallee["fib"]).to.equal(told.counts["fib"]![0]);
    expect(byCallee["even"]).to.equal(told.counts["even"]![0]);
  });
});
