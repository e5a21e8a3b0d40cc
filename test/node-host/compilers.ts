/** Real compilers, each from the same originals to a program that runs: what they leave of lines, and how they tell of it, differs. */
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { buildSync, type BuildOptions } from "esbuild";
import ts from "typescript";
import type { Configuration } from "webpack";
import webpack from "webpack";
import { inTemporaryFolder } from "../runs.js";
import type { Files } from "./programs.js";

/** The part of Babel that is used: it has no types of its own. */
interface Babel {
  transformSync(code: string, options: Record<string, unknown>): { code: string; map: object };
}

const babel = createRequire(__filename)("@babel/core") as Babel;

/** From originals to the files of a program, originals included; its script is `dist/main.js`. */
export type Compiler = (originals: Files) => Promise<Files>;

/** Writes originals, lets `build` put files beside them, and reads all. */
function inFolder(originals: Files, build: (folder: string) => void | Promise<void>): Promise<Files> {
  return inTemporaryFolder(async (temporary) => {
    const folder = realpathSync(temporary);
    for (const [name, text] of Object.entries({ "package.json": "{}", ...originals })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await build(folder);
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")];
    }));
  });
}

/** `tsc`, one file for each. */
export function tsc(options: ts.CompilerOptions): Compiler {
  return (originals) => inFolder(originals, (folder) => {
    const rootNames = Object.keys(originals).filter((name) => /\.[jt]s$/.test(name)).map((name) => join(folder, name));
    const program = ts.createProgram(rootNames, {
      outDir: join(folder, "dist"), rootDir: join(folder, "src"), target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS,
      types: [], allowJs: true, skipLibCheck: true, ...options,
    });
    program.emit();
  });
}

/** esbuild, one file for all. */
export function esbuild(options: BuildOptions): Compiler {
  return (originals) => inFolder(originals, (folder) => {
    const [entry] = Object.keys(originals);
    buildSync({
      absWorkingDir: folder, entryPoints: [entry ?? ""], outfile: "dist/main.js", bundle: true, platform: "node", logLevel: "silent", ...options,
    });
  });
}

/** Babel, one file for each; compact, and with maps beside. */
export function babelCompact(): Compiler {
  return (originals) => inFolder(originals, (folder) => {
    mkdirSync(join(folder, "dist"));
    for (const [name, text] of Object.entries(originals)) {
      const base = name.slice(name.lastIndexOf("/") + 1);
      const { code, map } = babel.transformSync(text, {
        filename: join(folder, name), sourceFileName: `../${name}`, sourceMaps: true, compact: true, configFile: false, babelrc: false,
      });
      writeFileSync(join(folder, "dist", base), `${code}\n//# sourceMappingURL=${base}.map\n`);
      writeFileSync(join(folder, "dist", `${base}.map`), JSON.stringify(map));
    }
  });
}

/** webpack, one file for all. */
export function webpackBundle(options: Configuration): Compiler {
  return (originals) => inFolder(originals, (folder) => new Promise((resolve, reject) => {
    const [entry] = Object.keys(originals);
    const output = { path: join(folder, "dist"), filename: "main.js" };
    webpack({ context: folder, entry: `./${entry}`, target: "node", output, cache: false, ...options }, (error, stats) => {
      if (error !== null) reject(error);
      else if (stats?.hasErrors() === true) reject(new Error(stats.toString()));
      else resolve();
    });
  }));
}
