/** Tools that compile by Babel, with perline's plugin in their configuration, as a person sets them up. */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProfile } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { root } from "../runs.js";
import { CompiledPlace, plugin } from "./compiled.js";

/** A folder in which the tools of this repository are installed too. */
class ToolPlace extends CompiledPlace {
  constructor() {
    super();
    const installed = join(root, "node_modules");
    for (const name of readdirSync(installed)) {
      if (!name.startsWith(".") && name !== "@perline") symlinkSync(join(installed, name), join(this.folder, "node_modules", name), "junction");
    }
    symlinkSync(join(root, "packages", "transform"), join(this.folder, "node_modules", "@perline", "transform"), "junction");
  }

  /** Hits of lines, over all profiles that a run has left. */
  hits(path: string, ...lines: readonly number[]): number[] {
    const profiles = readdirSync(this.folder).filter((name) => name.endsWith(".perline.json")).map((name) => readProfile(this.read(name), name));
    return lines.map((line) => profiles.reduce((sum, profile) => sum + (hasFile(profile, path) ? hitsOf(profile, path, line) : 0), 0));
  }
}

function hasFile({ sources }: ReturnType<typeof readProfile>, path: string): boolean {
  return sources.some((source) => source.path === path);
}

const library = `import { prices } from "./prices";

/** @profile */
export function total(names) {
  let sum = 0;
  for (const name of names) {
    sum += prices[name] ?? 0;
  }
  return sum;
}
`;
const prices = "export const prices = { tea: 3, milk: 1 };\n";

describe("hosts of the babel plugin", () => {
  let place: ToolPlace;
  beforeEach(() => {
    place = new ToolPlace();
    place.write("total.js", library);
    place.write("prices.js", prices);
    place.write("babel.config.json", JSON.stringify({ presets: [["@babel/preset-env", { targets: "node 20" }]], plugins: [[plugin, { select: "all" }]] }));
  });
  afterEach(() => place.remove());

  it("jest, whose mocks are made before a file's imports", async () => {
    place.write("total.test.js", `import { total } from "./total";

jest.mock("./prices", () => {
  const tea = 5;
  return { prices: { tea, milk: 2 } };
});

test("adds up", () => {
  expect(total(["tea", "milk", "tea"])).toBe(12);
});
`);
    const { code, stderr } = await place.node([join(root, "node_modules", "jest", "bin", "jest.js"), "--no-cache", "--runInBand"]);
    expect([code, stderr.match(/Tests: .*/)?.[0]]).to.deep.equal([0, "Tests:       1 passed, 1 total"]);
    expect(place.hits("total.js", 5, 6, 7, 9)).to.deep.equal([1, 4, 3, 1]);
    expect(place.hits("total.test.js", 9)).to.deep.equal([1]);
  });

  it("@babel/register", async () => {
    place.write("main.js", "import { total } from './total';\nconsole.log(total(['tea', 'salt']));\n");
    const { code, stdout, stderr } = await place.node(["--require", "@babel/register", "main.js"]);
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: "3\n", stderr: "" });
    expect(place.hits("total.js", 5, 6, 7, 9)).to.deep.equal([1, 3, 2, 1]);
    expect(place.hits("main.js", 2)).to.deep.equal([1]);
  });

  const placesOfRuntime = { "beside the bundle": "externals: /^@perline/, externalsType: \"commonjs\",", within: "" };
  for (const [where, externals] of Object.entries(placesOfRuntime)) {
    it(`babel-loader in webpack, the runtime ${where}`, async () => {
      mkdirSync(join(place.folder, "src"));
      place.write("src/main.js", "import { total } from '../total';\nconsole.log(total(['tea', 'salt']));\n");
      place.write("webpack.config.js", `module.exports = {
  mode: "development", devtool: false, target: "node20", entry: "./src/main.js", output: { path: __dirname, filename: "bundle.js" },
  ${externals}
  module: { rules: [{ test: /\\.js$/, exclude: /node_modules|packages/, loader: "babel-loader" }] },
};
`);
      place.write("build.js", `require("webpack")(require("./webpack.config.js"), (failure, stats) => {
  if (failure || stats.hasErrors()) throw failure ?? new Error(stats.toString());
});
`);
      const built = await place.node(["build.js"]);
      expect([built.code, built.stderr]).to.deep.equal([0, ""]);
      const { code, stdout, stderr } = await place.node(["bundle.js"]);
      expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: "3\n", stderr: "" });
      expect(place.hits("total.js", 5, 6, 7, 9)).to.deep.equal([1, 3, 2, 1]);
    });
  }
});
