/** Running for scripts: a program in a process of its own, and what was measured there. */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { text } from "node:stream/consumers";
import { PerlineError, type Profile } from "@perline/format";
import { requireOneAbi } from "../abi.js";
import { requireFlags } from "../commands/run.js";
import { requireSupportedFlags, requireSupportedNode } from "../required-node.js";
import type { Guardian } from "../run/child.js";
import { gather, withWarnings } from "../run/harvest.js";
import { givenFlags } from "../run/node-command.js";
import { noticesOf } from "../run/notices.js";
import { runToEnd } from "../run/run.js";
import { openSession } from "../run/session.js";
import { targetOf } from "../run/target.js";
import { checkLayer, type Layer, requireSplittable, settingsOf } from "../settings/index.js";

/** How a program is profiled; what is not given is as the environment and the configuration file say. */
type Measuring = Pick<
  Layer, "cache" | "children" | "clock" | "delay" | "duration" | "exclude" | "include" | "leaks" | "memory" | "select" | "source" | "split"
>;

/** What to run: one of `script`, `code` and `command`. */
export interface Running extends Measuring {
  /** A file, or a name in node_modules/.bin. */
  script?: string;
  /** A program's text. */
  code?: string;
  /** A command that starts Node. */
  command?: string;
  /** What stands behind it. */
  args?: readonly string[];
  /** Flags for the Node of a script. */
  nodeArgs?: readonly string[];
  /** What becomes of what the program writes: by default it goes where this process writes; `pipe`: see {@link Ran}. */
  output?: "inherit" | "pipe";
}

/** What became of a program. */
export interface Ran {
  /** What was measured; null where the program started no Node that could be. */
  profile: Profile | null;
  /** The program's exit code; null where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** What it has written, where that was asked for; else empty. */
  stdout: string;
  stderr: string;
}

/**
 * Runs a program in the working directory, with the environment of this process, and profiles it.
 *
 * @throws PerlineError before the program starts: `usage`, `config-invalid`, `script-not-found`, `node-unsupported`, `abi-mismatch`,
 *   `output-not-writable` (the temporary folder)
 */
export async function run({ script, code, command, args = [], nodeArgs = [], output = "inherit", ...measuring }: Running): Promise<Ran> {
  requireSupportedNode();
  requireOneAbi();
  const cwd = process.cwd();
  const settings = settingsOf(checkLayer(measuring, { code: "usage", nameOf: (key) => key }), { cwd, environment: process.env });
  requireSplittable(settings, null);
  if ([script, code, command].filter((one) => one !== undefined).length > 1) {
    throw new PerlineError("usage", "there is more than one program to run", { hint: "Name one of script, code and command." });
  }
  const named = command ?? script;
  const words = named === undefined ? args : [named, ...args];
  const target = targetOf({ code, words, command: command !== undefined, behindOption: null, asking: "run", cwd });
  requireFlags(target, nodeArgs);
  requireSupportedFlags(givenFlags(target, nodeArgs) ?? []);
  const folder = openSession();
  try {
    const reader = new Reader();
    const ending = await runToEnd({ target, settings, nodeArgs, isRead: output === "pipe" }, folder, reader);
    const harvest = gather(folder, ending.at);
    const [stdout, stderr] = await Promise.all([reader.stdout, reader.stderr]);
    const notices = harvest === null ? [] : noticesOf(harvest.profile, { settings, isCode: target.code !== null });
    const profile = harvest === null ? null : withWarnings(harvest.profile, notices).profile;
    return { profile, code: ending.code, signal: ending.signal, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  }
}

/** Reads what a program writes, where that is not written elsewhere. */
class Reader implements Guardian {
  stdout = Promise.resolve("");
  stderr = Promise.resolve("");

  passTo(child: ChildProcess): void {
    if (child.stdout !== null) this.stdout = text(child.stdout);
    if (child.stderr !== null) this.stderr = text(child.stderr);
  }

  // Signals are this process's own affair.
  release(): void { /* Nothing is held. */ }
}
