/**
 * Which files a run profiles, and which functions of them.
 *
 * Globs see paths relative to the root, with forward slashes. A pattern `file:function` narrows a file to functions; what is
 * excluded stays out, whatever else includes it. Without an include a run profiles the files under the root that no
 * `node_modules` holds; with one exactly what it names. Node gives real paths, so a symlinked workspace package is its sources.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PerlineError } from "@perline/format";
import type picomatch from "picomatch";
import { findIndex, includes, join as joined, method, OwnMap, replaceAll, some, split, startsWith, sublist, tester } from "./primitives.js";

/** What was asked for. */
export interface SelectionOptions {
  /** Absolute folder that patterns are relative to. */
  root: string;
  include: readonly string[];
  exclude: readonly string[];
}

/** Says of a function's name whether it is meant. */
type NameTest = (name: string) => boolean;

/** One pattern, ready to be asked. */
interface Pattern {
  matchesPath(path: string): boolean;
  /** Null where the pattern names no function. */
  matchesName: NameTest | null;
}

// Taken before user code can replace them.
const { dirname, isAbsolute, join, sep } = path;
const toLowerCase = method(String.prototype, "toLowerCase");

const configurationFiles = ["perline.config.js", "perline.config.ts", "perline.config.json", "package.json"];

/** The folder of the nearest configuration or package above a working directory; that directory where there is none. */
export function findRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (configurationFiles.some((file) => existsSync(join(folder, file)))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

/** A file as profiles name it: relative to the root, or whole on another drive, with forward slashes. Takes absolute names. */
export function sourcePath(root: string, filename: string): string {
  // Node's `relative` calls `resolve`, which a program may have replaced.
  const [from, to] = [partsOf(root), partsOf(filename)] as const;
  const parting = findIndex(from, (part, index) => !isSamePart(part, to[index]));
  const shared = parting < 0 ? from.length : parting;
  if (shared === 0 && sep === "\\") return joined(to, "/");
  let path = joined(sublist(to, shared), "/");
  for (let above = shared; above < from.length; above++) path = path === "" ? ".." : `../${path}`;
  return replaceAll(path, "\\", "/");
}

/** The names that an absolute path leads through. */
function partsOf(file: string): string[] {
  const parts: string[] = [];
  const names = split(sep === "/" ? file : replaceAll(file, sep, "/"), "/");
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    if (name === "..") parts.length = parts.length > 0 ? parts.length - 1 : 0;
    else if (name !== "" && name !== ".") parts[parts.length] = name;
  }
  return parts;
}

function isSamePart(one: string, other: string | undefined): boolean {
  return one === other || (sep === "\\" && other !== undefined && toLowerCase(one) === toLowerCase(other));
}

/** The files and functions of one run. */
export class FileSelection {
  private readonly include: readonly Pattern[];
  private readonly exclude: readonly Pattern[];
  private readonly known = new OwnMap<string, boolean>();

  /** @throws PerlineError `usage` for a pattern that is none. */
  constructor(private readonly options: SelectionOptions) {
    this.include = options.include.map((glob) => readPattern(glob, options.root));
    this.exclude = options.exclude.map((glob) => readPattern(glob, options.root));
  }

  /** Whether a file is profiled, at least in part. Takes an absolute name. */
  includes(filename: string): boolean {
    let included = this.known.get(filename);
    if (included === undefined) {
      included = this.decide(this.path(filename));
      this.known.set(filename, included);
    }
    return included;
  }

  /** The file as its record names it. */
  path(filename: string): string {
    return sourcePath(this.options.root, filename);
  }

  /** Whether a text is to be looked at: its file is profiled, or it carries a map that may lead to one that is. */
  concerns(filename: string, text: string): boolean {
    return this.includes(filename) || (this.mayBeCompiled(filename) && includes(text, "sourceMappingURL="));
  }

  /** Whether a file that is not profiled itself may have been compiled from one that is. */
  mayBeCompiled(filename: string): boolean {
    const path = this.path(filename);
    return this.include.length > 0 && !this.excludes(path) && isOwn(path);
  }

  /** Whether a file is profiled that another one was compiled from: by the name of either. Takes absolute names. */
  includesOriginal(original: string, compiled: string): boolean {
    const path = this.path(original);
    if (this.excludes(path)) return false;
    if (this.include.length === 0) return !this.isInstalled(original);
    return some(this.include, (pattern) => pattern.matchesPath(path) || pattern.matchesPath(this.path(compiled)));
  }

  /** Whether a file is part of an installed package, by its absolute name. */
  isInstalled(filename: string): boolean {
    return isUnderModules(this.path(filename));
  }

  /** Which functions of an included file are profiled; null for all. `compiled`: what runs, where that is another file. */
  functionsOf(filename: string, compiled = filename): NameTest | null {
    const paths = [this.path(filename), this.path(compiled)];
    const matches = (pattern: Pattern): boolean => paths.some((path) => pattern.matchesPath(path));
    const wanted = this.include.filter(matches);
    const whole = wanted.length === 0 || wanted.some((pattern) => pattern.matchesName === null);
    const unwanted = this.exclude.filter(matches);
    if (whole && unwanted.length === 0) return null;
    return (name) => (whole || wanted.some((pattern) => pattern.matchesName?.(name)))
      && !unwanted.some((pattern) => pattern.matchesName?.(name));
  }

  private decide(path: string): boolean {
    if (this.excludes(path)) return false;
    if (this.include.length > 0) return some(this.include, (pattern) => pattern.matchesPath(path));
    return isOwn(path);
  }

  private excludes(path: string): boolean {
    return some(this.exclude, (pattern) => pattern.matchesName === null && pattern.matchesPath(path));
  }
}

/** Whether a file is under the root, and of no installed package. */
function isOwn(path: string): boolean {
  return !startsWith(path, "../") && !isAbsolute(path) && !isUnderModules(path);
}

function isUnderModules(path: string): boolean {
  return includes(`/${path}/`, "/node_modules/");
}

/** What was measured of a source: what includes may match. */
export interface Measured {
  /** Its path, and that of the file that ran, as source records have them. */
  paths: readonly string[];
  /** Names of its functions. */
  names: readonly string[];
}

/** An include, as it was given, and what there is none of. */
export interface Unmatched {
  glob: string;
  missing: "file" | "function";
}

/**
 * The includes that match nothing of what was measured.
 *
 * @throws PerlineError `usage` for a pattern that is none.
 */
export function unmatchedIncludes({ root, include }: Pick<SelectionOptions, "root" | "include">, measured: readonly Measured[]): Unmatched[] {
  return include.flatMap((glob): Unmatched[] => {
    const pattern = readPattern(glob, root);
    const files = measured.filter(({ paths }) => paths.some((path) => pattern.matchesPath(path)));
    if (files.length === 0) return [{ glob, missing: "file" }];
    const { matchesName } = pattern;
    const isMatched = matchesName === null || files.some(({ names }) => names.some(matchesName));
    return isMatched ? [] : [{ glob, missing: "function" }];
  });
}

/** Loaded with the first pattern: most runs have none, and every program waits for what is loaded here. */
function matcher(glob: string): (path: string) => boolean {
  const { makeRe } = createRequire(__filename)("picomatch") as typeof picomatch;
  const matches = tester(makeRe(glob, { dot: true, strictBrackets: true }));
  return (path) => path === glob || matches(path);
}

function readPattern(text: string, root: string): Pattern {
  // A function's name holds no slash and ends the pattern; what stands before the colon is no letter alone, which would be a drive.
  const [, file = text, name] = /^(.{2,}|[^A-Za-z]):([^/\\:]+)$/.exec(text) ?? [];
  const glob = isAbsolute(file) ? sourcePath(root, file) : file.replace(/^(\.\/)+/, "");
  if (glob === "") throw noPattern(text, "it is empty");
  if (/^:|.:$/.test(glob)) throw noPattern(text, `there is no ${glob.startsWith(":") ? "file before" : "function behind"} the colon`);
  try {
    return {
      matchesPath: matcher(glob),
      matchesName: name === undefined ? null : nameTest(name),
    };
  } catch (cause) {
    throw noPattern(text, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function noPattern(text: string, why: string, cause?: unknown): PerlineError {
  return new PerlineError("usage", `"${text}" is not a valid pattern: ${why}`, { cause, hint: "Give a glob such as src/**, or src/app.ts:total for a function." });
}

/** A function's name, in which `*` stands for any characters. */
function nameTest(pattern: string): NameTest {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".*")}$`);
  return (name) => whole.test(name);
}
