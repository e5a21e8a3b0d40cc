/**
 * The entry of a program that loads no other file: the outer process instruments it while Node comes up in the program's own,
 * which then needs no instrumenter. Whether it does load others need not be known for sure: the first one starts it.
 *
 * It is handed over as a file of the run's folder, whole or not at all; empty where nothing could be prepared.
 */
import { existsSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import type { HostOptions, PreparedEntry } from "@perline/transform/instrumenter";
import type * as preparing from "@perline/transform/prepare";
import { FileSelection } from "@perline/transform/selection";
import type { Target } from "./target.js";

/** A program's only file. */
export interface SoleFile {
  /** Absolute, without links. */
  filename: string;
  text: string;
}

/** In UTF-16 units. Signals wait for as long as it takes to instrument so much: a tenth of a second. */
const longest = 65_536;

/** How long a program waits for its entry before it has it instrumented itself. */
const patienceMs = 3000;

/** `require("x")`, `import … from "x"`, `import("x")`, `require(x)`: what is in quotes, if anything. Also sees those in comments. */
const loading = /(?:\b(?:require|import)\s*\(\s*|\b(?:from|import)\s*(?=["']))(?:(["'])(.*?)\1)?/g;

/** What Node runs whatever the package says, and what perline has it run. */
const programs = /\.([cm]?[jt]s|[jt]sx)$/;

/** Modules of Node's by which a program can put hooks of its own before perline's. */
const loaders: ReadonlySet<string> = new Set(["module", "node:module"]);

/** Whether a program's own flags and variables leave it to Node alone which file its entry is, and what is loaded before. */
export function mayBeSole(nodeArgs: readonly string[], environment: Readonly<NodeJS.ProcessEnv>): boolean {
  const deciding = [environment["NODE_OPTIONS"], environment["NODE_PRESERVE_SYMLINKS_MAIN"]];
  return nodeArgs.length === 0 && deciding.every((value) => value === undefined || value === "");
}

/** The file of a program that seems to have no other; null for one that has, and where Node may find another than is named. */
export function soleFileOf({ kind, code, args: [script = ""] }: Target, options: HostOptions): SoleFile | null {
  if (kind === "command" || code !== null) return null;
  try {
    const filename = realpathSync(resolve(script));
    // A pipe can be read once.
    if (!statSync(filename).isFile()) return null;
    const text = readFileSync(filename, "utf8");
    // Node's loaders differ in what they make of a byte-order mark.
    if (text.length > longest || text.startsWith("\uFEFF") || !programs.test(filename)) return null;
    if (!new FileSelection(options).includes(filename)) return null;
    const loaded = [...text.matchAll(loading)].map(([, , specifier]) => specifier);
    const isAlone = loaded.every((specifier) => specifier !== undefined && isBuiltin(specifier) && !loaders.has(specifier));
    return isAlone ? { filename, text } : null;
  } catch {
    return null;
  }
}

/** Where it is handed over. */
export function entryFile(folder: string): string {
  return join(folder, "entry");
}

/** Prepares it; never rejects. */
export async function handOver(file: SoleFile, options: HostOptions, place: string): Promise<void> {
  const unfinished = `${place}.new`;
  try {
    // An `import()` would bring up Node's loader of ES modules first.
    const { prepareEntry } = createRequire(__filename)("@perline/transform/prepare") as typeof preparing;
    const entry = await prepareEntry(options, file).catch(() => null);
    writeFileSync(unfinished, entry === null ? "" : JSON.stringify(entry));
    renameSync(unfinished, place);
  } catch {
    // The folder is gone, or the disk is full: the program waits in vain, and has its entry instrumented itself.
  }
}

/** Blocks until it is there; null where it cannot be had. To be called while the outer process is this one's parent. */
export function receiveEntry(place: string): PreparedEntry | null {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const outer = process.ppid;
  const end = performance.now() + patienceMs;
  while (!existsSync(place) && process.ppid === outer && performance.now() < end) Atomics.wait(cell, 0, 0, 1);
  try {
    return JSON.parse(readFileSync(place, "utf8")) as PreparedEntry;
  } catch {
    return null;
  }
}
