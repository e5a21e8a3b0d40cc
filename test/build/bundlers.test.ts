/** Programs that bundlers build with perline's plugins: they do what they do without, and are counted to the last turn. */
import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readProfile, selfCheck } from "@perline/format/read";
import type { PluginOptions } from "@perline/unplugin";
import { hitsOf } from "../cli/harness.js";
import { runLinked, writeStub } from "../linked/program.js";
import { root, runWell } from "../runs.js";
import { bundlers, type Bundle } from "./bundlers.js";

const files: Readonly<Record<string, string>> = {
  "package.json": "{\"type\":\"module\"}",
  "tsconfig.json": "{\"compilerOptions\":{\"module\":\"preserve\",\"target\":\"es2022\",\"rewriteRelativeImportExtensions\":true}}",
  "src/main.ts": `import { areas, Shape } from "./shapes.js";
import { sum } from "./sum.ts";

/** @profile */
function main(count: number): void {
  const total = sum(count);
  for (const area of areas(Shape.square, 3)) console.log(area satisfies number);
  console.log(total);
}
main(5);
`,
  "src/sum.ts": `enum Step { One = 1 }
// @profile
export function sum(count: number): number {
  let total = 0;
  for (let n = 0; n < count; n += Step.One) {
    total += n;
  }
  return total;
}
`,
  "src/shapes.js": `export const Shape = { square: "square" };

export function* areas(shape, count) {
  "use profile";
  for (let side = 1; side <= count; side++) {
    yield side * side;
  }
}
`,
  "src/found.js": `function make(name) {
  console.log(name);
  return [name];
}
const unused =
  /* @__PURE__ */ make(
    "unused",
    /* @__PURE__ */ make("inner"),
  );
export function start() {
  return new Worker(
    new URL("./thread.js", import.meta.url),
    { type: "module" },
  );
}
const used = () => /* @__PURE__ */ make("used");
console.log(used(), typeof start);
`,
  "src/thread.js": "import { sum } from \"./sum.ts\";\nconsole.log(sum(3));\n",
  "src/unmarked.js": "import { profile } from \"@perline/runtime\";\nprofile(missing);\nfunction missing2() {}\nconsole.log(1);\n",
  "src/deep.js": `// @profile\nfunction f() {\n  return ${"[".repeat(30_000)}${"]".repeat(30_000)};\n}\nf();\n`,
};

const hits = {
  "src/shapes.js:5": 4, "src/shapes.js:6": 3,
  "src/sum.ts:4": 1, "src/sum.ts:5": 6, "src/sum.ts:6": 5, "src/sum.ts:8": 1,
  "src/main.ts:6": 1, "src/main.ts:7": 4, "src/main.ts:8": 1,
};

describe("built programs", () => {
  let folder = "";
  let runtime = "";
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "perline-bundlers-")));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    runtime = join(folder, writeStub(folder).module);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Builds a file of the program. */
  async function built(
    bundle: Bundle, { entry = "src/main.ts", outfile = "linked.mjs", external = ["@perline/runtime", "@perline/runtime/linked"] },
    options: PluginOptions | null,
  ): Promise<string[]> {
    return bundle({ folder, entry, outfile, options, external });
  }

  for (const [name, bundle] of Object.entries(bundlers)) {
    describe(`by ${name}`, () => {
      it("do what they do without, and count every line", async () => {
        expect(await built(bundle, { outfile: "bare.mjs" }, null)).to.deep.equal([]);
        expect(await built(bundle, {}, { runtime, root: folder, enabled: true })).to.deep.equal([]);
        const bare = await runWell(["out/bare.mjs"], { cwd: folder });
        const linked = await runLinked(folder, "out/linked.mjs");
        expect(linked.stdout).to.equal(bare.stdout).and.equal("1\n4\n9\n10\n");
        expect(linked.hits).to.deep.equal(hits);
        for (const { source: { sources } } of linked.registered) {
          for (const { path, text } of sources) expect(text).to.equal(files[path]);
        }
      });

      for (const [where, external] of [["beside them", ["@perline/runtime/linked"]], ["within", []]] as const) {
        it(`measure themselves, with the runtime ${where}`, async () => {
          await built(bundle, { outfile: "measured.mjs", external: [...external] }, { root: folder, enabled: true });
          const { stdout, stderr } = await runWell(["out/measured.mjs"], { cwd: folder });
          expect({ stdout, stderr }).to.deep.equal({ stdout: "1\n4\n9\n10\n", stderr: "" });
          const profile = readProfile(readFileSync(join(folder, "measured.perline.json"), "utf8"), "measured.perline.json");
          rmSync(join(folder, "measured.perline.json"));
          expect(selfCheck(profile)).to.deep.equal([]);
          expect(profile.complete).to.equal(true);
          const counted = Object.keys(hits).map((line) => line.split(":"))
            .map(([path = "", line]) => [`${path}:${line}`, hitsOf(profile, path, Number(line))]);
          expect(Object.fromEntries(counted)).to.deep.equal(hits);
        });
      }

      it("are the same to the last byte where the plugin is off", async () => {
        await built(bundle, { outfile: "bare.mjs" }, null);
        await built(bundle, { outfile: "off.mjs" }, { enabled: false, runtime });
        const [bare, off] = ["bare", "off"].map((file) => readFileSync(join(folder, "out", `${file}.mjs`), "utf8").replaceAll(`${file}.mjs`, ""));
        expect(off).to.equal(bare);
      });

      it("are put together from the same files, without the same calls", async () => {
        const out = join(folder, "out");
        const build = async (options: PluginOptions | null): Promise<{ warnings: string[]; made: number; stdout: string }> => {
          rmSync(out, { recursive: true, force: true });
          const warnings = await built(bundle, { entry: "src/found.js", outfile: "found.mjs" }, options);
          const { stdout } = await runWell(["out/found.mjs"], { cwd: folder });
          return { warnings, made: readdirSync(out, { recursive: true }).length, stdout };
        };
        expect(await build({ runtime, root: folder, enabled: true, select: "all", include: "src/**" })).to.deep.equal(await build(null));
      });

      it("are not built with an option that there is none of, and told the next one", async () => {
        const options = JSON.parse("{\"selct\":\"all\"}") as PluginOptions;
        const refusal = await Promise.resolve().then(() => built(bundle, {}, options)).then(String, String);
        expect(refusal).to.match(/option "selct" is no setting \(config-invalid\)\. Did you mean .*"select"\?/);
      });

      it("are told what marks nothing", async () => {
        const warnings = await built(bundle, { entry: "src/unmarked.js" }, { runtime, root: folder, enabled: true });
        expect(warnings.filter((warning) => warning.includes("src/unmarked.js:2: profile(missing) marks nothing"))).to.have.length(1);
      });

      it("fail, with the file, where something could not be instrumented safely", async () => {
        const failure = await built(bundle, { entry: "src/deep.js" }, { runtime, root: folder, enabled: true }).then(() => "", (error: unknown) => String(error));
        expect(failure).to.match(/src[/\\]deep\.js: the text is nested too deeply .*\(edit-not-applied\)/);
      });
    });
  }
});
