/** The commands of the documents, as a person types them, made into child processes of this checkout. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { perline, root, runNode, type Finished } from "../runs.js";

/** A command line in pieces. */
export interface Command {
  env: Record<string, string>;
  program: string;
  args: string[];
}

/** Splits a command line: `NAME=value` in front, quotes, a comment behind. No pipe, no other shell syntax. */
export function commandOf(line: string): Command {
  const words = [...line.replace(/\s+#.*$/, "").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const env = Object.fromEntries(words.slice(0, first).map((word) => {
    const border = word.indexOf("=");
    return [word.slice(0, border), word.slice(border + 1)] as const;
  }));
  return { env, program: words[first] ?? "", args: words.slice(first + 1) };
}

/** Runs `npx …`, of what is installed here, and `node …`; throws on any other program. */
export function runCommand({ env, program, args }: Command, cwd: string): Promise<Finished> {
  if (program === "node") return runNode(args, { cwd, env });
  const [installed = "", ...rest] = args;
  if (program === "npx" && installed === "perline") return runNode([perline, ...rest], { cwd, env });
  if (program === "npx") return runNode([realpathSync(join(root, "node_modules", ".bin", installed)), ...rest], { cwd, env });
  throw new Error(`documents may run \`npx …\` and \`node\`, not \`${program} ${args.join(" ")}\``);
}

/**
 * An output without what differs from run to run: times and shares (all of which have a decimal point), the widths of columns,
 * their unit, and the two lines that tell how the run was measured.
 */
export function withoutTimes(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.replace(/^(Timer unit|Duration|Times): .*/, "$1").replace(/\d+\.\d+/g, "#").replace(/={4,}/, "====").replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}
