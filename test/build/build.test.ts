/** What all plugins share: options, which files they mean, and how each is instrumented. */
import { expect } from "chai";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerlineError } from "@perline/format";
import { Build, type BuildFile, type BuildHost, type PluginOptions } from "@perline/transform/build";

const marked = "/** @profile */\nfunction f() {\n  g();\n}\n";

describe("a build", () => {
  let folder = "";
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "perline-build-")));
    writeFileSync(join(folder, "package.json"), "{}");
    mkdirSync(join(folder, "src"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function build(options: unknown = {}, host: Partial<BuildHost> = {}): Build {
    return new Build(options, { cwd: join(folder, "src"), environment: {}, ...host });
  }

  function file(name: string, text = marked): BuildFile {
    return { filename: join(folder, name), text };
  }

  describe("refuses options", () => {
    for (const [options, message] of [
      [{ selct: "all" }, "perline.config: perline's option \"selct\" is no setting (config-invalid). Did you mean perline's option \"select\"?"],
      [{ select: "some" }, "perline.config: perline's option \"select\" must be marked or all, not \"some\" (config-invalid)."],
      [{ include: [1] }, "perline.config: perline's option \"include\" must be a text, not 1 (config-invalid)."],
      [{ clock: "fast" }, "perline.config: perline's option \"clock\" must be sampled, exact, none or auto, not \"fast\" (config-invalid)."],
      [{ memory: "all" }, "perline.config: perline's option \"memory\" must be true or false, not \"all\" (config-invalid)."],
      [[], "perline.config: the configuration is no object of settings (config-invalid)."],
    ] as const) {
      it(JSON.stringify(options), () => {
        let told = "";
        try {
          build(options, { configuration: "perline.config" });
        } catch (failure) {
          told = failure instanceof PerlineError ? failure.describe() : String(failure);
        }
        expect(told).to.equal(message);
      });
    }

    it("that are no glob, each by its name", () => {
      expect(() => build({ exclude: "a:" })).to.throw(PerlineError, /^perline's option "exclude": "a:" is not a valid pattern/);
    });
  });

  it("is off by one switch", () => {
    const isOn = (options: PluginOptions, environment = {}): boolean => build(options, { environment }).concerns(join(folder, "a.js"));
    expect(isOn({})).to.equal(true);
    expect(isOn({ enabled: false })).to.equal(false);
    for (const word of ["0", "false", "No"]) expect(isOn({ enabled: true }, { PERLINE: word })).to.equal(false);
    expect(isOn({}, { PERLINE: "1" })).to.equal(true);
  });

  it("warns of production unless it is meant", () => {
    const warnings = (options: PluginOptions, host: Partial<BuildHost>): number => build(options, host).warnings.length;
    expect(warnings({}, { environment: { NODE_ENV: "production" } })).to.equal(1);
    expect(warnings({}, { production: true })).to.equal(1);
    expect(warnings({}, { production: false, environment: { NODE_ENV: "production" } })).to.equal(0);
    expect(warnings({ enabled: true }, { production: true })).to.equal(0);
    expect(warnings({}, { production: true, environment: { PERLINE: "0" } })).to.equal(0);
  });

  it("says of objects that it counts that none is traced", () => {
    const warnings = (options: PluginOptions, host: Partial<BuildHost> = {}): readonly string[] => build(options, host).warnings;
    expect(warnings({ memory: true })).to.have.length(1);
    expect(warnings({ memory: true })[0]).to.include("none is traced").and.to.include("perline run --leaks");
    expect(warnings({ memory: true }, { production: true })).to.have.length(2);
    expect(warnings({ memory: false })).to.deep.equal([]);
    expect(warnings({ memory: true }, { environment: { PERLINE: "0" } })).to.deep.equal([]);
  });

  it("means JavaScript and TypeScript under the root, or what is included", () => {
    const names = ["a.js", "src/b.tsx", "c.mts", "d.css", "e.d.ts", "f.vue", "node_modules/g/g.js", "../h.js", "src/i.jsx"];
    const meant = (options: PluginOptions): string[] => names.filter((name) => build(options).concerns(join(folder, name)));
    expect(meant({})).to.deep.equal(["a.js", "src/b.tsx", "c.mts", "src/i.jsx"]);
    expect(meant({ include: "src/**", exclude: ["**/*.jsx"] })).to.deep.equal(["src/b.tsx"]);
    expect(meant({ include: "node_modules/g/**" })).to.deep.equal(["node_modules/g/g.js"]);
    expect(meant({ root: ".", exclude: "b.tsx" })).to.deep.equal(["src/i.jsx"]);
  });

  it("leaves the runtime out, wherever it is", () => {
    const runtime = join(folder, "linked", "runtime");
    mkdirSync(join(folder, "node_modules", "@perline"), { recursive: true });
    mkdirSync(runtime, { recursive: true });
    writeFileSync(join(runtime, "package.json"), "{\"name\":\"@perline/runtime\"}");
    symlinkSync(runtime, join(folder, "node_modules", "@perline", "runtime"), "junction");
    expect(build({ include: "**" }).concerns(join(runtime, "linked.js"))).to.equal(false);
    expect(build({ include: "**" }).concerns(join(folder, "linked", "runtime.js"))).to.equal(true);
  });

  it("looks at files with marks alone, unless all functions are selected", () => {
    expect(build().optionsFor(file("a.js", "g();"))).to.equal(null);
    expect(build({ select: "all" }).optionsFor(file("a.js", "g();"))).to.deep.include({ select: "all", path: "a.js" });
    expect(build().optionsFor(file("src/a.js"))).to.deep.include({ select: "marked", path: "src/a.js", keepText: true });
    expect(build({ include: "a.js:f" }).optionsFor(file("a.js"))?.acceptsFunction?.("g")).to.equal(false);
  });

  it("takes the clock that is asked for, else the sampled one in Node, and leaves it open elsewhere", () => {
    const clock = (options: PluginOptions, inNode: boolean): unknown => {
      const planned = build(options).optionsFor({ ...file("a.js"), inNode });
      return [planned?.clock, planned?.link.clock];
    };
    expect(clock({}, true)).to.deep.equal(["sampled", "sampled"]);
    expect(clock({}, false)).to.deep.equal(["exact", "auto"]);
    expect(clock({ clock: "exact" }, true)).to.deep.equal(["exact", "exact"]);
    expect(clock({ clock: "sampled" }, false)).to.deep.equal(["sampled", "sampled"]);
    expect(clock({ clock: "none" }, false)).to.deep.equal(["none", "none"]);
  });

  it("reads a file as what it says that it is, then by its name and package", () => {
    mkdirSync(join(folder, "esm"), { recursive: true });
    writeFileSync(join(folder, "esm", "package.json"), "{\"type\":\"module\"}");
    const goal = (name: string, text: string, modulesOnly = false): unknown =>
      build({ select: "all" }, { modulesOnly }).optionsFor(file(name, text))?.goal;
    expect(goal("a.js", "import \"b\";")).to.equal("module");
    expect(goal("a.ts", "export type A = 1;")).to.equal("module");
    expect(goal("a.cts", "export const a: number = 1;")).to.equal("module");
    expect(goal("a.js", "import(\"b\");")).to.equal("commonjs");
    expect(goal("a.js", "// export\nf();")).to.equal("commonjs");
    expect(goal("a.mjs", "f();")).to.equal("module");
    expect(goal("esm/a.js", "f();")).to.equal("module");
    expect(goal("a.js", "f();", true)).to.equal("module");
    expect(goal("a.js", "module.exports = f();", true)).to.equal("commonjs");
  });

  it("instruments, and tells what it could not", () => {
    const { instrumented, warnings } = build().instrument(file("a.js"));
    expect(instrumented?.code).to.include("require(\"@perline/runtime/linked\")");
    expect(warnings).to.deep.equal([]);
    expect(build().instrument(file("a.js", "import { profile } from \"@perline/runtime\";\nprofile(f);"))).to.deep.equal({
      instrumented: null, warnings: ["a.js:2: profile(f) marks nothing: no function of that name is declared in this file."],
    });
    expect(build().instrument(file("a.js", "// @profile\nfunction f( {"))).to.have.property("warnings")
      .that.satisfies(([told]: string[]) => told?.startsWith("a.js:2: not instrumented: the text is not valid"));
    expect(build({ select: "all" }).instrument(file("a.cjs", "const require = f;\nrequire();")).warnings).to.deep.equal([
      "a.cjs: not instrumented: its `require` is its own, not the module system's.",
    ]);
    expect(build({ select: "all" }).instrument(file("a.js", "/* perline ignore file */ f();"))).to.deep.equal({ instrumented: null, warnings: [] });
  });

  it("imports the runtime that it is told, and keeps text out", () => {
    const { instrumented } = build({ runtime: "./own.js", source: false }).instrument(file("a.mjs"));
    expect(instrumented?.code).to.include("from\"./own.js\"");
    expect(instrumented?.source.text).to.equal(null);
  });

  it("counts on the lines of what a person wrote, where a map leads there", () => {
    // Line 3 of the text is line 7 of the file.
    const map = { version: 3, sources: ["a.js"], sourcesContent: ["\n\n\n\n\nfunction f() {\n  g();\n}\n"], names: [], mappings: ";AAKA;AACA" };
    const { instrumented } = build({ select: "all" }).instrument({ ...file("a.js", "// made\nfunction f() {\ng(); }\n"), map });
    expect(instrumented?.sources.map(({ path, lines }) => [path, lines.line])).to.deep.equal([["a.js", [7]]]);
  });
});
