/** The packages, packed: well formed, typed for every way to load them, and enough by themselves on every Node. */
import { expect } from "chai";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { executableOf, installOtherNodes, otherMajors, packageFor } from "../nodes/other-nodes.js";
import { npm } from "../npm.js";
import { root, runNode } from "../runs.js";
import { install, packAll, uninstall, withOurs, type Manifest, type Packed } from "./packed.js";

/** What loads a package's entries one after the other, as CommonJS or as an ES module does, and tells those that fail. */
const loading = {
  require: (entries: string[]) => `for (const entry of ${JSON.stringify(entries)}) require(entry);`,
  import: (entries: string[]) => `for (const entry of ${JSON.stringify(entries)}) await import(entry);`,
};

/** Entries that are loaded for what they do, or by what a package does not bring: Babel, TypeScript, a browser. */
const otherwise = new Set(["./package.json", "./report.schema.json", "./register"]);

/** A package's entries as a program names them. */
function entriesOf({ name, exports }: Manifest): string[] {
  return Object.keys(exports).filter((key) => !otherwise.has(key)).map((key) => name + key.slice(1));
}

/** What loads a module: a call by its name, at once or later, or a declaration. */
const load = /\b(?:require|import|load)\(\s*"([^"]+)"|\(__filename\)\("([^"]+)"|^(?:import|export)\b[^"]*?"([^"]+)";/gm;

/** The packages that a text loads, but for Node's own. */
function loadedBy(text: string): string[] {
  const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const specifiers = [...code.matchAll(load)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  return specifiers
    .filter((specifier) => /^(?!internal\/)[@a-z]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/"));
}

/** What a file of a package holds of that package: its text, or those that were put into it. */
function partsOf(text: string): string[] {
  const line = /^const bundle = (.*);$/m.exec(text)?.[1];
  if (line === undefined) return [text];
  // The first one is what the file was, and its owner the package.
  const { files } = JSON.parse(line) as { files: { owner: number; text: string }[] };
  return files.filter(({ owner }) => owner === files[0]!.owner).map((file) => file.text);
}

/** All JavaScript of an installed package. */
function textsOf(folder: string): string[] {
  const names = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }).filter((name) => /\.[cm]?js$/.test(name));
  return names.flatMap((name) => partsOf(readFileSync(join(folder, "dist", name), "utf8")));
}

/** Ways in which compilers find types. */
const resolutions: Readonly<Record<string, readonly string[]>> = {
  "by Node": ["--module", "nodenext"],
  "by a bundler": ["--module", "esnext", "--moduleResolution", "bundler"],
  "by a bundler for pages": ["--module", "esnext", "--moduleResolution", "bundler", "--customConditions", "browser"],
};

/** What has the types that it should have, or does not compile. */
const typed = `import { configure, LineProfiler, profile, reset, snapshot, start, stop } from "@perline/runtime";
const paths: string[] | undefined = profile()?.sources.map(({ path }) => path);
// @ts-expect-error: sources are no number
const wrong: number | undefined = profile()?.sources;
export const told = [paths, wrong, configure({}), reset(), snapshot(), start(), stop(), new LineProfiler().profile()?.clock];
`;

describe("packed packages", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "perline-packed-"));
  const projects = new Map<string, string>();
  let packed = new Map<string, Packed>();
  const names = readdirSync(join(root, "packages")).map((name) => (name === "cli" ? "perline" : `@perline/${name}`));

  before("are packed", () => {
    installOtherNodes();
    packed = packAll(folder);
  });

  after(() => [folder, ...projects.values()].forEach(uninstall));

  /** A project that has the package, and those of ours that it names. */
  const projectOf = (name: string): string => {
    const known = projects.get(name);
    if (known !== undefined) return known;
    const project = install([...withOurs(name, packed)].map((each) => packed.get(each)!));
    projects.set(name, project);
    return project;
  };

  for (const name of names) {
    describe(name, () => {
      it("has all that a package needs, and nothing that none does", async () => {
        const installed = join(projectOf(name), "node_modules", name);
        for (const needed of ["README.md", "LICENSE"]) expect(existsSync(join(installed, needed)), needed).to.equal(true);
        expect(readFileSync(join(installed, "LICENSE"), "utf8")).to.equal(readFileSync(join(root, "LICENSE"), "utf8"));
        expect(existsSync(join(installed, "dist", ".tsbuildinfo"))).to.equal(false);
        const { publint } = await import("publint");
        const { messages } = await publint({ pkgDir: installed, pack: false });
        expect(messages).to.deep.equal([]);
      });

      it("has types wherever it is loaded from", async () => {
        const attw = join(root, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
        // The way of Node 10 is not asked for: it knows no `exports`. Every Node that perline runs on can require an ES module.
        const asked = ["--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm"];
        const { code, stdout, stderr } = await runNode([attw, packed.get(name)!.tarball, ...asked]);
        expect(code, stdout + stderr).to.equal(0);
      });

      it("names what it loads, and loads what it names", () => {
        const { manifest } = packed.get(name)!;
        const texts = textsOf(join(projectOf(name), "node_modules", name));
        const named = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
        // A host brings itself: whom it calls need not load it.
        const hosts = Object.keys(manifest.peerDependencies ?? {});
        const unnamed = texts.flatMap(loadedBy).filter((other) => ![name, ...named, ...hosts].includes(other));
        expect(unnamed).to.deep.equal([]);
        const unused = named.filter((other) => !texts.some((text) => text.includes(`"${other}"`) || text.includes(`"${other}/`)));
        expect(unused).to.deep.equal([]);
      });

      for (const major of [Number(process.versions.node.split(".")[0]), ...otherMajors]) {
        it(`is enough by itself on Node ${major}`, function () {
          const other = packageFor(major);
          const isOwn = major === Number(process.versions.node.split(".")[0]);
          if (!isOwn && other === null) return this.skip();
          const node = isOwn ? process.execPath : executableOf(other ?? "");
          const cwd = projectOf(name);
          const entries = entriesOf(packed.get(name)!.manifest);
          for (const type of ["commonjs", "module"] as const) {
            const code = type === "commonjs" ? loading.require(entries) : loading.import(entries);
            const { status, stdout, stderr } = spawnSync(node, [`--input-type=${type}`, "-e", code], { cwd, encoding: "utf8" });
            expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: "", stderr: "" });
          }
        });
      }
    });
  }

  for (const [way, options] of Object.entries(resolutions)) {
    it(`tell what the runtime gives where nothing else is installed, and declarations are checked: ${way}`, async () => {
      const cwd = projectOf("@perline/runtime");
      writeFileSync(join(cwd, "typed.ts"), typed);
      const checked = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--lib", "es2022,dom", ...options];
      const { code, stdout } = await runNode([join(root, "node_modules", "typescript", "lib", "tsc.js"), ...checked, "typed.ts"], { cwd });
      expect([code, stdout]).to.deep.equal([0, ""]);
    });
  }

  it("profile a program together", async () => {
    const cwd = projectOf("perline");
    const { code, stdout, stderr } = await runNode([join(cwd, "node_modules", "perline", "bin", "perline.js"), "run", "--view", "-e", "console.log(1)"], { cwd });
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^1\n[^]*console\.log\(1\)/);
  });

  it("are installed beside TypeScript 7, whose programs perline run measures, from sources and compiled", async () => {
    const cwd = projectOf("perline");
    npm(["install", "--save-dev", "typescript@7.0.2"], cwd);
    writeFileSync(join(cwd, "seven.ts"), "/** @profile */\nfunction twice(n: number): number {\n  return 2 * n;\n}\nconsole.log(twice(21));\n");
    const named = ["--noEmit", "false", "--sourceMap", "--outDir", "out", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
    const { code, stdout } = await runNode([join(cwd, "node_modules", "typescript", "lib", "tsc.js"), ...named, "seven.ts"], { cwd });
    expect([code, stdout]).to.deep.equal([0, ""]);
    for (const script of ["seven.ts", "out/seven.js"]) {
      const command = [join(cwd, "node_modules", "perline", "bin", "perline.js"), "run", "--select", "marked", "--view", script];
      const run = await runNode(command, { cwd });
      expect(run.stdout, run.stderr).to.match(/^42\n[^]*File: seven\.ts\nFunction: twice at line 2\n[^]*\n +3 +1 .*return 2 \* n/);
    }
    const transformer = await runNode(["-e", "require('@perline/transform/typescript')(undefined, {})"], { cwd });
    expect(transformer.stderr).to.include("TypeScript 7.0.2 takes no transformers");
  });
});
