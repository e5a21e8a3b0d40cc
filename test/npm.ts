/** npm, for tests that install what a person would, or what has no place among the repository's own. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Runs npm without install scripts; gives what it wrote. Throws with what it said where it fails. */
export function npm(args: readonly string[], cwd: string): string {
  // npm tells its scripts where it is: started by its name it would need a shell on Windows.
  const script = process.env["npm_execpath"];
  const [command, first] = script === undefined ? ["npm", []] : [process.execPath, [script]];
  const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...args, ...quietly], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** What a folder's package.json says, as far as it is asked. */
interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * Installs what a folder's package.json names, where some of it is not there in the version that it asks for. `names`: those that are
 * needed, by default all. Throws with what npm said where that fails.
 */
export function installPackages(folder: string, names?: readonly string[]): void {
  const { dependencies, optionalDependencies } = manifestIn(folder);
  const wanted = { ...dependencies, ...optionalDependencies };
  const isThere = (name: string): boolean => {
    const installed = join(folder, "node_modules", name);
    return existsSync(installed) && manifestIn(installed).version === wanted[name]?.replace(/^npm:.*@/, "");
  };
  if (!(names ?? Object.keys(wanted)).every(isThere)) npm(["ci"], folder);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
