/** Types of Flow, and Metro, which compiles them for React Native: what it makes runs in Node, and counts as it was written. */
import { join } from "node:path";
import { expect } from "chai";
import { type Profile } from "@perline/format";
import { readProfile, selfCheck } from "@perline/format/read";
import { hitsOf } from "../cli/harness.js";
import { babelOf, inCompiledPlace, plugin, type CompiledPlace, type Compiling } from "./compiled.js";

const withFlow = `/** @flow */
import type { Price } from "./prices";
type Item = {| +price: number, name?: ?string |};
opaque type Id = string;
declare var missing: boolean;

class Shop<T: Item> {
  items: Array<T> = [];
  +rate: number;
  constructor(rate: number) {
    this.rate = rate;
  }
  add(item: T): this {
    this.items.push(item);
    return this;
  }
}

const identity = <T>(value: T): T => value;
const totals = (shop: Shop<Item>): {| sum: number |} => ({
  sum: shop.items.reduce(
    (sum: number, { price }) => (sum + (price: number)), 0),
});

export async function main(count: ?number): Promise<void> {
  await null;
  console.log(
    identity<number>(((count: any): number)),
    totals(new Shop<Item>(2).add({ price: 3 }).add({ price: 4 })).sum,
  );
}
main(5);
`;

/** Hits of lines with types in them. */
const hits = { 8: 1, 11: 1, 14: 2, 15: 2, 19: 1, 20: 1, 21: 1, 22: 2, 26: 1, 27: 1, 28: 1, 29: 1, 32: 1 };

function expectCounted(profile: Profile): void {
  expect(selfCheck(profile)).to.deep.equal([]);
  expect(Object.fromEntries(Object.keys(hits).map((line) => [line, hitsOf(profile, "program.js", Number(line))]))).to.deep.equal(hits);
}

/** What Metro gives runs as a function of its runtime, which hands it what it asks for by numbers. */
const harness = `const { writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const babelTransformerPath = require.resolve("@react-native/metro-babel-transformer", { paths: [process.env.METRO] });
const [{ transform }, { getDefaultConfig }] = ["metro-transform-worker", "metro-config"].map((name) => require(require.resolve(name, { paths: [process.env.METRO] })));
(async () => {
  const { transformer } = await getDefaultConfig(__dirname);
  const config = { ...transformer, babelTransformerPath, globalPrefix: "", assetPlugins: [], assetRegistryPath: "", publicPath: "/" };
  const dev = process.env.DEV === "1";
  const { output: [{ data: { code } }], dependencies } = await transform(config, __dirname, "program.js", require("node:fs").readFileSync("program.js"), {
    dev, hot: false, minify: false, inlineRequires: !dev, platform: "ios", type: "module", experimentalImportSupport: false, enableBabelRuntime: false,
    hermesParser: !dev,
  });
  const names = JSON.stringify(dependencies.map(({ name }) => name));
  writeFileSync("program.cjs", "const __d = (make) => make(globalThis, require, (name) => require(name).default, require, module, exports, " + names + ");\\n" + code);
})();
`;

describe("types of Flow", () => {
  /** Runs `program.cjs`, and looks at what it has counted. */
  async function expectMeasured(place: CompiledPlace): Promise<void> {
    const { code, stdout, stderr } = await place.node(["program.cjs"]);
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: "5 7\n", stderr: "" });
    expectCounted(readProfile(place.read("program.perline.json"), "program.perline.json"));
  }

  const compilers: Readonly<Record<string, Compiling>> = {
    "Babel 8 and its preset for Flow": { by: "eight", presets: [["@babel/preset-env", { targets: "node 20", modules: "commonjs" }], "@babel/preset-flow"] },
    "Babel 7 and React Native's preset": { by: "metro", presets: [["@react-native/babel-preset", { enableBabelRuntime: false }]] },
  };
  for (const [name, compiling] of Object.entries(compilers)) {
    it(`are no obstacle to what ${name} compile`, () => inCompiledPlace(async (place) => {
      place.build("program.js", withFlow, { as: "program.cjs", perline: { select: "all" }, ...compiling });
      await expectMeasured(place);
    }));
  }

  for (const dev of [true, false]) {
    it(`are none to what Metro compiles for ${dev ? "development, by Babel's parser" : "production, by Flow's parser"}`, () => inCompiledPlace(async (place) => {
      const preset = require.resolve("@react-native/babel-preset", { paths: [babelOf("metro").folder] });
      const options = { select: "all", clock: "sampled", enabled: true };
      place.write("babel.config.js", `module.exports = ${JSON.stringify({
        presets: [[preset, { enableBabelRuntime: false }]], plugins: [[require.resolve(plugin), options]],
      })};\n`);
      place.write("package.json", "{}");
      place.write("program.js", withFlow);
      place.write("build.cjs", harness);
      const env = { METRO: join(__dirname, "metro"), DEV: dev ? "1" : "0" };
      const { code, stderr } = await place.node(["build.cjs"], { env });
      expect([code, stderr]).to.deep.equal([0, ""]);
      await expectMeasured(place);
    }));
  }

  it("come with no harm where Flow's parser tells wrong places: the file is left alone, which is told", () => inCompiledPlace(async (place) => {
    const { folder } = babelOf("metro");
    const options = { configFile: false, filename: join(place.folder, "program.js") };
    const perline = [require.resolve(plugin), { root: place.folder, select: "all" }];
    place.write("compile.cjs", `const [babel, flow] = ["@babel/core", "flow-parser"].map((name) => require(require.resolve(name, { paths: [${JSON.stringify(folder)}] })));
const codeOf = (text, plugins) => {
  const tree = flow.parse(text, { babel: true, sourceType: "module" });
  return babel.transformFromAstSync(tree, text, { ...${JSON.stringify(options)}, plugins }).code;
};
const bare = ["x y", "x\\u2028y"].map((string) => \`const a = "\${string}";\\nfunction f() {\\n  return a;\\n}\\nf();\\n\`);
console.log(bare.map((text) => codeOf(text, [${JSON.stringify(perline)}]) === codeOf(text, [])).join());
`);
    const { stdout, stderr } = await place.node(["compile.cjs"]);
    expect({ stdout, stderr }).to.deep.equal({
      stdout: "false,true\n", stderr: "perline: program.js: not instrumented: its compiler's parser tells wrong places of it.\n",
    });
  }));

  it("that the parser does not know are left alone, and told", () => inCompiledPlace(async (place) => {
    const component = "/** @flow */\ncomponent Price(sum: number) {\n  return sum;\n}\n";
    const compiling = { by: "metro", presets: [["@react-native/babel-preset", { enableBabelRuntime: false }]] } satisfies Compiling;
    const { folder } = babelOf(compiling.by);
    const options = {
      cwd: folder, filename: join(place.folder, "program.js"), presets: compiling.presets, plugins: [[require.resolve(plugin), { root: place.folder, select: "all" }]],
    };
    place.write("compile.cjs", `const babel = require(require.resolve("@babel/core", { paths: [${JSON.stringify(folder)}] }));
process.stdout.write(babel.transformSync(${JSON.stringify(component)}, ${JSON.stringify(options)}).code);
`);
    const { stdout, stderr } = await place.node(["compile.cjs"]);
    expect(stdout).to.equal(place.compile("program.js", component, { ...compiling, perline: null }));
    expect(stderr).to.match(/^perline: program\.js:2: not instrumented: the text is not valid/);
  }));
});
