/**
 * A bundle: what a thread loads at its start, in one file. Node looks for each file in several places and asks which package it
 * belongs to, which is half of what loading small files takes.
 *
 * The build (bundle-entries.mjs) puts this text, and the texts of an entry and of what it loads, in place of the entry. A module
 * from a bundle is what it is from its own file: it is compiled under that name, which is its `__filename` and leads stack traces, and
 * by which whatever is loaded later in Node's way finds it in `require.cache`. What it loads by `module.require`, since not every
 * thread wants it, is in the bundle too; what it loads by `createRequire` is not. Its `require` can be called, and no more; nor can it
 * `import()`, which would bring up Node's loader of ES modules.
 *
 * A bundle steps aside, and its entry loads file after file, where these may not be the files it was made of: packages of another
 * version; in a checkout, files that changed since; and where Node was told to load something else first, such as a compiler that
 * wants to see each of them.
 */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import Module, { createRequire, isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";

/** A file of ours. */
export interface BundledFile {
  /** Index of its package. */
  owner: number;
  /** From the folder of its package, with forward slashes. */
  path: string;
  text: string;
  /** What it loads of the bundle: index of the file by specifier. */
  loads: Readonly<Record<string, number>>;
}

/** What a bundle holds. */
export interface Bundle {
  /** The package of the entry first. */
  packages: readonly { name: string; version: string }[];
  /** The entry first. */
  files: readonly BundledFile[];
}

type Load = (specifier: string) => unknown;

/** What Node puts around a module, which has these names in it. */
type Body = (this: unknown, ...given: [exports: unknown, require: Load, module: NodeModule, filename: string, folder: string]) => void;

const names = ["exports", "require", "module", "__filename", "__dirname"];

/** A flag by which Node loads something before its script. */
const loadingFlag = /^(-r|--require|--import|--loader|--experimental-loader)(=|$)/;

/** Runs the entry that a bundle stands in place of. */
export function runBundle({ packages, files }: Bundle, entry: NodeModule): void {
  const require = createRequire(entry.filename);
  const own = join(entry.filename, ...files[0]!.path.split("/").map(() => ".."));
  const folders = packages.map((each, index) => (index === 0 ? own : installedFolder(each, own)));
  const filenames = files.map(({ owner, path }) => join(folders[owner] ?? "", path));

  const run = (index: number, module: NodeModule, load: Load): void => {
    const { filename, exports } = module as { filename: string; exports: unknown };
    const body = compileFunction(files[index]!.text, names, { filename }) as Body;
    Reflect.apply(body, exports, [exports, load, module, filename, dirname(filename)]);
  };
  const runBundled = (index: number, module: NodeModule): void => {
    const { loads } = files[index]!;
    module.require = (specifier) => {
      const bundled = loads[specifier];
      if (bundled !== undefined) return loadBundled(bundled);
      return (isBuiltin(specifier) ? require : createRequire(module.filename))(specifier) as unknown;
    };
    run(index, module, (specifier) => module.require(specifier) as unknown);
  };
  const loadBundled = (index: number): unknown => {
    const filename = filenames[index]!;
    const known = require.cache[filename];
    if (known !== undefined) return known.exports;
    const module = new Module(filename);
    module.filename = filename;
    require.cache[filename] = module;
    runBundled(index, module);
    module.loaded = true;
    return module.exports;
  };

  // What the compiler keeps for itself is no part of a package that is installed, whose files are what they are for good.
  const isCheckout = existsSync(join(own, "dist", ".tsbuildinfo"));
  if (folders.includes(null) || loadsOther(own) || (isCheckout && !areUnchanged(entry.filename, filenames))) run(0, entry, require);
  else runBundled(0, entry);
}

/** The folder of a package, as Node finds it from the entry; null where it is not of that version. */
function installedFolder({ name, version }: Bundle["packages"][number], from: string): string | null {
  const description = join(from, "node_modules", name, "package.json");
  if (!existsSync(description)) return from === dirname(from) ? null : installedFolder({ name, version }, dirname(from));
  const installed = JSON.parse(readFileSync(description, "utf8")) as { version: unknown };
  return installed.version === version ? dirname(realpathSync(description)) : null;
}

/** Whether Node was told to load something that is none of ours before its script. */
function loadsOther(own: string): boolean {
  return process.execArgv.some((flag) => loadingFlag.test(flag) && !flag.includes(own));
}

/** Whether files are no newer than the bundle that was made of them. */
function areUnchanged(bundle: string, filenames: readonly string[]): boolean {
  const made = statSync(bundle).mtimeMs;
  return filenames.every((filename) => (statSync(filename, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= made);
}
