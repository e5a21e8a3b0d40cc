/** Real sources: files of the packages that this repository is developed with, as their authors ship them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Goal } from "@perline/transform";
import { saysModule } from "../packages/transform/dist/1-parse/parse.js";
import { root } from "./runs.js";

/** A file to instrument. */
export interface RealSource {
  /** Absolute. */
  filename: string;
  text: string;
  goal: Goal;
}

/** Files of one package and language at most, so that no package is most of it. */
const ofEach = 12;

/** Sizes in bytes of what is neither a line or two nor a bundle. */
const [least, most] = [1_000, 100_000];

/** All of them, more than 200, in an order that does not change. */
export function realSourceFiles(): string[] {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { devDependencies: object };
  return Object.keys(devDependencies).filter((name) => !name.startsWith("@types/")).flatMap((name) => {
    const files = filesIn(join(root, "node_modules", name));
    return [files.filter(isTypeScript), files.filter((file) => !isTypeScript(file))].flatMap((some) =>
      some.filter((_, index) => index % Math.ceil(some.length / ofEach) === 0));
  });
}

/** Some of them, other ones for each seed. */
export function someRealSourceFiles(count: number, seed: number): string[] {
  const files = realSourceFiles();
  const step = files.length / Math.min(count, files.length);
  return Array.from({ length: Math.min(count, files.length) }, (_, index) => files[(Math.floor(index * step) + seed) % files.length]!);
}

/** Reads one. */
export function readRealSource(filename: string): RealSource {
  const text = readFileSync(filename, "utf8").replace(/^\uFEFF/, "");
  const isModule = /\.m[jt]s$/.test(filename) || saysModule(text, { filename });
  return { filename, text, goal: isModule ? "module" : "commonjs" };
}

function isTypeScript(filename: string): boolean {
  return /\.([cm]?ts|tsx)$/.test(filename);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesIn(path);
    if (!/(?<!\.d|\.min)\.([cm]?[jt]s|[jt]sx)$/.test(entry.name)) return [];
    const { size } = statSync(path);
    return size >= least && size <= most ? [path] : [];
  });
}
