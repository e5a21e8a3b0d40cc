/** Where settings come from, and which place wins. */
import { expect } from "chai";
import { defaultCallTreeLimit } from "@perline/format";
import { hitsOf, inWorkplace, said } from "./harness.js";

describe("settings", () => {
  it("come from flags before the environment, from there before the file, and from there before the defaults", () => (
    inWorkplace(["count.js"], async (place) => {
      const clockOf = async (args: readonly string[], env: Record<string, string>): Promise<string> => {
        await place.perline(["run", ...args, "count.js"], { env });
        return place.profile("count.perline.json").clock;
      };
      expect(await clockOf([], {})).to.equal("sampled");
      place.write("perline.config.json", "");
      place.write("package.json", '{ "perline": { "clock": "exact" } }');
      expect(await clockOf([], {})).to.equal("exact");
      expect(await clockOf([], { PERLINE_CLOCK: "sampled" })).to.equal("sampled");
      expect(await clockOf(["--clock", "exact"], { PERLINE_CLOCK: "sampled" })).to.equal("exact");
      expect(await clockOf([], { PERLINE_CLOCK: "" })).to.equal("exact");
    })
  ));

  it("can say in PERLINE_MEMORY what is traced, too", () => inWorkplace(["count.js"], async (place) => {
    const tracedBy = async (env: Record<string, string>): Promise<unknown> => {
      const { code, stderr } = await place.perline(["run", "count.js"], { env });
      expect(code, stderr).to.equal(0);
      const { traces } = place.profile("count.perline.json").processes[0]!.threads[0]!;
      return traces === undefined ? null : [traces.sampleBytes, traces.frames];
    };
    expect(await tracedBy({ PERLINE_MEMORY: "1" })).to.equal(null);
    expect(await tracedBy({ PERLINE_MEMORY: "1,4" })).to.deep.equal([1, 4]);
    expect(await tracedBy({ PERLINE_MEMORY: "4096", PERLINE_LEAKS: "1" })).to.deep.equal([1, 1]);
    const { code, stderr } = await place.perline(["run", "count.js"], { env: { PERLINE_MEMORY: "much" } });
    expect(code).to.equal(2);
    expect(stderr).to.include("PERLINE_MEMORY");
  }));

  const files: { name: string; text: string }[] = [
    { name: "perline.config.json", text: '{ "output": "configured.json" }' },
    { name: "perline.config.js", text: 'module.exports = { output: "configured.json" };' },
    { name: "perline.config.js", text: 'export default { output: "configured.json" };' },
    { name: "perline.config.ts", text: 'interface Some { output: string }\nexport default { output: "configured.json" } satisfies Some;' },
  ];
  for (const { name, text } of files) {
    it(`can stand in ${name}: ${text.slice(0, 20)}`, () => inWorkplace(["count.js"], async (place) => {
      place.write("perline.config.json", "");
      place.write(name, text);
      const finished = await place.perline(["run", "count.js"]);
      expect(finished.code, finished.stderr).to.equal(0);
      expect(place.has("configured.json")).to.equal(true);
    }));
  }

  it("stand in one place of a folder: of two, both are named, and neither is run", () => inWorkplace(["count.js"], async (place) => {
    const refused = async (first: string, second: string): Promise<void> => {
      const finished = await place.perline(["run", "count.js"]);
      expect([finished.code, finished.stdout]).to.deep.equal([2, ""]);
      expect(said(finished)).to.deep.equal([`${place.folder}: there are two configurations, ${first} and ${second} (config-invalid). Keep one of them.`]);
    };
    place.write("perline.config.ts", "throw new Error('run');");
    await refused("perline.config.ts", "perline.config.json");
    place.write("perline.config.js", "throw new Error('run');");
    await refused("perline.config.js", "perline.config.ts");
    place.write("package.json", '{ "perline": {} }');
    await refused("package.json", "perline.config.js");
  }));

  it("are not looked for in a package.json that does not parse and does not name perline: Node tells of it", () => inWorkplace(["count.js"], async (place) => {
    place.write("package.json", '{ "name": ');
    const [bare, ours] = [await place.node(["count.js"]), await place.perline(["run", "count.js"])];
    expect([bare.code, ours.code]).to.deep.equal([1, 1]);
    for (const { stderr } of [bare, ours]) expect(stderr).to.match(/^(Syntax)?Error.*package\.json/m).and.not.match(/config-invalid/);
    place.write("package.json", '{ "perline": ');
    expect((await place.perline(["run", "count.js"])).stderr).to.match(/package\.json: .*\(config-invalid\)/);
  }));

  it("choose files and functions, by globs that may hold commas in braces", () => inWorkplace(["count.js"], async (place) => {
    place.write("other.js", "require('./count.js');\nconsole.log('other');");
    await place.perline(["run", "other.js"], { env: { PERLINE_INCLUDE: "{count,lib/**}.js:add,nothing.js" } });
    const profile = place.profile("other.perline.json");
    expect(profile.sources.map(({ path }) => path)).to.deep.equal(["count.js"]);
    expect(hitsOf(profile, "count.js", 2)).to.equal(10);
    expect(hitsOf(profile, "count.js", 6)).to.equal(0);
  }));

  it("keep source text out where that is asked for, and tell that it is there otherwise", () => inWorkplace(["count.js"], async (place) => {
    const open = await place.perline(["run", "count.js"]);
    expect(open.stderr).to.match(/source text/);
    expect(place.profile("count.perline.json").sources[0]?.text).to.equal(place.read("count.js"));
    const closed = await place.perline(["run", "--no-source", "count.js"]);
    expect(closed.stderr).not.to.match(/source text/);
    expect(place.profile("count.perline.json").sources[0]?.text).to.equal(null);
  }));

  it("leave a period out, and then the script is not taken for it", () => inWorkplace(["count.js"], async (place) => {
    expect((await place.perline(["run", "-i", "count.js", "-i"])).stdout).to.equal("45\n");
    expect((await place.perline(["run", "-i", "2", "count.js"])).stdout).to.equal("45\n");
    expect(place.profile("count.perline.json").complete).to.equal(true);
    expect(place.profile("count.perline.json").processes[0]?.threads[0]?.callTree?.folded).to.be.below(defaultCallTreeLimit);
  }));

  it("bring the profile up to date while the program runs", () => inWorkplace([], async (place) => {
    place.write("watcher.js", [
      "const { existsSync } = require('node:fs');",
      "const poll = setInterval(() => {",
      "  if (!existsSync('out.json')) return;",
      "  clearInterval(poll);",
      "  console.log('seen', require('./out.json').complete);",
      "}, 5);",
    ].join("\n"));
    const finished = await place.perline(["run", "-i", "0.05", "-o", "out.json", "watcher.js"]);
    expect(finished.stdout).to.equal("seen false\n");
    expect(place.profile("out.json").complete).to.equal(true);
  }));

  it("measure a window of the run", () => inWorkplace(["count.js"], async (place) => {
    await place.perline(["run", "--delay", "3600", "count.js"]);
    const profile = place.profile("count.perline.json");
    expect(profile.processes[0]?.threads[0]?.durationNs ?? 0).to.equal(0);
  }));
});
