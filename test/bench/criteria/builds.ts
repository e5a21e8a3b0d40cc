/** What instrumenting in a build costs: the code that nobody marked, and a marked function, while it is measured and before. */
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@babel/core";
import perlineInTypeScript from "@perline/transform/typescript";
import { perline as perlineInEsbuild } from "@perline/unplugin/esbuild";
import type { PluginOptions } from "@perline/unplugin";
import { build } from "esbuild";
import ts from "typescript";
import { type Bench, type Criterion, type Figure } from "../criterion.js";
import { programs } from "../programs.js";
import { inTemporaryFolder, root, runWell } from "../../runs.js";
import { median, type Pairs, ratio, roundRatios, spread } from "../statistics.js";

/** Compiles a file to CommonJS; without options as if there were no perline. */
type Compile = (file: string, options: PluginOptions | null) => Promise<string>;

/** One host for each printer. */
const printers: Readonly<Record<string, Compile>> = {
  async text(file, options) {
    const { outputFiles: [made] } = await build({
      entryPoints: [file], bundle: true, write: false, platform: "node", format: "cjs", external: ["@perline/runtime/linked"],
      plugins: options === null ? [] : [perlineInEsbuild(options)],
    });
    return made?.text ?? "";
  },
  babel(file, options) {
    const made = transformSync(readFileSync(file, "utf8"), {
      filename: file, configFile: false, babelrc: false, presets: [["@babel/preset-env", { targets: "node 20", modules: "commonjs" }]],
      plugins: options === null ? [] : [["@perline/transform/babel", options]],
    });
    return Promise.resolve(made?.code ?? "");
  },
  typescript(file, options) {
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
      fileName: file, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, allowJs: true },
      transformers: { before: options === null ? [] : [perlineInTypeScript(undefined, options)] },
    });
    return Promise.resolve(outputText);
  },
};

/** Nanoseconds of the program's parts. */
type Parts = Record<"marked" | "rest", number>;

/** The ways the program is built and run. */
const ways = {
  bare: { text: "// MARK", options: null, env: {} },
  marked: { text: "/** @profile */", options: { select: "marked" }, env: {} },
  all: { text: "// MARK", options: { select: "all" }, env: {} },
  waiting: { text: "/** @profile */", options: { select: "marked" }, env: { PERLINE_AUTOSTART: "0" } },
} as const;

type Way = keyof typeof ways;

/** Pairs of processes whose rest is compared, by round: what is to be seen is 1 %, and those that do the same differ by 2 or 3. */
const pairsOfRound = 4;

async function figuresOf(name: string, compile: Compile, { rounds, progress }: Bench): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    writeFileSync(join(folder, "package.json"), "{}");
    const program = readFileSync(join(programs, "marks.mjs"), "utf8");
    const made = async (text: string, options: PluginOptions | null): Promise<string> => {
      const file = join(folder, "program.js");
      writeFileSync(file, program.replace("// MARK", text));
      return compile(file, options === null ? null : { root: folder, enabled: true, clock: "sampled", ...options });
    };
    const same = (await made("// MARK", { select: "marked" })) === (await made("// MARK", null));
    const taken: Record<Way, Parts[]> = { bare: [], marked: [], all: [], waiting: [] };
    for (const way of Object.keys(ways) as Way[]) writeFileSync(join(folder, `${way}.cjs`), await made(ways[way].text, ways[way].options));
    const run = async (way: Way): Promise<Parts> => {
      const timesFile = join(folder, "times.json");
      await runWell([`${way}.cjs`], { cwd: folder, env: { ...ways[way].env, TIMES_FILE: timesFile } });
      return JSON.parse(readFileSync(timesFile, "utf8")) as Parts;
    };
    const rest = { bare: [] as number[], measured: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      for (const way of Object.keys(ways) as Way[]) {
        progress(`${name}, ${way}: round ${round + 1} of ${rounds}`);
        taken[way].push(await run(way));
      }
      for (let pair = 0; pair < pairsOfRound; pair++) {
        progress(`${name}, the rest: round ${round + 1} of ${rounds}, pair ${pair + 1} of ${pairsOfRound}`);
        rest.bare.push((await run("bare")).rest);
        rest.measured.push((await run("marked")).rest);
      }
    }
    const over = (what: string, pairs: Pairs, atMost: number | null): Figure => {
      const limit = atMost === null ? null : { atMost };
      return { what: `${name}: ${what}`, value: ratio(pairs), unit: "×", spread: spread(roundRatios(pairs)), limit };
    };
    const markedOf = (way: Way): number[] => taken[way].map(({ marked }) => marked);
    const marked = (way: Way, than: Way): Pairs => ({ bare: markedOf(than), measured: markedOf(way) });
    const ns = median(markedOf("waiting")) - median(markedOf("bare"));
    return [
      { what: `${name}: builds that differ where nothing is marked`, value: same ? 0 : 1, unit: "of 1", spread: null, limit: { atMost: 0 } },
      over("the rest of a program with one marked function, over bare", rest, 1.01),
      over("the marked function, over itself where all is instrumented", marked("marked", "all"), 1.05),
      over("the marked function until something starts, over bare", marked("waiting", "bare"), null),
      { what: `${name}: a call of it until then, beyond bare`, value: ns / 1e6, unit: "ns", spread: null, limit: null },
    ];
  });
}

export const builds: Criterion = {
  id: "builds",
  claim: "A build in which nothing is marked is the one without perline; with one marked function the rest of the program takes at most 1 % more, and that function what it takes where all is instrumented.",
  async measure(bench) {
    const figures: Figure[] = [];
    for (const [name, compile] of Object.entries(printers)) figures.push(...(await figuresOf(name, compile, bench)));
    return figures;
  },
};
