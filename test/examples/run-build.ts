/** Runs the example of a build by the commands that its README gives, small, once for all tests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf, runCommand } from "../docs/commands.js";
import { inTemporaryFolder, root } from "../runs.js";
import { builds } from "./builds.js";

/** What came of it. */
export interface BuildRun {
  /** The text of the profile. */
  profile: string;
  /** The command that reads it, as the README has it. */
  reporting: string;
}

const runs = new Map<string, Promise<BuildRun>>();

/** The README of an example. */
export function readmeOf(name: string): string {
  return readFileSync(join(root, "examples", name, "README.md"), "utf8");
}

/** The run of an example of {@link builds}. Throws with what a command wrote to stderr where it does not end well. */
export function runBuild(name: string): Promise<BuildRun> {
  const known = runs.get(name) ?? inTemporaryFolder((folder) => runIn(folder, name));
  runs.set(name, known);
  return known;
}

async function runIn(folder: string, name: string): Promise<BuildRun> {
  const { env = {}, more = [] } = builds[name]!;
  const commands = [...readmeOf(name).matchAll(/`((?:npx|node) [^`]*)`/g)].map(([, command = ""]) => command);
  const reporting = commands.pop() ?? "";
  const output = join(folder, "profile.perline.json");
  for (const text of commands) {
    const command = commandOf(text);
    const args = [...command.args, ...(text === commands.at(-1) ? more : [])];
    const { code, stderr } = await runCommand({ ...command, args, env: { ...env, PERLINE_OUTPUT: output } }, root);
    if (code !== 0) throw new Error(`${text} ended with ${code}: ${stderr}`);
  }
  return { profile: readFileSync(output, "utf8"), reporting };
}
