/** Programs of several processes, commands that start Node, and programs that are started without the command. */
import { expect } from "chai";
import { tmpdir } from "node:os";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { saidByProgram } from "../differences.js";
import { hitsOf, inWorkplace, said } from "./harness.js";

const register = join(__dirname, "..", "..", "packages", "cli", "dist", "register.js");

describe("processes of a run", () => {
  it("are all in one profile, however they are started", () => inWorkplace(["family.js"], async (place) => {
    const finished = await place.perline(["run", "family.js"]);
    expect(finished.stdout.split("\n").toSorted()).to.deep.equal(["", "first", "forked", "spawned"]);
    const profile = place.profile("family.perline.json");
    expect(profile.complete).to.equal(true);
    expect(profile.sources).to.have.length(1);
    expect(profile.processes).to.have.length(3);
    expect(hitsOf(profile, "family.js", 7)).to.equal(3);
    const isParent = (pid: number): boolean => profile.processes.every((one) => one.pid === pid || one.ppid === pid);
    const first = profile.processes.find(({ pid }) => isParent(pid));
    expect(first?.argv).to.deep.equal(profile.argv);
  }));

  it("are left out where that is asked for", () => inWorkplace(["family.js"], async (place) => {
    await place.perline(["run", "--no-children", "family.js"]);
    expect(place.profile("family.perline.json").processes).to.have.length(1);
  }));

  it("may be started by a command", () => inWorkplace(["family.js"], async (place) => {
    const finished = await place.perline(["run", "--", "node", "family.js", "-v"]);
    expect([finished.code, finished.stdout]).to.deep.equal([0, "-v\n"]);
    expect(hitsOf(place.profile("node.perline.json"), "family.js", 7)).to.equal(1);
  }));

  it("may be none of Node's, and then that is told", () => inWorkplace([], async (place) => {
    const finished = await place.perline(["run", "--", "true"]);
    expect(said(finished).join()).to.match(/^no process of Node was profiled.*without the permission model/);
    expect((await place.perline(["run", "--", "false"])).code).to.equal(1);
  }));

  const starts: { what: string; text: string }[] = [
    { what: "by a shell", text: 'cp.exec("node part.js", report)' },
    { what: "by a shell with an environment of its own", text: 'cp.exec("node part.js", { env: { PATH } }, report)' },
    { what: "by a script for a shell", text: 'cp.spawn("sh", ["-c", "node part.js"], { stdio: "inherit" })' },
    { what: "by execFile", text: 'cp.execFile(process.execPath, ["part.js"], report)' },
    { what: "with an environment of its own", text: 'cp.spawn("node", ["part.js"], { env: { PATH }, stdio: "inherit" })' },
    { what: "with NODE_OPTIONS of its own", text: 'cp.spawn("node", ["part.js"], { env: { ...process.env, NODE_OPTIONS: "--no-warnings" }, stdio: "inherit" })' },
    { what: "and waited for", text: 'console.log(cp.spawnSync("node", ["part.js"], { env: { PATH }, encoding: "utf8" }).stdout, cp.execSync("node -v").length)' },
    { what: "by fork, with neither flags nor environment", text: 'cp.fork("part.js", ["x"], { execArgv: [], env: { PATH } })' },
    { what: "by a worker thread", text: 'new (require("node:worker_threads").Worker)(\'require("node:child_process").fork("part.js", [], { env: {} })\', { eval: true })' },
    { what: "as workers of a cluster", text: 'cluster.setupPrimary({ exec: "part.js" }); cluster.fork().on("exit", (code) => console.log(code))' },
  ];
  for (const { what, text } of starts) {
    it(`are measured when they are started ${what}`, () => inWorkplace([], async (place) => {
      place.write("main.js", `const cp = require("node:child_process"), cluster = require("node:cluster"), { PATH } = process.env;
const report = (error, stdout, stderr) => console.log(error, stdout, stderr);\n${text};\n`);
      place.write("part.js", "function work(n) {\n  return n + 1;\n}\nfor (let n = 0; n < 7; n++) work(n);\nconsole.log(process.argv.slice(2));\nprocess.disconnect?.();\n");
      const bare = await place.node(["main.js"]);
      const finished = await place.perline(["run", "main.js"]);
      expect([finished.code, finished.stdout]).to.deep.equal([bare.code, bare.stdout]);
      expect(hitsOf(place.profile("main.perline.json"), "part.js", 2)).to.equal(7);
    }));
  }

  it("leave a process that is not Node's as it is", () => inWorkplace([], async (place) => {
    place.write("main.js", 'require("node:child_process").spawn("env", [], { env: { PATH: process.env.PATH, A: "1" }, stdio: "inherit" });\n');
    const bare = await place.node(["main.js"]);
    expect((await place.perline(["run", "main.js"])).stdout).to.equal(bare.stdout);
  }));

  const permission = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
  it("leave a process as it is that may read nothing but its own file", () => inWorkplace(["count.js"], async (place) => {
    place.write("main.js", [
      'const { spawn } = require("node:child_process");',
      'const own = require("node:fs").realpathSync("count.js");',
      `spawn("node", ["--no-warnings", "${permission}", \`--allow-fs-read=\${own}\`, own], { stdio: "inherit" });`,
    ].join("\n"));
    const bare = await place.node(["main.js"]);
    const finished = await place.perline(["run", "main.js"]);
    expect([finished.stdout, saidByProgram(finished.stderr)]).to.deep.equal([bare.stdout, bare.stderr]);
    expect(place.profile("main.perline.json").sources.map(({ path }) => path)).to.deep.equal(["main.js"]);
  }));

  it("are refused before they start where a command's own flags leave no place to measure", () => inWorkplace(["count.js"], async (place) => {
    const finished = await place.perline(["run", "--", "node", permission, "count.js"]);
    expect([finished.code, finished.stdout]).to.deep.equal([2, ""]);
    expect(said(finished).join()).to.match(/^perline needs threads and files, which --\S*permission forbids/);
  }));

  for (const kill of ["child.kill()", "child.kill('SIGKILL')", "process.kill(child.pid)", "process.kill(child.pid, 9)"]) {
    it(`have their say when another one ends them: ${kill}`, () => inWorkplace([], async (place) => {
      place.write("main.js", `const child = require("node:child_process").fork("child.js");
child.on("message", () => console.log(${kill})).on("exit", (code, signal) => console.log(code, signal));\n`);
      place.write("child.js", "let n = 0;\nwhile (n < 1000) {\n  n++;\n}\nprocess.send(n);\nfor (;;) n++;\n");
      const bare = await place.node(["main.js"]);
      const finished = await place.perline(["run", "main.js"]);
      expect(finished.stdout).to.equal(bare.stdout);
      const profile = place.profile("main.perline.json");
      expect([profile.complete, hitsOf(profile, "child.js", 3), hitsOf(profile, "child.js", 5)]).to.deep.equal([true, 1000, 1]);
    }));
  }

  it("are incomplete when they end themselves by a signal", () => inWorkplace([], async (place) => {
    place.write("main.js", 'require("node:child_process").fork("child.js");\n');
    place.write("child.js", "process.kill(process.pid, 'SIGKILL');\n");
    await place.perline(["run", "main.js"]);
    expect(place.profile("main.perline.json").complete).to.equal(false);
  }));

  it("leave nothing in the temporary folder", () => inWorkplace(["count.js"], async (place) => {
    place.write("folder.js", "console.log(JSON.parse(process.env.PERLINE_RUN).folder)");
    const { stdout, stderr } = await place.perline(["run", "folder.js"]);
    const folder = stdout.trim();
    expect(folder).to.contain(join(realpathSync(tmpdir()), "perline-"));
    expect(existsSync(folder), stderr).to.equal(false);
  }));
});

/** Code without a file, by its name: arguments for Node, and what it reads from stdin. */
const fileless: readonly [name: string, args: readonly string[], input?: string][] = [
  ["eval", ["-e", "console.log(process.argv.length, module.id, __filename); require('./part.cjs');", "one"]],
  ["eval", ["-p", "require('./part.cjs'); [1, 2].length"]],
  ["eval", ["--input-type=module", "-e", "import './part.mjs'; await 1; console.log(import.meta.url);", "one"]],
  ["stdin", ["-", "one"], "console.log(process.argv.length, module.id, __filename); require('./part.cjs');"],
  ["eval", [], "require('./part.cjs'); throw new RangeError('own');"],
  ["stdin", ["--input-type=module", "-"], "await import('./part.mjs'); console.log(import.meta.url);"],
];

describe("perline/register", () => {
  for (const [name, args, input = ""] of fileless) {
    it(`lets code without a file run as it does, and measures what that loads: node ${args.join(" ")} < ${input}`, () => (
      inWorkplace([], async (place) => {
        for (const part of ["part.cjs", "part.mjs"]) place.write(part, "const one = 1;\nconsole.log(one);\n");
        const { code, stdout } = await place.node(args, { input });
        expect(await place.node(["--import", register, ...args], { input })).to.include({ code, stdout });
        const part = [...args, input].join(" ").includes("part.mjs") ? "part.mjs" : "part.cjs";
        expect(hitsOf(place.profile(`${name}.perline.json`), part, 2)).to.equal(1);
      })
    ));
  }

  for (const flag of ["--import", "--require"]) {
    it(`profiles by node ${flag}, with settings from the environment`, () => inWorkplace(["count.js"], async (place) => {
      const finished = await place.node([flag, register, "count.js"], { env: { PERLINE_CLOCK: "exact" } });
      expect(finished).to.include({ code: 0, stdout: "45\n", stderr: "" });
      const profile = place.profile("count.perline.json");
      expect([profile.complete, profile.clock, hitsOf(profile, "count.js", 2)]).to.deep.equal([true, "exact", 10]);
    }));
  }

  it("profiles ES modules and TypeScript", () => inWorkplace([], async (place) => {
    place.write("main.ts", "enum Kind { A, B }\nfunction f(kind: Kind): string {\n  return Kind[kind];\n}\nconsole.log(f(Kind.B));");
    const finished = await place.node(["--import", register, "main.ts"]);
    expect(finished).to.include({ code: 0, stdout: "B\n" });
    expect(hitsOf(place.profile("main.perline.json"), "main.ts", 3)).to.equal(1);
  }));

  for (const text of ["import { sep } from 'node:path';\nconsole.log(sep.length);", "console.log(\n  await Promise.resolve(1));"]) {
    it(`profiles a module that only its text makes one: ${text.slice(0, 12)}`, () => inWorkplace([], async (place) => {
      place.write("main.js", text);
      expect(await place.node(["--import", register, "main.js"])).to.include({ code: 0, stdout: "1\n" });
      expect(hitsOf(place.profile("main.perline.json"), "main.js", 2)).to.equal(1);
    }));
  }

  it("does nothing where PERLINE is 0", () => inWorkplace(["count.js"], async (place) => {
    expect((await place.node(["--require", register, "count.js"], { env: { PERLINE: "0" } })).stdout).to.equal("45\n");
    expect(place.has("count.perline.json")).to.equal(false);
  }));

  it("ends in one sentence, before the program, where it is configured wrongly", () => inWorkplace(["count.js"], async (place) => {
    const wrong = await place.node(["--require", register, "count.js"], { env: { PERLINE_CLOCK: "sundial" } });
    expect([wrong.code, wrong.stdout, said(wrong).length]).to.deep.equal([2, "", 1]);
    const nowhere = await place.node(["--require", register, "count.js"], { env: { PERLINE_OUTPUT: "no/where.json" } });
    expect([nowhere.code, nowhere.stdout, said(nowhere).length]).to.deep.equal([1, "", 1]);
    expect(said(nowhere)[0]).to.match(/ Choose another place with PERLINE_OUTPUT\.$/);
  }));
});
