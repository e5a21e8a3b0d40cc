/**
 * The other Nodes that perline supports, for tests: the package.json beside this file names their binaries by platform and exact
 * version.
 *
 * npm's package `node` fetches the same binaries in an install script, and nothing here runs those: so they are named themselves.
 * They are no dependencies of the repository, since each brings a command `node`, which would take the place of the person's own.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installPackages } from "../npm.js";

/** The major versions beside the oldest one, which runs the tests. */
export const otherMajors = [22, 24] as const;

interface Manifest {
  bin: { node: string };
  optionalDependencies: Record<string, string>;
}

/** The name under which this platform's binary of a version is installed; null where there is none. */
export function packageFor(major: number): string | null {
  const name = `node-${major}-${process.platform}-${process.arch}`;
  return name in manifest(__dirname).optionalDependencies ? name : null;
}

/** Absolute path of the `node` of an installed package. */
export function executableOf(name: string): string {
  const folder = join(__dirname, "node_modules", name);
  return join(folder, manifest(folder).bin.node);
}

/** Installs what is not there in the version that is asked for. Throws with what npm said where that fails. */
export function installOtherNodes(): void {
  installPackages(__dirname, otherMajors.map(packageFor).filter((name) => name !== null));
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
