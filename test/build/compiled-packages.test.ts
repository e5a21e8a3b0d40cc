/** Real packages and their jobs, compiled with perline in Babel and in TypeScript: they count as under `perline run`. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { transformSync } from "@babel/core";
import { type Profile } from "@perline/format";
import { readProfile } from "@perline/format/read";
import { expect } from "chai";
import { nightly } from "../effort.js";
import { LinkedPlace } from "../linked/workplace.js";
import { root } from "../runs.js";

/** Packages that tests run the jobs of as they are, too. */
const jobs: Readonly<Record<string, { script: string; env?: Record<string, string> }>> = {
  handlebars: { script: "handlebars.cjs", env: { ROUNDS: "2" } },
  immer: { script: "immer.mjs" },
  ...(nightly ? { marked: { script: "marked.mjs", env: { ROUNDS: "1" } }, terser: { script: "terser.mjs" } } : {}),
};

/** A folder with everything that is installed here, and copies of what is to be compiled. */
class CopyPlace extends LinkedPlace {
  constructor(...copied: readonly string[]) {
    super(["format", "reporter", "runtime", "transform"]);
    const installed = join(root, "node_modules");
    for (const name of readdirSync(installed)) {
      if (name.startsWith(".") || name === "@perline") continue;
      const [from, to] = [join(installed, name), join(this.folder, "node_modules", name)];
      if (copied.includes(name)) cpSync(from, to, { recursive: true, dereference: true });
      else symlinkSync(from, to, "junction");
    }
  }

  /** Runs Node, which must end well and complain of nothing. Gives what was printed. */
  async run(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    const { code, stdout, stderr } = await this.node(args, { env });
    expect([code, stderr]).to.deep.equal([0, ""]);
    return stdout;
  }

  /** As {@link run}, under `perline run`. */
  async profiled(args: readonly string[], env: Record<string, string> = {}): Promise<{ stdout: string; profile: Profile }> {
    const { code, stdout, stderr } = await this.perline(["run", "--clock", "none", "--output", "run.json", ...args], { env });
    expect(code, stderr).to.equal(0);
    return { stdout, profile: readProfile(this.read("run.json"), "run.json") };
  }
}

async function inPlace(copied: readonly string[], action: (place: CopyPlace) => Promise<void>): Promise<void> {
  const place = new CopyPlace(...copied);
  try {
    await action(place);
  } finally {
    place.remove();
  }
}

/** The largest hits of the probes of each line, by its function; `null` where they cannot be counted. */
function hitsIn({ sources, processes }: Profile): Map<string, number | null> {
  const counters = processes.flatMap(({ threads }) => threads).flatMap((thread) => thread.counters);
  return new Map(counters.flatMap(({ source, hits }) => {
    const { path, functions, lines, probes } = sources[source]!;
    return lines.line.map((line, row) => {
      const { name, line: start, column } = functions;
      const owner = lines.function[row] ?? -1;
      const most = hits.reduce((largest, count, probe) => probes[probe] === row ? Math.max(largest, count) : largest, 0);
      return [`${path}:${line} ${name[owner] ?? ""} at ${start[owner] ?? 0}:${column[owner] ?? 0}`, lines.countable[row] === 1 ? most : null];
    });
  }));
}

/**
 * That what is built counts as what was measured; a few of the differences, where there are some. Only of calls that bundlers may
 * leave out a build counts less: nothing, and says so.
 */
function expectSame(built: Profile, measured: Profile): void {
  const [ours, theirs] = [hitsIn(built), hitsIn(measured)];
  const uncounted = [...ours].filter(([line, hits]) => hits === null && theirs.get(line) !== null);
  const different = [...theirs].filter(([line, hits]) => hits !== null && ours.get(line) !== null && ours.get(line) !== hits);
  expect(different.slice(0, 20), `${different.length} of ${theirs.size}`).to.deep.equal([]);
  expect([...ours.keys()].filter((line) => !theirs.has(line))).to.deep.equal([]);
  expect(theirs.size).to.be.above(100);
  expect(uncounted.length).to.be.below(theirs.size / 100);
}

/** Compiles files of a folder in place, all of their functions instrumented. */
function compile(place: CopyPlace, files: readonly string[], include: string): void {
  for (const file of files) {
    const filename = join(place.folder, file);
    // In what is installed nobody follows maps.
    const text = place.read(file).replace(/^\/\/# sourceMappingURL=.*/m, "");
    const compiled = transformSync(text, {
      filename, configFile: false, babelrc: false, sourceType: extname(file) === ".mjs" ? "module" : "unambiguous", compact: false,
      plugins: [[require.resolve("@perline/transform/babel"), { root: place.folder, select: "all", include, clock: "none", enabled: true }]],
    });
    place.write(file, compiled?.code ?? "");
  }
}

describe("real packages", function () {
  this.timeout(nightly ? 600_000 : 120_000);
  for (const [name, { script, env = {} }] of Object.entries(jobs)) {
    it(`${name}, compiled by Babel, prints the same and counts the same`, () => inPlace([name], async (place) => {
      const job = join("test", "tools", "jobs", script);
      mkdirSync(join(place.folder, dirname(job)), { recursive: true });
      cpSync(join(root, job), join(place.folder, job));
      const include = `node_modules/${name}/**`;
      const { stdout, profile } = await place.profiled(["--include", include, job], env);
      expect(stdout === await place.run([job], env), "prints the same under perline run").to.equal(true);
      compile(place, profile.sources.map(({ path }) => path), include);
      expect(stdout === await place.run([job], { ...env, PERLINE_OUTPUT: "built.json" }), "prints the same when it is built").to.equal(true);
      expectSame(readProfile(place.read("built.json"), "built.json"), profile);
    }));
  }

  it("@jridgewell/trace-mapping, from its sources in TypeScript, prints the same and counts the same", () => inPlace([], async (place) => {
    cpSync(join(root, "node_modules", "@jridgewell", "trace-mapping", "src"), join(place.folder, "src"), { recursive: true });
    place.write(join("src", "main.ts"), `import { readFileSync } from "node:fs";
import { allGeneratedPositionsFor, eachMapping, originalPositionFor, TraceMap } from "./trace-mapping";

const map = new TraceMap(readFileSync("node_modules/immer/dist/immer.production.mjs.map", "utf8"));
let sum = 0;
eachMapping(map, ({ generatedLine, generatedColumn, originalLine }) => {
  const { line, source } = originalPositionFor(map, { line: generatedLine, column: generatedColumn });
  sum += (line ?? 0) - (originalLine ?? 0);
  if (source !== null && line !== null) sum += allGeneratedPositionsFor(map, { source, line, column: 0 }).length;
});
console.log(sum);
`);
    place.write("tsconfig.json", JSON.stringify({
      compilerOptions: {
        target: "es2022", lib: ["es2022"], module: "commonjs", moduleResolution: "bundler", types: ["node"], skipLibCheck: true, rootDir: "src", outDir: "out",
        esModuleInterop: true, plugins: [{ transform: "@perline/transform/typescript", select: "all", clock: "none" }],
      },
      include: ["src"],
    }));
    const { stdout, profile } = await place.profiled([join("src", "main.ts")]);
    expect(await place.run([join("node_modules", "ts-patch", "bin", "tspc.js")])).to.equal("");
    expect(await place.run([join("out", "main.js")], { PERLINE_OUTPUT: "built.json" })).to.equal(stdout);
    expectSame(readProfile(place.read("built.json"), "built.json"), profile);
  }));
});
