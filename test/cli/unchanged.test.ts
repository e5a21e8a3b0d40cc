/** What a program sees and says is what it would without perline. */
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finished, perline } from "../runs.js";
import { expectSame, hitsOf, inWorkplace, said } from "./harness.js";

describe("a program under perline run", () => {
  it("sees the same process, streams and globals, as CommonJS", () => inWorkplace(["look.cjs"], async (place) => {
    // The mark is a global on purpose, and not enumerable.
    await expectSame(place, ["look.cjs", "one", "--two", "--", "-v", ""], { input: "some input\n" });
  }));

  it("sees one global more, the mark, and may replace it", () => inWorkplace([], async (place) => {
    place.write("globals.js", [
      "console.log(JSON.stringify(Reflect.ownKeys(globalThis).map(String)), JSON.stringify(Object.keys(globalThis)));",
      "profile = 1;", "console.log(profile);",
    ].join("\n"));
    const [bare, ours] = [await place.node(["globals.js"]), await place.perline(["run", "globals.js"])];
    expect(bare.stdout).not.to.contain("profile");
    expect(ours.stdout).to.contain(',"profile"').and.satisfy((text: string) => text.replace(',"profile"', "") === bare.stdout);
  }));

  it("sees the same process and import.meta, as an ES module", () => inWorkplace(["look.cjs", "look.mjs"], async (place) => {
    await expectSame(place, ["look.mjs", "--port", "80"]);
  }));

  it("finds every function of Node's as it was: text, name, length and attributes", () => inWorkplace(["described.js"], async (place) => {
    // As the table of differences has it.
    const told = /^(module\.Module\.prototype\._compile|process\.(_events|chdir\S*)|vm\.Script\.prototype\.runInNewContext|globalThis\.(TextDecoder|profile)) /;
    const lines = ({ stdout }: Finished): string[] => stdout.split("\n").filter((line) => !told.test(line));
    const bare = lines(await place.node(["described.js"]));
    const ours = lines(await place.perline(["run", "described.js"]));
    expect(bare).to.have.length.greaterThan(1000);
    expect(ours.filter((line) => !bare.includes(line))).to.deep.equal([]);
    expect(bare.filter((line) => !ours.includes(line))).to.deep.equal([]);
  }));

  it("sees its own NODE_OPTIONS and no trace of ours, where children are left out", () => inWorkplace([], async (place) => {
    place.write("env.js", "console.log(JSON.stringify(process.env))");
    for (const env of [{}, { NODE_OPTIONS: "--no-warnings" }]) {
      const bare = await place.node(["env.js"], { env });
      const ours = await place.perline(["run", "--no-children", "env.js"], { env });
      expect(ours.stdout).to.equal(bare.stdout);
    }
  }));

  it("is warned of nothing that it would not be alone, whatever flags ask Node to tell or to fail by", () => inWorkplace([], async (place) => {
    place.write("part.mjs", "console.log('part');");
    place.write("main.js", [
      "require('node:child_process').spawnSync(process.execPath, ['-e', ''], { stdio: 'inherit' });",
      "new (require('node:worker_threads').Worker)('', { eval: true }).on('exit', (code) => {",
      "  console.log(code);", "  import('./part.mjs');", "});",
    ].join("\n"));
    await expectSame(place, ["main.js"], { env: { NODE_OPTIONS: "--pending-deprecation --throw-deprecation" } });
  }));

  for (const name of ["NODE_DEBUG", "NODE_V8_COVERAGE"]) {
    it(`ends where Node is asked to tell what it does: ${name}`, () => inWorkplace([], async (place) => {
      place.write("part.mjs", "export const part = 1;");
      place.write("main.mjs", "import { part } from './part.mjs';\nconsole.log(part);");
      const { code, stdout } = await place.perline(["run", "main.mjs"], { env: { [name]: "module" } });
      expect([code, stdout]).to.deep.equal([0, "1\n"]);
    }));
  }

  it("is the same as text on the command line", () => inWorkplace([], async (place) => {
    await expectSame(place, ["-e", "console.log(module.id, __filename, require('path').sep, process.argv.slice(1), process._eval)", "a", "b"]);
    await expectSame(place, ["-e", "console.log(module.id)"], { env: { PERLINE_INCLUDE: "elsewhere/**" } });
    await expectSame(place, ["-e", "import { sep } from 'node:path'; console.log(sep)"]);
    await expectSame(place, ["-e", "import('node:path').then(({ sep }) => console.log(sep))"]);
  }));

  it("is the same where a tool serves packages that are on no disk", () => inWorkplace([], async (place) => {
    place.write("main.js", [
      "const fs = require('node:fs'), Module = require('node:module');",
      "const file = require('node:path').join(__dirname, 'node_modules', 'made-up.js');",
      "const { readFileSync } = fs, { _resolveFilename } = Module;",
      "fs.readFileSync = (path, ...rest) => path === file ? 'module.exports = __filename;' : readFileSync(path, ...rest);",
      "Module._resolveFilename = (name, ...rest) => name === 'made-up' ? file : _resolveFilename(name, ...rest);",
      "console.log(require('made-up'));",
    ].join("\n"));
    await expectSame(place, ["main.js"]);
  }));

  it("is the same as text whose declarations are global, and whose traces show nothing below it", () => inWorkplace([], async (place) => {
    const text = [
      "'use strict';", "var one = 1;", "let two = 2;", "function three() { return 3; }",
      "console.log((0, eval)('one + two + three()'), Object.getOwnPropertyDescriptor(globalThis, 'one'), this === globalThis, typeof arguments);",
      "try { null.one; } catch ({ stack }) { console.log(stack.replace(/(ReadStream|Socket)[^]*/, '')); }",
    ].join(" ");
    await expectSame(place, ["-e", text]);
    await expectSame(place, ["-"], { input: text });
    await expectSame(place, ["-e", `${text} throw new Error('last')`]);
  }));

  it("is the same as text that is no script: it waits, it is TypeScript, it does not parse", () => inWorkplace([], async (place) => {
    for (const text of ["console.log(await 1, typeof require)", "const one: number = 1; console.log(one, module.id)", "this is no program"]) {
      await expectSame(place, ["-e", text]);
      await expectSame(place, ["-"], { input: text });
    }
  }));

  it("is the same as text on stdin", () => inWorkplace([], async (place) => {
    await expectSame(place, ["-", "a", "-b"], { input: "console.log(process.argv, module.id, __filename)" });
  }));

  const hasPipes = process.platform !== "win32";
  it(`may be a pipe, which can be read once${hasPipes ? "" : " (not run: there are no pipes in folders here)"}`, function () {
    if (!hasPipes) return this.skip();
    return inWorkplace([], async (place) => {
      const pipe = join(place.folder, "pipe.js");
      execFileSync("mkfifo", [pipe]);
      const runs = [["pipe.js"], [perline, "run", "pipe.js"]].map((args) => async (): Promise<string> => {
        const [{ stdout }] = await Promise.all([place.node(args), writeFile(pipe, "console.log(__filename);")]);
        return stdout;
      });
      for (const run of runs) expect(await run()).to.equal(`${pipe}\n`);
    });
  });

  it("fails with its own words where its text does not parse", () => inWorkplace([], async (place) => {
    place.write("broken.js", "function (");
    await expectSame(place, ["broken.js"]);
  }));

  it("may register hooks of its own, which are loaded through those before them", () => inWorkplace([], async (place) => {
    const registering = (hooks: string): string => `import { register } from "node:module";\nregister("./${hooks}", import.meta.url);\n`;
    place.write("one.mjs", registering("finds.mjs"));
    place.write("two.mjs", registering("writes.mjs"));
    place.write("finds.mjs", [
      "export function resolve(specifier, context, next) {",
      "  return specifier === 'virtual:word' ? { url: specifier, format: 'module', shortCircuit: true } : next(specifier, context);", "}",
      "export function load(url, context, next) {",
      "  return url === 'virtual:word' ? { format: 'module', source: 'export const word = 1;', shortCircuit: true } : next(url, context);", "}",
    ].join("\n"));
    place.write("writes.mjs", [
      "export async function load(url, context, next) {", "  const loaded = await next(url, context);",
      "  return url.endsWith('there.mjs') ? { ...loaded, source: String(loaded.source).replace('WORD', 'written') } : loaded;", "}",
    ].join("\n"));
    place.write("there.mjs", "export function there() {\n  return 'WORD';\n}\n");
    place.write("main.mjs", "import { word } from 'virtual:word';\nimport { there } from './there.mjs';\nconsole.log(word, there());\n");
    const running = { env: { NODE_OPTIONS: "--no-warnings --import ./one.mjs --import ./two.mjs" } };
    await expectSame(place, ["main.mjs"], running);
    expect((await place.perline(["run", "--clock", "exact", "main.mjs"], running)).stdout).to.equal("1 written\n");
    expect(hitsOf(place.profile("main.perline.json"), "there.mjs", 2)).to.equal(1);
  }));

  it("can recurse nearly as deep", () => inWorkplace([], async (place) => {
    place.write("deep.js", "let depth = 0;\nfunction down() {\n  depth++;\n  down();\n}\ntry {\n  down();\n} catch {\n  console.log(depth);\n}");
    place.write("parent.js", 'require("node:child_process").spawn("node", ["deep.js"], { stdio: "inherit" });');
    const bare = Number((await place.node(["deep.js"])).stdout);
    for (const program of ["deep.js", "parent.js"]) {
      expect(Number((await place.perline(["run", program])).stdout), program).to.be.at.least(0.95 * bare);
    }
  }));

  it("has as much stack where a file or a function declares more functions than would fit on it", () => inWorkplace([], async (place) => {
    const many = Array.from({ length: 20_000 }, (_, index) => `function f${index}(){}`).join("");
    const use = "\nconsole.log(typeof f3, String(f4));\n";
    for (const [name, text] of [["file.js", many + use], ["inner.js", `(() => {\n${many}${use}})();`]] as const) {
      place.write(name, text);
      const bare = await place.node(["--stack-size=120", name]);
      const ours = await place.perline(["run", "--node-arg=--stack-size=120", name]);
      expect([ours.code, ours.stdout], ours.stderr).to.deep.equal([0, bare.stdout]);
      expect(hitsOf(place.profile(name.replace("js", "perline.json")), name, name === "file.js" ? 2 : 3)).to.equal(1);
    }
  }));

  it("is optimised where it would be alone, however much the probes of a function add", () => inWorkplace([], async (place) => {
    const cases = Array.from({ length: 600 }, (_, index) => `case ${index}:\nsum += x;\nbreak;\n`).join("");
    place.write("large.js", `
      function large(x) { let sum = 0; switch (x) { ${cases} } return sum; }
      new Function("f", "%PrepareFunctionForOptimization(f); f(1); f(2); %OptimizeFunctionOnNextCall(f); f(2)")(large);
      console.log(new Function("f", "return %ActiveTierIsTurbofan(f)")(large));`);
    const finished = await place.perline(["run", "--node-arg=--allow-natives-syntax", "large.js"]);
    expect(finished.stdout).to.equal("true\n");
  }));

  it("can be a tool of the project, by its name", () => inWorkplace(["count.js"], async (place) => {
    const bin = join(place.folder, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    place.write("tool.js", "#!/usr/bin/env node\nconsole.log(process.argv.slice(2));\n");
    symlinkSync("../../tool.js", join(bin, "tool"));
    const script = place.write("node_modules/.bin/script", "#!/bin/sh\nexec node count.js \"$@\"\n");
    chmodSync(script, 0o755);
    const finished = await place.perline(["run", "tool", "--flag"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "[ '--flag' ]\n"]);
    expect(place.profile("tool.perline.json").sources.map(({ path }) => path)).to.deep.equal(["tool.js"]);
    expect((await place.perline(["run", "script"])).stdout).to.equal("45\n");
    expect(place.profile("script.perline.json").sources.map(({ path }) => path)).to.deep.equal(["count.js"]);
  }));

  it("says one line on stderr, which names the file and how to read it", () => inWorkplace(["count.js"], async (place) => {
    const finished = await place.perline(["run", "count.js"]);
    expect(finished.stdout).to.equal("45\n");
    expect(finished.stderr.split("\n")).to.have.length(2);
    expect(said(finished)[0]).to.match(/count\.perline\.json.*source text.*perline report count\.perline\.json$/);
  }));
});
