/** Runs that trace objects: what stays alive is told by the line that created it, and the program is the same as without. */
import { expect } from "chai";
import { join } from "node:path";
import type { Report, ReportLiveThread } from "@perline/format";
import { inWorkplace } from "./harness.js";

const register = join(__dirname, "..", "..", "packages", "cli", "dist", "register.js");

const program = `class Entry {
  constructor(n) { this.n = n; }
}
globalThis.held = [];
async function load(n) {
  await null;
  const entry = new Entry(n);
  held.push(entry, { n });
  return [n, n, n].map((x) => ({ x })).length;
}
for (let n = 0; n < 100; n++) await load(n);
console.log(held.length);
`;

/** A program that hears of each call of a function of `Math`, and ends otherwise than it should if there is one. */
const replacing = `const { mark } = require(${JSON.stringify(require.resolve("@perline/runtime/memory"))});
let calls = 0;
for (const name of Object.getOwnPropertyNames(Math)) if (typeof Math[name] === "function") Math[name] = () => { calls++; throw new Error(name); };
process.on("exit", () => { if (calls > 0) process.exitCode = 9; });
const kept = [];
const until = process.hrtime.bigint() + 200_000_000n;
for (let i = 0; process.hrtime.bigint() < until; i++) kept[i % 1000] = { a: [i] };
console.log("moments: " + ["a", "b"].filter((label) => mark(label)).length);
`;

/** A program that asks where an object was made, what there was most, and what tracing takes. */
const asking = `const memory = require(${JSON.stringify(require.resolve("@perline/runtime/memory"))});
function make(n) {
  return { n, list: new Array(n).fill(n) };
}
let kept = make(20_000);
console.log(memory.objectTraceback(kept).format().join("|"));
console.log(memory.objectTraceback(memory), memory.objectTraceback(Symbol.iterator), memory.overheadBytes() > 0);
const before = memory.tracedMemory();
kept = null;
const after = memory.tracedMemory();
memory.resetPeak();
const reset = memory.tracedMemory();
console.log(before.current > 160_000, after.peak === before.peak, reset.peak < 10_000);
`;

/** The report's account of one thread. */
function liveOf(json: string, thread = 0): ReportLiveThread {
  const found = (JSON.parse(json) as Report).live?.find((each) => each.thread.id === thread);
  if (found === undefined) throw new Error("the thread was not traced");
  return found;
}

/** What is alive at the end: `line type objects`. */
function aliveAtEnd({ lines }: ReportLiveThread): string[] {
  return lines.filter(({ objects }) => objects.at(-1)! > 0).map(({ line, types, objects }) => `${line} ${types.join()} ${objects.at(-1)}`);
}

describe("--leaks", () => {
  for (const clock of ["sampled", "exact", "none"]) {
    it(`tells what is alive, by the ${clock} clock, and keeps nothing alive itself`, () => inWorkplace([], async (place) => {
      place.write("main.mjs", program);
      const finished = await place.perline(["run", "--leaks=1,4", "--clock", clock, "--output", "p.json", "main.mjs"]);
      expect(finished.code, finished.stderr).to.equal(0);
      expect(finished.stdout).to.match(/^200\nAlive at the end: /);
      expect(finished.stdout).to.match(/\nmain\.mjs:7: size=3200 B, count=100, average=32 B\n/);
      const { stdout } = await place.perline(["report", "--format", "json", "p.json"]);
      const live = liveOf(stdout);
      expect(aliveAtEnd(live)).to.include.members(["4 Array 1", "7 Entry 100", "8 Object 100"]);
      expect(live.lines.find(({ line }) => line === 9)).to.include({ created: 600 });
      expect(live.lines.find(({ line }) => line === 9)?.objects.at(-1)).to.equal(0);
      const callers = live.lines.find(({ line }) => line === 7)?.traceback.map(({ line }) => line);
      expect(callers).to.deep.equal(clock === "none" ? [7] : [11, 7]);
    }));
  }

  it("traces workers by themselves, and what the environment asks for", () => inWorkplace([], async (place) => {
    place.write("main.mjs", "import { Worker } from \"node:worker_threads\";\nnew Worker(new URL(\"./work.mjs\", import.meta.url));\n");
    place.write("work.mjs", "export const kept = [];\nfor (let n = 0; n < 10; n++) kept.push({ n });\n");
    const { code } = await place.perline(["run", "--output", "p.json", "main.mjs"], { env: { PERLINE_LEAKS: "1" } });
    expect(code).to.equal(0);
    const { stdout } = await place.perline(["report", "--format", "json", "p.json"]);
    const worker = (JSON.parse(stdout) as Report).live?.find(({ thread }) => thread.id !== 0);
    expect(aliveAtEnd(worker!)).to.deep.equal(["1 Array 1", "2 Object 10"]);
    const text = await place.perline(["report", "--format", "leaks", "p.json"]);
    expect(text.stdout).to.match(/Process \d+, thread \d+ \(worker \d+\)\n\nAlive at the end: /);
  }));

  it("answers what the program asks of its lines' objects", () => inWorkplace([], async (place) => {
    place.write("main.js", asking);
    for (const environment of ["run", "register"]) {
      const args = ["--leaks=1,4", "--output", "p.json", "main.js"];
      const { code, stdout, stderr } = environment === "run" ? await place.perline(["run", ...args])
        : await place.node(["--import", register, "main.js"], { env: { PERLINE_LEAKS: "1,4" } });
      expect(code, stderr).to.equal(0);
      const [traceback, facts, peak] = stdout.split("\n");
      expect(traceback).to.equal("  File \"main.js\", line 5|    let kept = make(20_000);|  File \"main.js\", line 3|    return { n, list: new Array(n).fill(n) };");
      expect(facts).to.equal("null null true");
      // Without Node's own bindings finalizations tell of the end, later.
      if (environment === "run") expect(peak).to.equal("true true true");
    }
  }));

  it("asks nothing of what the program has replaced, at a mark, by time and at the end", () => inWorkplace([], async (place) => {
    place.write("main.js", replacing);
    for (const leaks of ["1", "512,4"]) {
      const { code, stdout, stderr } = await place.perline(["run", `--leaks=${leaks}`, "--output", "p.json", "main.js"]);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.match(/^moments: 2\nAlive at the end/);
      expect((JSON.parse((await place.perline(["report", "--format", "json", "p.json"])).stdout) as Report).live?.[0]?.moments.at(-1)?.label).to.equal(null);
    }
  }));

  it("does without Node's own bindings under perline/register", () => inWorkplace([], async (place) => {
    place.write("main.mjs", program);
    const { code } = await place.node(["--import", register, "main.mjs"], { env: { PERLINE_LEAKS: "1" } });
    expect(code).to.equal(0);
    const { stdout } = await place.perline(["report", "--format", "json", "main.perline.json"]);
    expect(aliveAtEnd(liveOf(stdout))).to.include.members(["7 Entry 100", "8 Object 100"]);
  }));

  it("refuses what means nothing, and says where nothing was traced", () => inWorkplace([], async (place) => {
    place.write("main.js", "console.log([1].length);\n");
    for (const wrong of ["0", "1,0", "many", "1,2,3"]) {
      expect(await place.perline(["run", `--leaks=${wrong}`, "main.js"])).to.include({ code: 2, stdout: "" });
    }
    await place.perline(["run", "--output", "p.json", "main.js"]);
    const { stdout } = await place.perline(["report", "--format", "leaks", "p.json"]);
    expect(stdout).to.equal("No objects were traced: perline run --leaks does that.\n");
  }));
});
