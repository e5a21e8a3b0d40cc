/** The sampler's priority: its own thread's alone, where the system grants it, and for the first moments of a run. */
import { readFileSync } from "node:fs";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { Priority } from "../../packages/runtime/dist/sampler/priority.js";
import { systemThread } from "../../packages/runtime/dist/system-thread.js";
import { inWorkplace } from "../cli/harness.js";
import { perline } from "../runs.js";

/** The niceness that /proc tells of a thread: see proc_pid_stat(5). */
const niceOf = (stat: string): number => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);

/** Computes for half a second, then prints the niceness of each thread, and of a child. */
const program = `const { readdirSync, readFileSync } = require("node:fs");
for (const end = Date.now() + 500; Date.now() < end;);
const niceOf = ${String(niceOf)};
const threads = readdirSync("/proc/self/task").map((thread) => niceOf(readFileSync("/proc/self/task/" + thread + "/stat", "utf8")));
const child = require("node:child_process").execFileSync("nice", { encoding: "utf8" });
process.stdout.write(JSON.stringify([...threads, Number(child)]));
`;

/** Computes for 5 ms of its own; prints how many milliseconds the busiest of the other threads has had meanwhile. */
const young = `const { readdirSync, readFileSync } = require("node:fs");
const ran = (thread) => Number(readFileSync("/proc/self/task/" + thread + "/schedstat", "latin1").split(" ")[0]) / 1e6;
const main = String(process.pid);
const before = new Map(readdirSync("/proc/self/task").map((thread) => [thread, ran(thread)]));
while (ran(main) < before.get(main) + 5);
const others = readdirSync("/proc/self/task").filter((thread) => thread !== main);
console.log(Math.max(...others.map((thread) => ran(thread) - (before.get(thread) ?? 0))));
`;

/** Asks of a thread that computes and of one that waits. */
const asking = `const { Worker } = require("node:worker_threads");
const { waitsForOurCore } = require(${JSON.stringify(join(__dirname, "../../packages/runtime/dist/sampler/os-times.js"))});
const start = (rest) => new Promise((resolve) => {
  const text = "const own = require('node:fs').readlinkSync('/proc/thread-self').split('/').at(-1);"
    + "require('node:worker_threads').parentPort.postMessage(Number(own));";
  new Worker(text + rest, { eval: true }).once("message", resolve);
});
Promise.all([start("for (;;);"), start("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);")]).then((threads) => {
  // It said so before it began to wait.
  while (waitsForOurCore(threads[1])) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  console.log(JSON.stringify([...threads, process.pid + 1e7, null].map(waitsForOurCore)));
  process.exit();
});
`;

/** One of the cores that this process may run on. */
const someCore = /^Cpus_allowed_list:\s*(\d+)/m.exec(process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "")?.[1] ?? "0";

/** Whether this process may put a thread before others. */
function mayRaise(): boolean {
  const raise = "require('node:os').setPriority(require('node:os').getPriority() - 1)";
  return spawnSync(process.execPath, ["-e", raise]).status === 0;
}

describe("the sampler's priority", () => {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("puts a thread before others where that is granted, and takes it back", () => {
    const own = (): number => niceOf(readFileSync(`/proc/self/task/${systemThread()}/stat`, "utf8"));
    const usual = own();
    const priority = new Priority();
    const granted = priority.comeFirst(true);
    expect(granted).to.equal(mayRaise());
    expect(own()).to.equal(granted ? -19 : usual);
    expect(priority.isFirst).to.equal(granted);
    expect(priority.comeFirst(false)).to.equal(true);
    expect(own()).to.equal(usual);
    expect(priority.isFirst).to.equal(false);
  });

  it("is known to keep a thread off where both have one core", () => {
    const { stdout } = spawnSync("taskset", ["-c", someCore, process.execPath, "-e", asking], { encoding: "utf8", timeout: 20_000 });
    expect(stdout.trim()).to.equal("[true,false,false,false]");
  });

  it("is given up where it takes the program's core from it", () => inWorkplace([], async (place) => {
    place.write("main.js", young);
    const command = ["-c", someCore, process.execPath, perline, "run", "main.js"];
    const { stdout } = await promisify(execFile)("taskset", command, { cwd: place.folder });
    expect(stdout).to.match(/^\d/);
    expect(Number(stdout)).to.be.below(30);
  }));

  it("is nobody's once the run is no longer young, and no child's", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const usual = Number(spawnSync("nice", { encoding: "utf8" }).stdout);
    const { stdout } = await place.perline(["run", "main.js"]);
    const seen = JSON.parse(stdout) as number[];
    expect(seen).to.have.length.above(3);
    expect(new Set(seen)).to.deep.equal(new Set([usual]));
  }));
});
