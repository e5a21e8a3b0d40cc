/** npm, for tests that install what a person would. */
import { spawnSync } from "node:child_process";

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
