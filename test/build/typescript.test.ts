/** The TypeScript transformer under everything that applies it: a marked function is measured, and else nothing is otherwise. */
import { expect } from "chai";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { readProfile, selfCheck } from "@perline/format/read";
import { transformerOf } from "../../packages/transform/dist/hosts/typescript/transformer.js";
import { hitsOf } from "../cli/harness.js";
import { LinkedPlace } from "../linked/workplace.js";
import { installPackages } from "../npm.js";
import { root } from "../runs.js";

const kinds = "export const enum Kind { Plain, Odd }\nexport interface Row { kind: Kind }\nexport const one = (): number => 1;\n";

const main = `import { Kind, one, type Row } from "./kinds.js";
declare const console: { log(...values: unknown[]): void };

/** @profile */
function sum(n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (i % 2 === Kind.Odd) total += i;
  }
  return total + one();
}

export class Store {
  /** @profile */
  async rows(): Promise<Row[]> {
    await null;
    return [{ kind: Kind.Plain }];
  }
}

console.log(sum(10), sum(4));
void new Store().rows().then((rows) => console.log(rows.length));
`;

const printed = "26 5\n1\n";

/** Hits of the marked functions' lines. */
const counted = { 6: 2, 7: 16, 8: 14, 10: 2, 16: 1, 17: 1 };

type Settings = Record<string, unknown>;

const common: Settings = {
  target: "es2022", lib: ["es2022"], types: [], strict: true, skipLibCheck: true, rootDir: ".", outDir: "out", sourceMap: true, declaration: true,
};

/** Each way that modules are made. */
const formats: Record<string, Settings> = {
  CommonJS: { module: "commonjs", moduleResolution: "bundler" },
  "ES modules": { module: "nodenext" },
  "CommonJS by the package": { module: "nodenext" },
  "an older language": { module: "commonjs", moduleResolution: "bundler", target: "es2015" },
  "verbatim modules": { module: "nodenext", verbatimModuleSyntax: true },
};

/** A project in TypeScript, in a folder where compilers are installed. */
class Project extends LinkedPlace {
  constructor() {
    super(["format", "reporter", "runtime", "transform"]);
    for (const name of ["typescript", "ts-patch", "ts-node", "ts-loader", "webpack", "ts-jest", "jest"]) this.install(name);
    this.write("kinds.ts", kinds);
    this.write("main.ts", main);
    this.configure();
  }

  install(name: string, from = root): void {
    symlinkSync(join(from, "node_modules", name), join(this.folder, "node_modules", name), "junction");
  }

  /** Installs ts-patch of another major version. */
  replacePatch(from: string): void {
    if (from === root) return;
    rmSync(join(this.folder, "node_modules", "ts-patch"));
    this.install("ts-patch", from);
  }

  /** Writes tsconfig.json, with the plugin. */
  configure({ options = {}, plugin = {}, ...more }: { options?: Settings; plugin?: Settings } & Settings = {}): void {
    const plugins = [{ transform: "@perline/transform/typescript", clock: "sampled", ...plugin }];
    const compilerOptions = { ...common, ...("module" in options ? {} : formats["CommonJS"]), ...options, plugins };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["main.ts"], ...more }));
  }

  /** Compiles by what stands in a file of the folder; gives what the compiler said. */
  async compile(compiler: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<string> {
    const { code, stdout, stderr } = await this.node([join("node_modules", compiler), ...args], { env });
    expect(code, stdout + stderr).to.equal(0);
    return stdout + stderr;
  }

  /** Runs the program, and compares what it says and what its profile tells. */
  async expectMeasured(args: readonly string[], env: Record<string, string> = {}): Promise<void> {
    const finished = await this.node(args, { env });
    expect([finished.code, finished.stdout, finished.stderr]).to.deep.equal([0, printed, ""]);
    this.expectProfile("main.perline.json");
  }

  expectProfile(name: string): void {
    const profile = readProfile(this.read(name), name);
    expect(selfCheck(profile)).to.deep.equal([]);
    expect(profile.sources.map(({ path }) => path)).to.deep.equal(["main.ts"]);
    expect(Object.fromEntries(Object.keys(counted).map((line) => [line, hitsOf(profile, "main.ts", Number(line))]))).to.deep.equal(counted);
    rmSync(join(this.folder, name));
  }

  /** The files that were built, with their texts. */
  built(folder = "out"): Record<string, string> {
    const files = readdirSync(join(this.folder, folder), { recursive: true, encoding: "utf8" }).map((name) => join(this.folder, folder, name));
    const texts = files.filter((file) => statSync(file).isFile()).map((file) => [relative(join(this.folder, folder), file), readFileSync(file, "utf8")]);
    return Object.fromEntries(texts) as Record<string, string>;
  }
}

async function inProject(action: (project: Project) => Promise<void>): Promise<void> {
  const project = new Project();
  try {
    await action(project);
  } finally {
    project.remove();
  }
}

/** Where each major version of ts-patch is installed. */
const patches: Readonly<Record<string, string>> = { 3: root, 4: join(root, "test", "build", "patch-four") };

const [tspc, tsc] = [join("ts-patch", "bin", "tspc.js"), join("typescript", "lib", "tsc.js")];

describe("the TypeScript transformer", () => {
  for (const [name, options] of Object.entries(formats)) {
    it(`measures what tspc compiles: ${name}`, () => inProject(async (project) => {
      if (/ES|verbatim/.test(name)) project.write("package.json", "{\"type\":\"module\"}");
      project.configure({ options });
      expect(await project.compile(tspc)).to.equal("");
      const { "main.js": code = "" } = project.built();
      expect(code.includes("linked_1"), "looks a property up for each probe").to.equal(false);
      await project.expectMeasured(["out/main.js"]);
    }));
  }

  before(() => installPackages(patches[4]!));

  it("measures what tspc of ts-patch 4 compiles", () => inProject(async (project) => {
    project.replacePatch(patches[4]!);
    expect(await project.compile(tspc)).to.equal("");
    await project.expectMeasured(["out/main.js"]);
  }));

  for (const [major, from] of Object.entries(patches)) it(`measures what a tsc compiles, patched by ts-patch ${major}`, () => inProject(async (project) => {
    project.replacePatch(from);
    const own = join(project.folder, "node_modules", "typescript");
    rmSync(own);
    // A copy, even where the checkout's own is a link: of a link it would be one, and the one that everybody uses would be patched.
    cpSync(realpathSync(join(root, "node_modules", "typescript")), own, { recursive: true });
    expect(realpathSync(own)).to.equal(own);
    await project.compile(join("ts-patch", "bin", "ts-patch.js"), ["patch", "tsc.js"]);
    expect(await project.compile(tsc)).to.equal("");
    await project.expectMeasured(["out/main.js"]);
  }));

  it("leaves declarations alone, and all else where it is off", () => inProject(async (project) => {
    project.configure({ options: { incremental: true, tsBuildInfoFile: "out/.tsbuildinfo" } });
    await project.compile(tsc);
    const bare = project.built();
    expect(Object.keys(bare)).to.have.members([".tsbuildinfo", "kinds.d.ts", "kinds.js", "kinds.js.map", "main.d.ts", "main.js", "main.js.map"]);
    rmSync(join(project.folder, "out"), { recursive: true });
    await project.compile(tspc, [], { PERLINE: "0" });
    expect(project.built()).to.deep.equal(bare);
    rmSync(join(project.folder, "out"), { recursive: true });
    await project.compile(tspc);
    const ours = project.built();
    for (const name of Object.keys(bare)) expect(ours[name] === bare[name], name).to.equal(!name.startsWith("main.js"));
  }));

  it("finds what the compiler finds", () => inProject(async (project) => {
    project.write("main.ts", `${main}const wrong: string = sum(1);\n`);
    const bare = await project.node([join("node_modules", tsc), "--noEmit"]);
    expect([bare.code, bare.stdout]).to.deep.equal([2, "main.ts(23,7): error TS2322: Type 'number' is not assignable to type 'string'.\n"]);
    expect(await project.node([join("node_modules", tspc), "--noEmit"])).to.deep.equal(bare);
  }));

  it("builds referenced projects, and only what has changed", () => inProject(async (project) => {
    mkdirSync(join(project.folder, "app"));
    project.configure({ options: { composite: true }, files: ["kinds.ts"] });
    const app = { extends: "../tsconfig.json", compilerOptions: { rootDir: ".", outDir: "../out/app" }, files: ["main.ts"], references: [{ path: ".." }] };
    project.write(join("app", "tsconfig.json"), JSON.stringify(app));
    project.write(join("app", "main.ts"), main.replace("./kinds", "../kinds").replace("Kind.Odd", "1"));
    project.write("perline.config.json", "{}");
    const build = (): Promise<string> => project.compile(tspc, ["-b", "app", "--verbose"]);
    await build();
    const first = project.built();
    expect(await build()).to.include("is up to date");
    project.write("kinds.ts", kinds.replace("=> 1", "=> 2"));
    await build();
    const second = project.built();
    expect(Object.keys(first).filter((name) => first[name] !== second[name] && name.endsWith(".js"))).to.deep.equal(["kinds.js"]);
    const { stdout } = await project.node([join("out", "app", "main.js")]);
    expect(stdout).to.equal("27 6\n1\n");
    expect(hitsOf(readProfile(project.read("main.perline.json"), "main.perline.json"), "app/main.ts", 7)).to.equal(16);
  }));

  it("instruments anew what changes while tspc watches", () => inProject(async (project) => {
    const watch = spawn("node", [join("node_modules", tspc), "--watch", "--preserveWatchOutput"], { cwd: project.folder });
    const ended = new Promise((resolve) => watch.on("close", resolve));
    try {
      let said = "";
      const compiled = (times: number): Promise<void> => new Promise((resolve, reject) => {
        const look = (): void => (said.split("Found 0 errors").length > times ? resolve() : undefined);
        watch.stdout.on("data", look);
        watch.on("close", () => reject(new Error(said)));
        look();
      });
      watch.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
      await compiled(1);
      project.write("main.ts", `// changed\n${main}`);
      await compiled(2);
    } finally {
      watch.kill();
      await ended;
    }
    const { stdout } = await project.node([join("out", "main.js")]);
    expect(stdout).to.equal(printed);
    expect(hitsOf(readProfile(project.read("main.perline.json"), "main.perline.json"), "main.ts", 8)).to.equal(16);
  }));

  for (const transpileOnly of [false, true]) {
    it(`measures what ts-loader compiles${transpileOnly ? ", file by file" : ""}`, () => inProject(async (project) => {
      project.write("webpack.config.js", `const perline = require("@perline/transform/typescript");
module.exports = {
  mode: "development", target: "node", entry: "./main.ts", output: { path: __dirname + "/out" }, externalsPresets: { node: true },
  externals: { "@perline/runtime/linked": "commonjs @perline/runtime/linked" },
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  module: { rules: [{ test: /ts$/, loader: "ts-loader", options: {
    transpileOnly: ${transpileOnly}, getCustomTransformers: (program) => ({ before: [perline(program, { clock: "sampled" })] }) } }] },
};
require("webpack")(module.exports, (error, stats) => { if (error || stats.hasErrors()) throw error ?? new Error(stats.toString()); });
`);
      if (transpileOnly) project.write("kinds.ts", kinds.replace("const enum", "enum"));
      await project.node(["webpack.config.js"]).then(({ code, stderr }) => expect([code, stderr]).to.deep.equal([0, ""]));
      await project.expectMeasured([join("out", "main.js")]);
    }));

    it(`measures what ts-node compiles${transpileOnly ? ", file by file" : ""}`, () => inProject(async (project) => {
      project.configure({ options: { moduleResolution: "node10", ignoreDeprecations: "6.0" }, "ts-node": { compiler: "ts-patch/compiler", transpileOnly } });
      project.write("main.ts", main.replace("./kinds.js", "./kinds"));
      if (transpileOnly) project.write("kinds.ts", kinds.replace("const enum", "enum"));
      await project.expectMeasured(["-r", "ts-node/register", "main.ts"]);
    }));
  }

  it("measures what ts-jest compiles, in the order that jest.mock() asks for", () => inProject(async (project) => {
    project.write("main.test.ts", `import { one } from "./kinds";
declare const jest: { mock(name: string, make: () => unknown): void };
declare function test(name: string, body: () => void): void;
const twice = () => one() + one();
jest.mock("./kinds", () => ({ one: () => 21 }));
test("counts", () => {
  if (twice() !== 42) throw new Error(String(twice()));
});
`);
    project.configure({ files: ["main.test.ts"], options: { moduleResolution: "node10", ignoreDeprecations: "6.0" } });
    project.write("jest.config.js", `module.exports = {
  cacheDirectory: __dirname + "/cache", testEnvironment: "node", transform: { "ts$": ["ts-jest", { astTransformers: { before: [
    { path: require.resolve("@perline/transform/typescript"), options: { select: "all", clock: "sampled" } }] } }] },
};
`);
    const { code, stderr } = await project.node([join("node_modules", "jest", "bin", "jest.js"), "-i", "--no-watchman"]);
    expect(code, stderr).to.equal(0);
    const [name = ""] = readdirSync(project.folder).filter((file) => file.endsWith(".perline.json"));
    const profile = readProfile(project.read(name), name);
    expect([4, 5, 7].map((line) => hitsOf(profile, "main.test.ts", line))).to.deep.equal([1, 1, 1]);
  }));

  it("says what is wrong with its options, by their names", () => inProject(async (project) => {
    project.configure({ plugin: { sellect: "all" } });
    const { code, stderr } = await project.node([join("node_modules", tspc)]);
    expect(code).to.not.equal(0);
    expect(stderr).to.match(/"sellect" is no setting \(config-invalid\)\. Did you mean .*"select"\?/);
  }));

  it("names another way where TypeScript has no transformers", () => {
    const made = (version: string): unknown => transformerOf({}, { folder: root, typescript: { ...ts, version } });
    expect(() => made("7.0.2")).to.throw("TypeScript 7.0.2 takes no transformers (typescript-unsupported). Instrument the text instead: by `perline run`");
    expect(() => made("5.3.3")).to.throw("TypeScript 5.3.3 is older than 5.4 (typescript-unsupported). Install typescript 5.4 to 6.");
    for (const version of ["5.4.5", "5.9.3", "5.10.0", "6.0.3"]) expect(made(version)).to.be.a("function");
  });
});
