/** Other people's programs, which read what perline exports. */
import { spawnSync } from "node:child_process";

/** What to install where a program is missing; .ci/run installs these. */
const packages: Readonly<Record<string, string>> = { go: "golang-go", callgrind_annotate: "valgrind", genhtml: "lcov" };

/** How a program is run. */
export interface Reading {
  cwd: string;
  env?: Record<string, string>;
}

/** What a program prints. Throws with what it said where it fails, and with what to install where it is not there. */
export function answerOf(command: string, args: readonly string[], { cwd, env = {} }: Reading): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", timeout: 120_000 });
  if (error !== undefined && "code" in error && error.code === "ENOENT") {
    throw new Error(`this test needs ${command}: Debian has it in the package ${packages[command] ?? command}`, { cause: error });
  }
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? (stderr || stdout)}`);
  return stdout;
}
