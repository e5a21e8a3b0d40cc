/** What people have installed is instrumented: of the files of all packages here none fails a check of what was printed. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { compileFunction } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { clockChoices, type Layout, PerlineError } from "@perline/format";
import { type Goal, instrument, type InstrumentOptions } from "@perline/transform";
import { progress, runs, seed } from "../effort.js";
import { root } from "../runs.js";
import { programOptions } from "./instrumented-program.js";

/** Larger ones are bundles, which take long. */
const mostBytes = 250_000;

const layout: Layout = { pointerBytes: 8, node: 24, tier: "optimised" };

/** What may be asked for. */
const wishes: readonly Partial<InstrumentOptions>[] = [
  ...clockChoices.map((clock) => ({ clock })), { memory: true, weighed: true }, { memory: true, traced: layout },
  { link: { runtime: "@perline/runtime/linked" } },
];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() && /\.[cm]?js$/.test(entry.name) && statSync(path).size <= mostBytes ? [path] : [];
  });
}

/** As Node decides it. */
function goalOf(file: string): Goal {
  const extension = extname(file);
  if (extension !== ".js") return extension === ".mjs" ? "module" : "commonjs";
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const type = typeIn(join(folder, "package.json"));
    if (type !== null || folder === dirname(folder)) return type === "module" ? "module" : "commonjs";
  }
}

function typeIn(manifest: string): string | null {
  try {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { type?: string }).type ?? "commonjs";
  } catch {
    return null;
  }
}

/** Whether V8 takes a text as CommonJS. */
function isCommonJs(text: string): boolean {
  try {
    compileFunction(text.replace(/^#!/, "//"), ["exports", "require", "module", "__filename", "__dirname"]);
    return true;
  } catch {
    return false;
  }
}

/** What goes wrong with a file's text; null where nothing does. */
function faultOf(text: string, file: string, wish: Partial<InstrumentOptions>): string | null {
  const goal = goalOf(file);
  try {
    instrument(text, programOptions({ filename: file, goal, ...wish }));
    return null;
  } catch (error) {
    if (!(error instanceof PerlineError)) throw error;
    // Templates of other languages, types of Flow, and what is broken on purpose.
    if (error.code === "source-syntax" && (goal === "module" || !isCommonJs(text))) return null;
    return `${error.message} (${JSON.stringify(wish)})`;
  }
}

describe(`files of installed packages (seed ${seed})`, function () {
  this.timeout(3_600_000);

  it("are instrumented, whatever is asked for", () => {
    const files = filesIn(join(root, "node_modules"));
    const count = runs({ check: 150, nightly: 3_000 });
    expect(files.length).to.be.above(count);
    const tell = progress("files", count);
    const file = fc.integer({ min: 0, max: files.length - 1 }).map((index) => files[index]!);
    fc.assert(fc.property(file, fc.constantFrom(...wishes), (each, wish) => {
      tell();
      expect(faultOf(readFileSync(each, "utf8"), each, wish)).to.equal(null);
    }), { numRuns: count, seed, endOnFailure: true });
  });

  it("would be noticed, if they were not", () => {
    expect(faultOf("let __perline_f3k9_p;", "/a.js", {})).to.match(/perline/);
    expect(faultOf("this is no program", "/a.js", {})).to.equal(null);
  });
});
