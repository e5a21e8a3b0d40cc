/**
 * Behaviour cases: a folder `<area>/<name>` with a small program, what it prints, and its hits.
 *
 *     input.js …    the program (.js .cjs .mjs .jsx .ts .cts .mts .tsx), and files beside it that it loads
 *     output.txt    what it prints, exports or throws: the same bare and instrumented
 *     hits.txt      its text with the hits of each line in the margin
 *     case.json     what else is to be said: see {@link Settings}
 *
 * Both expectations are written by `node --import tsx test/cases/record.ts`, and reviewed by a person.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Goal } from "@perline/transform";

/** What a case says about itself. */
export interface Settings {
  /** Rows of the table of hazards (see hazards.ts) that the case stands for. */
  hazards?: readonly string[];
  /** Naive rewrites (see naive.ts) under which the case must fail. */
  naive?: readonly string[];
  /** How the entry is read; by default as its extension says: CommonJS for `.js`, a module for `.ts` and `.tsx`. */
  goal?: Goal;
  /** The ways it is lowered (see lowerings.ts), where not all, and builds (see builds.ts). */
  lowerings?: readonly string[];
  /** Activations that are still suspended when the program has nothing left to do. */
  pending?: number;
  /** Why the lines on the shadow stack, where the program prints, are not always those of a stack trace. */
  otherLines?: string;
}

/** A file of a case. */
export interface CaseFile {
  name: string;
  text: string;
  goal: Goal;
}

/** A case on disk. */
export interface Case {
  /** `area/name`. */
  name: string;
  folder: string;
  files: readonly CaseFile[];
  entry: CaseFile;
  settings: Settings;
  /** Empty where it was not recorded yet. */
  output: string;
  /** As `output`. */
  hits: string;
}

const sourceExtensions = new Set([".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx"]);
const modules = new Set([".mjs", ".mts", ".ts", ".tsx"]);

/** Every case, in the order of their names. */
export function allCases(): Case[] {
  return folders(__dirname).flatMap((area) => folders(join(__dirname, area)).map((name) => readCase(`${area}/${name}`)));
}

/** Reads a case by its name. Throws where it has no entry. */
export function readCase(name: string): Case {
  const folder = join(__dirname, ...name.split("/"));
  const settings = JSON.parse(readText(join(folder, "case.json")) || "{}") as Settings;
  const files = readdirSync(folder).filter((file) => sourceExtensions.has(extname(file))).sort().map((file): CaseFile => {
    const isEntry = file.startsWith("input.");
    const goal = (isEntry ? settings.goal : undefined) ?? (modules.has(extname(file)) ? "module" : "commonjs");
    return { name: file, text: readText(join(folder, file)), goal };
  });
  const entry = files.find((file) => file.name.startsWith("input."));
  if (entry === undefined) throw new Error(`The case ${name} has no input.`);
  return { name, folder, files, entry, settings, output: readText(join(folder, "output.txt")), hits: readText(join(folder, "hits.txt")) };
}

function folders(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
