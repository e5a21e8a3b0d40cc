/** Linked code that is loaded more than once: in the contexts of a test runner, and in several bundles of one process. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { buildSync, type Format } from "esbuild";
import { rolldown } from "rolldown";
import { type Profile } from "@perline/format";
import { hitsOf } from "../cli/harness.js";
import { root } from "../runs.js";
import { inLinkedPlace, type LinkedPlace } from "./workplace.js";

const sum = "exports.sum = (n) => {\n  let total = 0;\n  for (let i = 0; i < n; i++) {\n    total += i;\n  }\n  return total;\n};\n";

/** The profiles in the folder, all of which have their ends. */
function profilesOf(place: LinkedPlace): Profile[] {
  const profiles = readdirSync(place.folder).filter((name) => name.endsWith(".perline.json")).map((name) => place.profile(name));
  expect(profiles.every(({ complete }) => complete)).to.equal(true);
  return profiles;
}

describe("linked code in contexts of jest", () => {
  const jest = join(root, "node_modules", "jest", "bin", "jest.js");
  for (const [title, ...options] of [["one process", "--runInBand"], ["several processes", "--maxWorkers=2"]] as const) {
    it(`is measured in ${title}, each source once`, () => inLinkedPlace(async (place) => {
      place.write("jest.json", JSON.stringify({ rootDir: place.folder, transform: {}, testMatch: ["**/*.test.js"] }));
      place.link("sum.js", sum);
      for (const name of ["first", "second"]) {
        place.write(`${name}.test.js`, "const { sum } = require('./sum.js');\ntest('adds', () => expect(sum(10)).toBe(45));\n");
      }
      const { code, stderr } = await place.node([jest, "--config", "jest.json", ...options]);
      expect(code, stderr).to.equal(0);
      const profiles = profilesOf(place);
      expect(profiles.map(({ sources }) => sources.length)).to.deep.equal(profiles.map(() => 1));
      expect(profiles.reduce((hits, profile) => hits + hitsOf(profile, "sum.js", 4), 0)).to.equal(20);
    }));
  }
});

describe("bundles of linked code", () => {
  /** Writes a module and its entry, and bundles them. */
  async function bundle(place: LinkedPlace, name: string, by: Format | "rolldown"): Promise<void> {
    place.link(`${name}.mjs`, "export function twice(n) {\n  return 2 * n;\n}\n");
    const entry = place.write(`${name}.entry.mjs`, `import { twice } from "./${name}.mjs";\nconsole.log(twice(${by === "rolldown" ? 2 : 4}));\n`);
    const outfile = join(place.folder, `${name}.bundle.${by === "cjs" ? "cjs" : "mjs"}`);
    if (by !== "rolldown") buildSync({ entryPoints: [entry], outfile, format: by, bundle: true, platform: "node", logLevel: "silent" });
    else await (await rolldown({ input: entry, platform: "node" })).write({ file: outfile, format: "esm" });
  }

  it("have one profile, though each holds the runtime, in several formats", () => inLinkedPlace(async (place) => {
    await bundle(place, "first", "rolldown");
    await bundle(place, "second", "esm");
    await bundle(place, "third", "cjs");
    place.write("program.mjs", "import './first.bundle.mjs';\nimport './second.bundle.mjs';\nimport './third.bundle.cjs';\n");
    expect(await place.node(["program.mjs"])).to.include({ code: 0, stdout: "4\n8\n8\n", stderr: "" });
    const [profile, ...others] = profilesOf(place);
    expect(others).to.deep.equal([]);
    expect(["first.mjs", "second.mjs", "third.mjs"].map((path) => hitsOf(profile!, path, 2))).to.deep.equal([1, 1, 1]);
  }));

  it("run where nothing of ours is installed, and are not measured", () => inLinkedPlace(async (place) => {
    await bundle(place, "alone", "esm");
    const elsewhere = await place.node(["--input-type=module"], { input: `process.chdir("/");\nawait import(${JSON.stringify(join(place.folder, "alone.bundle.mjs"))});\n` });
    expect(elsewhere).to.include({ code: 0, stdout: "8\n", stderr: "" });
  }));

  it("call variables of the bundle, and not properties of a module's exports", () => inLinkedPlace(async (place) => {
    await bundle(place, "quick", "esm");
    const code = place.read("quick.bundle.mjs");
    expect(code).not.to.match(/\.(count|enter|line)\(\d/);
    expect(code).to.match(/(?<!\.)\b\w+_e\(\d+\)/);
  }));
});
