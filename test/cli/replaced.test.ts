/** A program may replace any built-in, or count the calls of it: what perline does on its threads neither fails by that nor shows. */
import { expect } from "chai";
import { expectSame, hitsOf, inWorkplace } from "./harness.js";

const trivial = "const only = 1;\nexports.one = () => only;\n";
const trivialModule = "const only = 1;\nexport const one = () => only;\n";

/** How often the file was loaded without failing, by what the program prints of `require`. */
function loads(stdout: string): number {
  return [...stdout.matchAll(/^require, .*$/gm)].flatMap(([line]) => [...line.matchAll(/\d+ 1\b/g)]).length;
}

describe("a program that replaces built-ins", () => {
  it("has its own traces, and ends as it would", () => inWorkplace(["replaced.js", "replaces.js"], async (place) => {
    await expectSame(place, ["replaces.js"]);
    expect(place.profile("replaces.perline.json").complete).to.equal(true);
  }));

  it("may give all objects what a property's descriptor is made of", () => inWorkplace([], async (place) => {
    place.write("main.cjs", `Object.prototype.get = () => 1;
Object.prototype.set = () => 2;
const { named = () => {} } = {};
process.on("exit", (code) => console.log(named.name, code));
console.log(String(named));
const vm = require("node:vm");
console.log(require("./one.js").one(), vm.runInThisContext("1 + 1"), new vm.Script("typeof this").runInNewContext());
setTimeout(() => process.exit(3));
`);
    place.write("one.js", "exports.one = () => 1;\n");
    const bare = await place.node(["main.cjs"]);
    for (const options of [[], ["--split"], ["--clock", "exact", "--memory"]]) {
      const { code, stdout } = await place.perline(["run", ...options, "--output", "p.json", "main.cjs"]);
      expect({ code, stdout }).to.deep.equal({ code: 3, stdout: bare.stdout });
      expect(place.profile("p.json").complete).to.equal(true);
    }
  }));

  for (const [options, actions] of [[[], []], [["--include", "**/*.js"], ["require", "Script"]]] as const) {
    const title = `loads, compiles and starts what it would ${options.join(" ")}`;
    it(title.trimEnd(), () => inWorkplace(["replaced.js", "replaces-loading.js"], async (place) => {
      place.write("trivial.js", trivial);
      const bare = await place.node(["replaces-loading.js", ...actions]);
      const { code, stdout } = await place.perline(["run", ...options, "replaces-loading.js", ...actions]);
      expect({ code, stdout }).to.deep.equal({ code: bare.code, stdout: bare.stdout });
      expect(hitsOf(place.profile("replaces-loading.perline.json"), "trivial.js", 2)).to.equal(loads(stdout)).and.to.be.greaterThan(500);
    }));
  }

  it("does so in a worker too", () => inWorkplace(["replaced.js", "replaces-loading.js"], async (place) => {
    place.write("trivial.js", trivial);
    const argv = ["require", "Script", "compileFunction that fails", "Worker", "kill"];
    place.write("main.js", `new (require('node:worker_threads').Worker)('./replaces-loading.js', { argv: ${JSON.stringify(argv)} });`);
    await expectSame(place, ["main.js"]);
  }));

  it("loads what it would however it works out paths", () => inWorkplace([], async (place) => {
    place.write("trivial.js", trivial);
    place.write("paths.js", [
      "const path = require('node:path'), names = [];",
      "for (const name of ['join', 'normalize', 'relative', 'resolve']) {",
      "  const own = path[name];",
      // Node makes a URL of the path itself where it has hooks in its own thread.
      "  path[name] = (...args) => (/customization_hooks/.test(new Error().stack) || names.push(name), own(...args));",
      "}",
      "console.log(require('./trivial.js').one(), names);",
    ].join("\n"));
    await expectSame(place, ["paths.js"]);
  }));

  it("goes on without the global process", () => inWorkplace([], async (place) => {
    place.write("trivial.js", trivial);
    place.write("alone.js", [
      "const own = process, { spawnSync } = require('node:child_process'), { Worker } = require('node:worker_threads');",
      "delete globalThis.process;",
      "console.log(require('./trivial.js').one(), own.kill(own.pid, 0));",
      "console.log(spawnSync(own.execPath, ['-e', 'console.log(5)'], { encoding: 'utf8' }).stdout);",
      "for (const env of [undefined, {}]) new Worker('1', { eval: true, env }).on('exit', (code) => console.log(code));",
    ].join("\n"));
    await expectSame(place, ["alone.js"]);
    expect(hitsOf(place.profile("alone.perline.json"), "trivial.js", 2)).to.equal(1);
  }));

  it("imports what it would", () => inWorkplace(["replaced.js", "replaces-importing.mjs"], async (place) => {
    place.write("trivial.mjs", trivialModule);
    const bare = await place.node(["replaces-importing.mjs"]);
    const ours = await place.perline(["run", "replaces-importing.mjs"]);
    // Node calls the last for whoever hooks into imports.
    const mayFail = [...bare.stdout.split("\n"), "Function.prototype.bind"];
    expect(ours.stdout.split("\n").filter((name) => !mayFail.includes(name))).to.deep.equal([]);
    expect(hitsOf(place.profile("replaces-importing.perline.json"), "trivial.mjs", 2)).to.be.greaterThan(300);
  }));
});
