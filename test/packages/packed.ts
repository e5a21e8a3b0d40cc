/** The packages as a person gets them: packed, and installed in projects outside the repository. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm } from "../npm.js";
import { root } from "../runs.js";

/** What a package says of itself, as far as tests ask. */
export interface Manifest {
  name: string;
  version: string;
  exports: Record<string, unknown>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  bin?: Record<string, string>;
}

/** A package and its tarball. */
export interface Packed {
  /** Absolute path of the package in the repository. */
  folder: string;
  manifest: Manifest;
  /** Absolute path of the tarball. */
  tarball: string;
}

/** Reads the description of the package in a folder. */
export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Packs all packages into a folder; gives them by name. */
export function packAll(into: string): Map<string, Packed> {
  const folders = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name));
  return new Map(folders.map((folder) => {
    const manifest = manifestOf(folder);
    const [{ filename }] = JSON.parse(npm(["pack", "--json", "--pack-destination", into], folder)) as [{ filename: string }];
    return [manifest.name, { folder, manifest, tarball: join(into, filename) }];
  }));
}

/** A package and those of ours that it needs, directly or not. */
export function withOurs(name: string, packed: ReadonlyMap<string, Packed>, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const needed = Object.keys(packed.get(name)?.manifest.dependencies ?? {});
  for (const other of needed) if (packed.has(other)) withOurs(other, packed, found);
  return found;
}

/** Makes a project outside the repository that has these packages of ours and these others, by name and version; gives its folder. */
export function install(ours: Iterable<Packed>, others: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "perline-project-"));
  const tarballs = Object.fromEntries([...ours].map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: { ...others, ...tarballs } }));
  npm(["install"], folder);
  return folder;
}

/** Removes a project. */
export function uninstall(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
