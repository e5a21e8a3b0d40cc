/** Small programs, written to a folder of their own and run twice: as they are, and with the hooks and the runtime. */
import type { ClockChoice, Profile } from "@perline/format";
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { without } from "../differences.js";
import { inTemporaryFolder, runNode, type Finished } from "../runs.js";

const preload = join(__dirname, "fixtures", "preload.cjs");

/** Files by name, relative to the program's folder; a value `-> name` is a symbolic link to a folder. */
export type Files = Readonly<Record<string, string>>;

/** How the hooks are set. */
export interface Setting {
  include?: string[];
  exclude?: string[];
  select?: "all" | "marked";
  clock?: ClockChoice;
  /** Arguments for Node, before the script. */
  node?: string[];
  /** Name of the program's folder. */
  folder?: string;
}

/** A run with the hooks, and what it left. */
export interface Hooked extends Finished {
  profile: Profile;
  /** Paths of the sources with probes, in order of loading. */
  instrumented: string[];
}

/** Both runs of a program. */
export interface Runs {
  bare: Finished;
  ours: Hooked;
}

function write(folder: string, files: Files): void {
  for (const [name, text] of Object.entries({ "package.json": "{}", ...files })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const link = /^-> (.*)$/.exec(text);
    if (link === null) writeFileSync(path, text);
    else symlinkSync(join(folder, link[1]!), path, "junction");
  }
}

async function runHooked(folder: string, script: string, setting: Setting): Promise<Hooked> {
  const { include = [], exclude = [], select = "all", clock = "sampled", node = [] } = setting;
  const outFile = join(folder, "out.json");
  const env = { PERLINE_TEST: JSON.stringify({ root: folder, outFile, include, exclude, select, clock }) };
  const finished = await runNode(["--require", preload, ...node, script], { cwd: folder, env });
  const profile = JSON.parse(readFileSync(outFile, "utf8")) as Profile;
  return { ...finished, profile, instrumented: profile.sources.filter(({ probes }) => probes.length > 0).map(({ path }) => path) };
}

/** Writes the files and runs the script with the hooks alone: for TypeScript, which has no bare run on every Node. */
export function runProgram(files: Files, script: string, setting: Setting = {}): Promise<Hooked> {
  return inTemporaryFolder((parent) => {
    const folder = join(realpathSync(parent), setting.folder ?? "program");
    write(folder, files);
    return runHooked(folder, script, setting);
  });
}

/** Writes the files and runs the script both ways. */
export function runBothWays(files: Files, script: string, setting: Setting = {}): Promise<Runs> {
  return inTemporaryFolder(async (parent) => {
    const folder = join(realpathSync(parent), setting.folder ?? "program");
    write(folder, files);
    const bare = await runNode([...(setting.node ?? []), script], { cwd: folder });
    return { bare, ours: await runHooked(folder, script, setting) };
  });
}

/** Text without what may differ. */
export function comparable(text: string): string {
  return without(["stack traces", "uncaught errors"], text);
}
