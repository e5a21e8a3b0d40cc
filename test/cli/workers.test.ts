/** The program's worker threads: measured under their own ids, and unchanged. */
import { expect } from "chai";
import { join } from "node:path";
import type { Profile } from "@perline/format";
import { hitsOf, inWorkplace } from "./harness.js";

const register = join(__dirname, "..", "..", "packages", "cli", "dist", "register.js");

/** The program: starts a worker from `what`, waits for its end. */
const starting = (what: string): string => `const { Worker } = require("node:worker_threads");
const worker = new Worker(${what});
worker.on("exit", (code) => console.log("ended", code));
`;

const work = "function work(n) {\n  return n + 1;\n}\nfor (let n = 0; n < 7; n++) work(n);\n";

/** Ids of the threads that ran a source. */
function threadsOf(profile: Profile, path: string): number[] {
  const index = profile.sources.findIndex((source) => source.path === path);
  return profile.processes.flatMap(({ threads }) => threads)
    .filter(({ counters }) => counters.some(({ source, hits }) => source === index && hits.some((count) => count > 0)))
    .map(({ id }) => id);
}

describe("worker threads of a run", () => {
  const kinds: { what: string; file: string; text: string; start: string }[] = [
    { what: "a CommonJS file", file: "worker.js", text: work, start: '"./worker.js"' },
    { what: "no arguments for Node", file: "worker.js", text: work, start: '"./worker.js", { execArgv: [] }' },
    { what: "an environment of its own", file: "worker.js", text: work, start: '"./worker.js", { env: { A: "1" } }' },
    { what: "an ES module", file: "worker.mjs", text: work, start: 'new URL("worker.mjs", `file://${__filename}`)' },
    { what: "TypeScript", file: "worker.ts", text: work.replace("work(n)", "work(n: number)"), start: '"./worker.ts"' },
    { what: "code that requires a file", file: "part.js", text: work, start: '`require("${__dirname}/part.js")`, { eval: true }' },
  ];
  for (const clock of ["sampled", "exact"]) {
    for (const { what, file, text, start } of kinds) {
      it(`are counted for themselves, with the ${clock} clock: ${what}`, () => inWorkplace([], async (place) => {
        place.write("main.js", starting(start));
        place.write(file, text);
        const finished = await place.perline(["run", "--clock", clock, "main.js"]);
        expect([finished.code, finished.stdout]).to.deep.equal([0, "ended 0\n"]);
        const profile = place.profile("main.perline.json");
        expect(profile.warnings).to.deep.equal([]);
        expect(hitsOf(profile, file, 2)).to.equal(7);
        expect(threadsOf(profile, file)).to.have.length(1).and.not.include(0);
      }));
    }
  }

  for (const flag of ["--import", "--require"]) {
    for (const file of ["worker.js", "worker.mjs"]) {
      it(`are counted under perline/register by ${flag}: ${file}`, () => inWorkplace([], async (place) => {
        place.write("main.js", starting(`new URL("${file}", \`file://\${__filename}\`)`));
        place.write(file, work);
        const finished = await place.node([flag, register, "main.js"]);
        expect(finished).to.include({ code: 0, stdout: "ended 0\n", stderr: "" });
        expect(hitsOf(place.profile("main.perline.json"), file, 2)).to.equal(7);
      }));
    }
  }

  for (const options of ["{ execArgv: [] }", "{ env: {} }", "{ env: SHARE_ENV, execArgv: [] }"]) {
    it(`are counted under perline/register, and without child processes: ${options}`, () => inWorkplace([], async (place) => {
      place.write("main.js", `const { SHARE_ENV } = require("node:worker_threads");\n${starting(`"./worker.js", ${options}`)}`);
      place.write("worker.js", `${work}console.log(process.execArgv);\n`);
      const bare = await place.node(["main.js"]);
      expect((await place.perline(["run", "--no-children", "main.js"])).stdout).to.equal(bare.stdout);
      expect(hitsOf(place.profile("main.perline.json"), "worker.js", 2)).to.equal(7);
      expect((await place.node(["--require", register, "main.js"])).code).to.equal(0);
      expect(hitsOf(place.profile("main.perline.json"), "worker.js", 2)).to.equal(7);
    }));
  }

  it("may start workers of their own, that share files", () => inWorkplace([], async (place) => {
    place.write("main.js", starting('"./middle.js"') + 'require("./part.js");\n');
    place.write("middle.js", starting('"./inner.js"') + 'require("./part.js");\n');
    place.write("inner.js", 'require("./part.js");\n');
    place.write("part.js", work);
    const finished = await place.perline(["run", "main.js"]);
    expect(finished.stdout).to.equal("ended 0\nended 0\n");
    const profile = place.profile("main.perline.json");
    expect(hitsOf(profile, "part.js", 2)).to.equal(21);
    expect(new Set(threadsOf(profile, "part.js")).size).to.equal(3);
  }));

  it("keep what they counted when they are terminated", () => inWorkplace([], async (place) => {
    place.write("main.js", starting('"./endless.js"') + 'worker.once("message", () => worker.terminate());\n');
    place.write("endless.js", `${work}require("node:worker_threads").parentPort.postMessage(1);\nfor (;;) work(1);\n`);
    const finished = await place.perline(["run", "main.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "ended 1\n"]);
    expect(hitsOf(place.profile("main.perline.json"), "endless.js", 2)).to.be.at.least(7);
  }));

  it("keep what they counted when the main thread exits before them", () => inWorkplace([], async (place) => {
    place.write("main.js", starting('"./endless.js"') + 'worker.once("message", () => process.exit(3));\n');
    place.write("endless.js", `${work}require("node:worker_threads").parentPort.postMessage(1);\nfor (;;) work(1);\n`);
    const finished = await place.perline(["run", "main.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([3, ""]);
    const profile = place.profile("main.perline.json");
    expect([profile.complete, hitsOf(profile, "endless.js", 4)]).to.deep.equal([true, 8]);
    expect(hitsOf(profile, "endless.js", 2)).to.be.at.least(7);
  }));

  it("run as they are where they cannot be measured, and that is told", () => inWorkplace([], async (place) => {
    place.write("main.js", 'require("node:worker_threads").setEnvironmentData("__perline_" + "f3k9_worker", {});\n' + starting('"./worker.js"'));
    place.write("worker.js", work);
    const finished = await place.perline(["run", "main.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "ended 0\n"]);
    expect(place.profile("main.perline.json").warnings).to.deep.equal(["1 of the program's worker threads could not be measured."]);
  }));

  it("see themselves as they would alone", () => inWorkplace([], async (place) => {
    place.write("main.js", starting('"./look.js", { argv: ["one"] }'));
    place.write("look.js", `function look() { return [process.argv.slice(2), process.execArgv, Object.keys(globalThis), require.main === module,
  String(look), new Error("x").stack.split("\\n").filter((line) => !line.includes("node:internal")), process.getActiveResourcesInfo()]; }
console.log(JSON.stringify(look()));\n`);
    // Node's code cache holds for V8's usual flags, and without it V8 names some of Node's own frames otherwise.
    const bare = await place.node(["main.js"]);
    expect((await place.perline(["run", "main.js"])).stdout).to.equal(bare.stdout);
  }));

  it("have the names that the program gives them, each its own", () => inWorkplace([], async (place) => {
    place.write("main.js", starting('"./middle.js", { name: " parser " }') + 'new Worker("./inner.js", { env: {}, name: "" });\n');
    place.write("middle.js", starting('"./inner.js"') + 'new Worker("./inner.js", { execArgv: [], name: "deep" });\n');
    place.write("inner.js", work);
    expect((await place.perline(["run", "main.js"])).stdout).to.equal("ended 0\nended 0\n");
    const names = place.profile("main.perline.json").processes[0]!.threads.map(({ id, name }) => name.replace(`worker ${id}`, "unnamed"));
    expect(names).to.have.members(["main", "parser", "deep", "unnamed", "unnamed"]);
    const { stdout } = await place.perline(["report", "--thread", "deep", "main.perline.json"]);
    expect(stdout).to.match(/\(1 process, 1 thread; /);
  }));

  it("see the environment that the program gives them, and what they start is measured all the same", () => inWorkplace([], async (place) => {
    place.write("main.js", `const { Worker } = require("node:worker_threads");
for (const env of [{ A: "1" }, { NODE_OPTIONS: "--no-warnings" }]) new Worker("./look.js", { env });\n`);
    place.write("look.js", `const seen = JSON.stringify(process.env);
require("node:child_process").execFileSync(process.execPath, ["./child.js"]);
new (require("node:worker_threads").Worker)("./inner.js").on("exit", () => console.log(seen, JSON.stringify(process.env)));\n`);
    place.write("inner.js", work);
    place.write("child.js", work);
    const sorted = (text: string): string[] => text.split("\n").toSorted();
    const bare = await place.node(["main.js"]);
    expect(sorted((await place.perline(["run", "main.js"])).stdout)).to.deep.equal(sorted(bare.stdout));
    const profile = place.profile("main.perline.json");
    expect([hitsOf(profile, "inner.js", 2), hitsOf(profile, "child.js", 2)]).to.deep.equal([14, 14]);
  }));
});
