/** Instrumented files kept from run to run, as a person meets them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Profile } from "@perline/format";
import { expect } from "chai";
import { type Finished } from "../runs.js";
import { hitsOf, inWorkplace, type Workplace } from "./harness.js";

const files = {
  "main.js": [
    "const { twice } = require('./twice.ts');", "const { sum } = require('./sum.js');",
    "let n = 0;", "for (let i = 0; i < 5; i++) n = sum(n, twice(i));", "console.log(n);\n",
  ].join("\n"),
  "twice.ts": "export function twice(n: number): number {\n  return 2 * n;\n}\n",
  "sum.js": "exports.sum = (a, b) => {\n  return a + b;\n};\n",
};

/** What a run is asked for beyond its output. */
interface Asked {
  args?: string[];
  env?: Record<string, string>;
}

/** Runs the program with a folder of its own for what is kept. */
function runMain(place: Workplace, output: string, { args = [], env = {} }: Asked = {}): Promise<Finished> {
  const own = { XDG_CACHE_HOME: join(place.folder, "cache"), PERLINE_CACHE: "" };
  return place.perline(["run", "-o", output, ...args, "main.js"], { env: { ...own, ...env } });
}

function kept(place: Workplace): string[] {
  const folder = join(place.folder, "cache", "perline");
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** What must not depend on who has instrumented. */
function countsOf(profile: Profile): unknown {
  return [profile.sources, hitsOf(profile, "main.js", 4), hitsOf(profile, "twice.ts", 2), hitsOf(profile, "sum.js", 2)];
}

async function inProgram(action: (place: Workplace) => Promise<void>): Promise<void> {
  await inWorkplace([], (place) => {
    for (const [name, text] of Object.entries(files)) place.write(name, text);
    return action(place);
  });
}

describe("the cache of a run", () => {
  it("changes nothing of the profile, and follows the files", () => inProgram(async (place) => {
    expect((await runMain(place, "first.json")).stdout).to.equal("20\n");
    const names = kept(place);
    expect(names).to.have.length(3);
    expect((await runMain(place, "second.json")).stdout).to.equal("20\n");
    expect(kept(place)).to.have.members(names);
    expect(countsOf(place.profile("second.json"))).to.deep.equal(countsOf(place.profile("first.json")));
    expect(hitsOf(place.profile("second.json"), "sum.js", 2)).to.equal(5);
    place.write("sum.js", files["sum.js"].replace("a + b", "a - b"));
    expect((await runMain(place, "third.json")).stdout).to.equal("-20\n");
    expect(kept(place)).to.have.length(4).and.to.include.members(names);
  }));

  it("keeps nothing where that is not wanted", () => inProgram(async (place) => {
    await runMain(place, "a.json", { args: ["--no-cache"] });
    await runMain(place, "b.json", { env: { PERLINE_CACHE: "false" } });
    place.write("perline.config.json", '{ "cache": false }');
    await runMain(place, "c.json");
    expect(kept(place)).to.deep.equal([]);
    expect(place.has("a.json") && place.has("b.json") && place.has("c.json")).to.equal(true);
  }));

  it("knows by which tsconfig.json a file was compiled", () => inProgram(async (place) => {
    place.write("twice.ts", "class Base { set x(x: number) { console.log(x); } }\nclass Derived extends Base { x = 7; }\nnew Derived();\n"
      + "export const twice = (n: number) => 2 * n;\n");
    const printed = async (useDefineForClassFields: boolean): Promise<string> => {
      place.write("tsconfig.json", JSON.stringify({ compilerOptions: { useDefineForClassFields } }));
      return (await runMain(place, "a.json")).stdout;
    };
    expect(await printed(false)).to.equal("7\n20\n");
    const first = kept(place);
    expect(first).to.have.length(3);
    // Whether what is behind a file carries a map depends on whether one was printed before it: that file may have two entries then.
    expect(await printed(true)).to.equal("20\n");
    const both = kept(place);
    expect(both).to.include.members(first).and.to.have.length.above(3);
    expect(await printed(false)).to.equal("7\n20\n");
    expect(kept(place)).to.have.members(both);
  }));

  it("is shared by runs at the same time", () => inProgram(async (place) => {
    const outputs = ["1.json", "2.json", "3.json", "4.json"];
    const ended = await Promise.all(outputs.map((output) => runMain(place, output)));
    expect(ended.map(({ stdout }) => stdout)).to.deep.equal(outputs.map(() => "20\n"));
    const [first, ...others] = outputs.map((output) => countsOf(place.profile(output)));
    for (const other of others) expect(other).to.deep.equal(first);
    expect(kept(place)).to.have.length(3);
  }));
});
