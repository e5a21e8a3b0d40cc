/** The sampler's priority: its own thread's alone, where the system grants it, and for the first moments of a run. */
import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { comeFirst } from "../../packages/runtime/dist/sampler/priority.js";
import { systemThread } from "../../packages/runtime/dist/system-thread.js";
import { inWorkplace } from "../cli/harness.js";

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
    const stepBack = comeFirst();
    expect(stepBack !== null).to.equal(mayRaise());
    expect(own()).to.equal(stepBack === null ? usual : -19);
    stepBack?.();
    expect(own()).to.equal(usual);
  });

  it("is nobody's once the run is no longer young, and no child's", () => inWorkplace([], async (place) => {
    place.write("main.js", program);
    const usual = Number(spawnSync("nice", { encoding: "utf8" }).stdout);
    const { stdout } = await place.perline(["run", "main.js"]);
    const seen = JSON.parse(stdout) as number[];
    expect(seen).to.have.length.above(3);
    expect(new Set(seen)).to.deep.equal(new Set([usual]));
  }));
});
