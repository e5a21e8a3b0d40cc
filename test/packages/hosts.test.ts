/**
 * The hosts that compile, as README tells a new person to use them: in a project outside the repository that installs the packed
 * packages and the hosts, each of README's blocks does what it says; so does each bundler by the line of its table.
 */
import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { blocksOf } from "../docs/blocks.js";
import { commandOf } from "../docs/commands.js";
import { root, runNode, type Finished } from "../runs.js";
import { install, manifestOf, packAll, uninstall } from "./packed.js";

const readme = join(root, "README.md");

/** What README has under a heading, from line to line, 1-based. */
function linesOf(heading: string): { from: number; to: number } {
  const lines = readFileSync(readme, "utf8").split("\n");
  const depth = /^#+/.exec(heading)?.[0].length ?? 0;
  const from = lines.indexOf(heading) + 1;
  expect(from, heading).to.be.above(0);
  const next = lines.findIndex((line, index) => index >= from && /^#+ /.test(line) && /^#+/.exec(line)![0].length <= depth);
  return { from, to: next < 0 ? lines.length : next };
}

/** README's row for a bundler: how its plugin is loaded. */
function loadingOf(bundler: string): string {
  const row = new RegExp(`^\\| ${bundler} \\| \`([^\`]+)\``, "m").exec(readFileSync(readme, "utf8"));
  if (row?.[1] === undefined) throw new Error(`README has no row for ${bundler}`);
  return row[1];
}

/** What each section needs beside the packages it names: as a person has it, who uses that host. */
const hosts = [
  "@babel/core", "@babel/preset-env", "@babel/register", "jest", "vitest", "typescript", "ts-patch", "@types/node", "vite",
  "@rollup/wasm-node", "rolldown", "webpack", "@rspack/core", "esbuild",
];

/** The package whose command it is, where that has another name. */
const commandsOf: Readonly<Record<string, string>> = { tspc: "ts-patch" };

/** A script that builds `shop/cart.js` into `out/<name>.mjs`, given the line that loads the plugin. */
const builders: Readonly<Record<string, string>> = {
  Rollup: `import { rollup } from "@rollup/wasm-node";
const bundle = await rollup({ input: "shop/cart.js", plugins: [perline()], external: [/^@perline/] });
await bundle.write({ file: "out/Rollup.mjs" });`,
  Rolldown: `import { rolldown } from "rolldown";
const bundle = await rolldown({ input: "shop/cart.js", plugins: [perline()], platform: "node" });
await bundle.write({ file: "out/Rolldown.mjs" });`,
  webpack: `webpack({
  mode: "development", target: "node", devtool: false, entry: "./shop/cart.js", plugins: [perline()],
  output: { path: process.cwd() + "/out", filename: "webpack.cjs" },
}, (error, stats) => { if (error || stats.hasErrors()) throw error ?? new Error(stats.toString()); });`,
  Rspack: `rspack({
  mode: "development", target: "node", devtool: false, entry: "./shop/cart.js", plugins: [perline()],
  output: { path: process.cwd() + "/out", filename: "Rspack.cjs" },
}, (error, stats) => { if (error || stats.hasErrors()) throw error ?? new Error(stats.toString()); });`,
  esbuild: `import { build } from "esbuild";
await build({ entryPoints: ["shop/cart.js"], bundle: true, platform: "node", format: "esm", outfile: "out/esbuild.mjs", plugins: [perline()] });`,
};

/** What CommonJS builders load beside the plugin. */
const beside: Readonly<Record<string, string>> = {
  webpack: "const webpack = require(\"webpack\");", Rspack: "const { rspack } = require(\"@rspack/core\");",
};

describe("hosts, in a project of somebody else's", function () {
  this.timeout(400_000);
  const tarballs = mkdtempSync(join(tmpdir(), "perline-packed-"));
  let project = "";

  before("are installed", () => {
    const { devDependencies = {} } = manifestOf(root) as { devDependencies?: Record<string, string> };
    const versions = Object.fromEntries(hosts.map((name) => [name, devDependencies[name] ?? ""]));
    expect(Object.values(versions), "a host that the repository has not").to.not.include("");
    project = install(packAll(tarballs).values(), versions);
  });

  after(() => {
    rmSync(tarballs, { recursive: true, force: true });
    if (project !== "") uninstall(project);
  });

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  };

  /** Runs `node …` or `npx …`, of what the project has installed. */
  const run = (line: string): Promise<Finished> => {
    const { env, program, args } = commandOf(line);
    const surroundings = { cwd: project, env };
    if (program === "node") return runNode(args, surroundings);
    const [command = "", ...rest] = args;
    const folder = join(project, "node_modules", commandsOf[command] ?? command);
    const { bin } = manifestOf(folder);
    const script = typeof bin === "string" ? bin : bin?.[command];
    if (program !== "npx" || script === undefined) throw new Error(`${line}: there is no such command`);
    return runNode([join(folder, script), ...rest], surroundings);
  };

  const { from, to } = linesOf("## In your build");
  for (const { line, role, name, text } of blocksOf(readme).filter((block) => block.line > from && block.line <= to)) {
    if (role === "file") it(`README.md:${line} is the file ${name}`, () => write(name, `${text}\n`));
    if (role !== "run") continue;
    for (const command of text.split("\n")) {
      it(`README.md:${line} runs ${command}`, async () => {
        const { code, stdout, stderr } = await run(command);
        expect(code, stdout + stderr).to.equal(0);
        if (command.includes("perline report")) expect(stdout, stderr).to.match(/^ +\d+ +\d+ .*(for|return|sum)/m);
      });
    }
  }

  for (const [bundler, builder] of Object.entries(builders)) {
    it(`README.md's row for ${bundler} measures what it builds`, async () => {
      const loading = loadingOf(bundler);
      const name = `build-${bundler}.${loading.startsWith("import") ? "mjs" : "cjs"}`;
      write(name, [loading, beside[bundler] ?? "", builder].join("\n"));
      const built = await run(`node ${name}`);
      expect(built.code, built.stdout + built.stderr).to.equal(0);
      const output = readdirSync(join(project, "out")).find((file) => file.startsWith(`${bundler}.`)) ?? "";
      const { code, stdout, stderr } = await run(`node out/${output}`);
      expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: "550\n", stderr: "" });
      const report = await run(`npx perline report ${bundler}.perline.json`);
      expect(report.stdout, report.stderr).to.match(/^ +4 +3 .* for \(const part of parts\)/m);
    });
  }
});
