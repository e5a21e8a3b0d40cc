/** Compiled programs: profiled on the lines of their originals, and with the traces they have without perline. */
import type { Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { expect } from "chai";
import { babelCompact, esbuild, tsc, webpackBundle, type Compiler } from "./compilers.js";
import { comparable, runBothWays, runProgram, type Files, type Hooked, type Setting } from "./programs.js";

/** Hits of the lines of all sources that have some: `path: line:hits …`. */
function hitsIn({ sources, processes }: Profile): string[] {
  const counters = processes.flatMap(({ threads }) => threads.flatMap((thread) => thread.counters));
  return sources.flatMap(({ path, lines, probes }, index) => {
    const hits = new Map<number, number>();
    for (const block of counters) {
      if (block.source !== index) continue;
      probes.forEach((row, probe) => {
        const line = lines.line[row];
        if (line !== undefined) hits.set(line, Math.max(hits.get(line) ?? 0, block.hits[probe] ?? 0));
      });
    }
    return hits.size === 0 ? [] : [`${path}: ${[...hits].toSorted(([a], [b]) => a - b).map((entry) => entry.join(":")).join(" ")}`];
  }).toSorted();
}

const main = `import { sum } from "./sum";

function pairs(count) {
  const all = [];
  for (let i = 0; i < count; i++) {
    all.push([
      i,
      sum([i, i]),
    ]);
  }
  return all;
}
console.log(pairs(3).join(" "));
console.log(new Error("here").stack.split("\\n")[1].replace(/\\(?[^(]*[\\\\/](?=\\w+\\/)/, ""));
`;
const sum = `// Sums.
export function sum(numbers) {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}
`;
const javaScript: Files = { "src/main.js": main, "src/sum.js": sum };
const typeScript: Files = {
  "src/main.ts": main.replace("(count)", "(count: number)").replace("all = []", "all: number[][] = []").replace(".stack", ".stack!"),
  "src/sum.ts": sum.replace("// Sums.", "interface Unused { x: 1 }").replace("numbers)", "numbers: readonly number[]): number"),
};
const commonJs: Files = {
  "src/main.js": main.replace(/^import.*/, "const { sum } = require(\"./sum\");"),
  "src/sum.js": sum.replace("export function", "exports.sum = function"),
};

/** Hits of statements and parts that every compiler keeps. */
const expected = { main: { 4: 1, 5: 4, 6: 3, 8: 3, 11: 1, 13: 1, 14: 1 }, sum: { 3: 3, 4: 9, 5: 6, 7: 3 } };

/** That a listing has all these hits: compilers add lines of their own (imports, exports). */
function expectHits(profile: Profile, originals: Files): void {
  const listing = hitsIn(profile);
  const [first = "", second = ""] = Object.keys(originals);
  expect(listing.map((line) => line.slice(0, line.indexOf(":")))).to.deep.equal([first, second]);
  for (const [at, hits] of [[0, expected.main], [1, expected.sum]] as const) {
    expect(listing[at]?.split(" ")).to.include.members(Object.entries(hits).map(([line, count]) => `${line}:${count}`));
  }
}

const compilers: { title: string; originals: Files; compile: Compiler }[] = [
  { title: "tsc, a map beside", originals: typeScript, compile: tsc({ sourceMap: true }) },
  { title: "tsc, inline, without the originals' text", originals: typeScript, compile: tsc({ inlineSourceMap: true }) },
  { title: "tsc, inline with text, under a root of its own", originals: typeScript,
    compile: tsc({ inlineSourceMap: true, inlineSources: true, sourceRoot: "../src" }) },
  { title: "esbuild, minified to one line", originals: typeScript, compile: esbuild({ minify: true, sourcemap: true }) },
  { title: "esbuild, inline", originals: javaScript, compile: esbuild({ sourcemap: "inline", sourcesContent: false }) },
  { title: "Babel, compact", originals: commonJs, compile: babelCompact() },
  { title: "webpack for development", originals: javaScript, compile: webpackBundle({ mode: "development", devtool: "source-map" }) },
  { title: "webpack for production, inline", originals: javaScript,
    compile: webpackBundle({ mode: "production", devtool: "inline-source-map" }) },
];

describe("compiled programs", () => {
  for (const { title, originals, compile } of compilers) {
    it(`by ${title}: the originals' lines, and the traces as without, whether or not Node follows maps`, async () => {
      const files = await compile(originals);
      await Promise.all([[], ["--enable-source-maps"]].map(async (node) => {
        const { bare, ours } = await runBothWays(files, "dist/main.js", { node });
        expect(ours.stderr).to.equal("");
        expect(bare.stdout.split("\n")[0]).to.equal("0,0 1,2 2,4");
        if (node.length === 0) expect(comparable(ours.stdout)).to.equal(comparable(bare.stdout));
        else expect(ours.stdout).to.equal(bare.stdout);
        expectHits(ours.profile, originals);
        expect(ours.profile.warnings).to.deep.equal([]);
        for (const { path, text, compiled } of ours.profile.sources) {
          expect(text, path).to.equal(originals[path]);
          expect(compiled).to.match(/^dist\/\w+\.js$/);
        }
      }));
    });
  }

  /** A program of one compiled line for each original line, with a map that is made for it. */
  const text = "let n = 0;\nfor (const x of [1, 2])\n  n += x;\nconsole.log(n);\n";
  const map = { version: 3, sources: ["../src/a.ts"], names: [], mappings: "AAEA;AACA;AACA;AAEA" };
  const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;
  const mapped = { "src/a.ts": "\n".repeat(20), "dist/a.js": `${text}//# sourceMappingURL=a.js.map\n`, "dist/a.js.map": JSON.stringify(map) };
  const onOriginal = ["src/a.ts: 3:1 4:3 5:2 7:1"];
  const onCompiled = ["dist/a.js: 1:1 2:3 3:2 4:1"];

  const run = async (files: Files, setting?: Setting): Promise<Hooked> => {
    const hooked = await runProgram(files, "dist/a.js", setting);
    expect(hooked.stdout).to.equal("3\n");
    expect(hooked.stderr).to.equal("");
    readProfile(JSON.stringify(hooked.profile), "of a compiled program");
    return hooked;
  };

  it("may have maps of sections, under a guard, as URL text, or in a block comment", async () => {
    const section = (line: number, mappings: string) => ({ offset: { line, column: 0 }, map: { ...map, mappings } });
    const variants: Files[] = [
      { ...mapped, "dist/a.js.map": JSON.stringify({ version: 3, sections: [section(0, "AAEA;AACA"), section(2, "AAIA;AAEA")] }) },
      { ...mapped, "dist/a.js.map": `)]}'\n${JSON.stringify(map)}` },
      { ...mapped, "dist/a.js": `${text}//# sourceMappingURL=data:application/json,${encodeURIComponent(JSON.stringify(map))}` },
      { ...mapped, "dist/a.js": `${text}// sourceMappingURL=none\n/*# sourceMappingURL=a.js.map */\n// end\n` },
      { ...mapped, "dist/a.js": `${text}//# sourceMappingURL=old.map\n//# sourceMappingURL=maps/a%20b.map`, "dist/maps/a b.map":
        JSON.stringify({ ...map, sourceRoot: "../..", sources: ["src/a.ts"] }) },
      { ...mapped, "package.json": "{\"type\":\"module\"}" },
    ];
    await Promise.all(variants.map(async (files) => {
      const { profile } = await run(files);
      expect(hitsIn(profile)).to.deep.equal(onOriginal);
      expect(profile.warnings).to.deep.equal([]);
    }));
  });

  it("may have a first line that only a debugger is to stop at, by a map that Vitest has added to", async () => {
    const getter = "const get = () => n;\nget.n = () => get;\n";
    for (const [mappings, hits] of [
      [`AAAA,CAAA;;${map.mappings}`, onOriginal],
      [`AAAA,CAAC;;${map.mappings}`, ["src/a.ts: 1:1 3:1 4:3 5:2 7:1"]],
    ] as const) {
      const files = { ...mapped, "dist/a.js": getter + mapped["dist/a.js"], "dist/a.js.map": JSON.stringify({ ...map, mappings }) };
      expect(hitsIn((await run(files)).profile), mappings).to.deep.equal(hits);
    }
  });

  it("may hold nothing to count, and a map that leads nowhere", async () => {
    const hooked = await runProgram({ ...mapped, "dist/a.js": '"use strict";\n//# sourceMappingURL=a.js.map\n', "dist/a.js.map": JSON.stringify({ ...map, mappings: "" }) }, "dist/a.js");
    expect([hitsIn(hooked.profile), hooked.profile.warnings]).to.deep.equal([[], []]);
  });

  it("may have originals that are gone, that bundlers name in their way, or whose names have odd characters", async () => {
    const variants: [path: string, source: string, others: Files][] = [
      ["src/gone.ts", "../src/gone.ts", {}],
      ["src/a.ts", "webpack://name/./src/a.ts?1a2b", {}],
      ["src/a.ts", "webpack:///src/a.ts", {}],
      ["../beside/a.ts", "../../beside/a.ts", {}],
      ["src/a b#c%20é.ts", "../src/a b#c%20é.ts", { "src/a b#c%20é.ts": "\n".repeat(9) }],
      ["src/a b.ts", "../src/a%20b.ts", { "src/a b.ts": "\n".repeat(9) }],
      ["dist/b.js", "b.js", { "dist/b.js": "\n".repeat(9) }],
    ];
    await Promise.all(variants.map(async ([path, source, others]) => {
      const files = { ...mapped, ...others, "dist/a.js.map": JSON.stringify({ ...map, sources: [source], sourcesContent: [null] }) };
      expect(hitsIn((await run(files)).profile), source).to.deep.equal([onOriginal[0]!.replace("src/a.ts", path)]);
    }));
    const { profile } = await run({ ...mapped, "dist/a.js.map": JSON.stringify({ ...map, sourcesContent: ["held\n".repeat(9)] }) });
    expect(profile.sources[0]?.text).to.equal("held\n".repeat(9));
  });

  it("stand for themselves, with a word of why, where a map cannot be used", async () => {
    const bad: [RegExp, Files][] = [
      [/there is no such file/, { "dist/a.js": `${text}//# sourceMappingURL=none.map` }],
      [/no file of text/, { "dist/a.js.map": "-> src" }],
      [/not JSON/, { "dist/a.js.map": "{" }],
      [/no source map of version 3/, { "dist/a.js.map": "null" }],
      [/mappings are damaged/, { "dist/a.js.map": JSON.stringify({ ...map, mappings: "AAé" }) }],
      [/sources are damaged/, { "dist/a.js.map": JSON.stringify({ ...map, sources: [{}] }) }],
      [/sections are damaged/, { "dist/a.js.map": JSON.stringify({ version: 3, sections: [{ offset: { line: 1e12, column: 0 }, map }] }) }],
      [/sections are damaged/, { "dist/a.js.map": JSON.stringify({ version: 3, sections: [null] }) }],
      [/not on this machine/, { "dist/a.js": `${text}//# sourceMappingURL=http://127.0.0.1:9/a.js.map` }],
      [/leads to no line/, { "dist/a.js.map": JSON.stringify({ ...map, mappings: "" }) }],
      [/leads to no line/, { "dist/a.js.map": JSON.stringify({ ...map, mappings: "AAg3nB;AAAg" }) }],
    ];
    await Promise.all(bad.map(async ([why, files]) => {
      const { profile } = await run({ ...mapped, ...files });
      expect(hitsIn(profile), String(why)).to.deep.equal(onCompiled);
      expect(profile.warnings.join()).to.match(why).and.match(/^dist\/a\.js:[56]: /);
    }));
    const madeUp = [[], [null], ["webpack://x/webpack/bootstrap"], ["webpack://x/external \"fs\""], ["<stdin>"], ["\0helpers"]];
    await Promise.all(madeUp.map(async (sources) => {
      const { profile } = await run({ ...mapped, "dist/a.js.map": JSON.stringify({ ...map, sources }) });
      expect(hitsIn(profile), String(sources)).to.deep.equal(onCompiled);
    }));
  });

  it("are chosen by what was compiled, and by what it was compiled from", async () => {
    const chosen = async (setting: Setting): Promise<string[]> => hitsIn((await run(mapped, setting)).profile);
    expect(await chosen({ include: ["dist/**"] })).to.deep.equal(onOriginal);
    expect(await chosen({ include: ["src/**"] })).to.deep.equal(onOriginal);
    expect(await chosen({ include: ["lib/**"] })).to.deep.equal([]);
    expect(await chosen({ exclude: ["src/**"] })).to.deep.equal([]);
    expect(await chosen({ exclude: ["dist/**"] })).to.deep.equal([]);
    const files = { ...mapped, "dist/a.js.map": JSON.stringify({ ...map, sources: ["../node_modules/x/a.ts"] }) };
    expect(hitsIn((await run(files)).profile)).to.deep.equal([]);
  });

  it("are installed packages on their own lines: nobody here edits what those were compiled from", async () => {
    const files = { "dist/a.js": "require('x');\n", "node_modules/x/index.js": `${text}${inline}\n` };
    const { profile } = await run(files, { include: ["node_modules/x/**"] });
    expect(hitsIn(profile)).to.deep.equal(["node_modules/x/index.js: 1:1 2:3 3:2 4:1"]);
  });
});
